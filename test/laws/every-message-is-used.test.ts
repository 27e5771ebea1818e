import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '#platform/project-folder'
import { sourceFiles } from './source-files.ts'

type Tree = { [key: string]: string | Tree }

const keysOf = (tree: Tree, prefix: string): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  )

/** All keys, as `t` knows them: those of problems have no file in front. */
const keys = readdirSync(join(projectFolder, 'messages/vi')).flatMap((file) =>
  keysOf(
    JSON.parse(readFileSync(join(projectFolder, 'messages/vi', file), 'utf8')) as Tree,
    `${file.replace('.json', '')}.`,
  ).map((key) => key.replace(/^[^.]+\.problem\./, 'problem.')),
)

/**
 * The keys that nothing names. A key is named whole in quotes, by what a template begins with (`tasks.state.${state}`), or by
 * a quoted part of it that ends before a dot, as `flashOf(c, 'tasks.flash')` does. A problem is named by its code, in the
 * program or as a constraint of the database.
 */
function unused(all: readonly string[], program: string, migrations: string): string[] {
  const quoted = new Set(
    [...program.matchAll(/['"`]([\w-]+(?:\.[\w-]+)+)['"`]/g)].map(([, text]) => text ?? ''),
  )
  const begun = [...program.matchAll(/`((?:[\w-]+\.)+[\w-]*)\$\{/g)].map(([, text]) => text ?? '')
  const words = new Set(`${program}\n${migrations}`.match(/\w+/g))
  const isNamed = (key: string): boolean => {
    const parts = key.split('.')
    return (
      begun.some((prefix) => key.startsWith(prefix)) ||
      parts.some((_, at) => at > 0 && quoted.has(parts.slice(0, at + 1).join('.'))) ||
      (parts[0] === 'problem' && words.has(parts[1] ?? ''))
    )
  }
  return all.filter((key) => !isNamed(key))
}

const textsIn = (folder: string, pattern: RegExp): string =>
  readdirSync(join(projectFolder, folder), { recursive: true })
    .map(String)
    .filter((name) => pattern.test(name))
    .map((name) => readFileSync(join(projectFolder, folder, name), 'utf8'))
    .join('\n')

test('every message is named by the program', () => {
  const program = sourceFiles()
    .map(({ text }) => text)
    .join('\n')

  expect(keys.length).toBeGreaterThan(3000)
  expect(unused(keys, program, textsIn('migrations', /\.sql$/))).toEqual([])
})

test('a message that nothing names is found, and none that is named in one of the ways', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a program.
  const program = "t('a.title'); t(`a.state.${state}`); flashOf(c, 'a.flash'); new Problem('is_wrong')"
  const all = [
    'a.title',
    'a.state.draft',
    'a.flash.saved',
    'problem.is_wrong',
    'problem.is_late',
    'a.flashes',
    'a.lead',
  ]

  expect(unused(all, program, 'constraint is_late check (true)')).toEqual(['a.flashes', 'a.lead'])
})
