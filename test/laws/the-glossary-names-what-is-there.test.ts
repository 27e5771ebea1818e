import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '#platform/project-folder'
import { sourceFiles } from './source-files.ts'

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8')

test('every name in the glossary is a table or a word of the code', () => {
  const names = [...read('docs/glossary.md').matchAll(/^\|[^|]+\| `([^`]+)` \|/gm)].map(
    ([, name]) => name ?? '',
  )
  const tables = read('src/platform/database-types.ts')
  const code = sourceFiles()
    .map(({ text }) => text)
    .join('\n')

  const isThere = (name: string) =>
    name.includes('.') ? tables.includes(`"${name}":`) || tables.includes(`'${name}':`) : code.includes(name)

  expect(names.length).toBeGreaterThan(40)
  expect(names.filter((name) => !isThere(name))).toEqual([])
})
