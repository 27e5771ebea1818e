import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '#platform/project-folder'

const folder = join(projectFolder, 'docs/guarantees')
const pages = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md')

test.each(pages)(
  '%s says what is promised and by what it is kept, and names tests that are there',
  (name) => {
    const text = readFileSync(join(folder, name), 'utf8')
    const named = [...text.matchAll(/`((?:src|test)\/[^`]+\.test\.tsx?)`/g)].map(([, path]) => path ?? '')

    for (const head of ['**Promised.**', '**Kept by.**', '**Broken by.**']) expect(text).toContain(head)
    expect(named).not.toEqual([])
    expect(named.filter((path) => !existsSync(join(projectFolder, path)))).toEqual([])
  },
)

test('the first page leads to every other', () => {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8')

  expect(pages.filter((name) => !readme.includes(`(${name})`))).toEqual([])
})
