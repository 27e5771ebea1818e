import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { expect, test } from 'vitest'
import { hasMessage, inLanguage, languages } from '#platform/i18n'
import { projectFolder } from '#platform/project-folder'
import { sourceFiles } from './source-files.ts'

type Tree = { [key: string]: string | Tree }

const keysOf = (tree: Tree, prefix = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  )

const read = (language: string, file: string): Tree =>
  JSON.parse(readFileSync(join(projectFolder, 'messages', language, file), 'utf8')) as Tree

/** A part of a parsed message: text (0), or something that takes a value, perhaps with messages to choose from. */
type Part = { type: number; value?: unknown; options?: Record<string, { value: Part[] }> }

/** The names of the values that a message takes, also those within what it chooses from. */
const valuesIn = (parts: readonly Part[]): string[] =>
  parts.flatMap(({ type, value, options }) => [
    ...(type === 0 || typeof value !== 'string' ? [] : [value]),
    ...Object.values(options ?? {}).flatMap((option) => valuesIn(option.value)),
  ])

test.each(readdirSync(join(projectFolder, 'messages/vi')))(
  '%s has the same keys, with the same parameters, in both languages',
  (file) => {
    const [vi, en] = [read('vi', file), read('en', file)]
    const parameters = (language: string) =>
      Object.fromEntries(
        keysOf(read(language, file)).map((key) => {
          const text = key
            .split('.')
            .reduce<string | Tree>((tree, part) => (tree as Tree)[part] ?? '', read(language, file))
          const message = new IntlMessageFormat(String(text), language).getAst() as Part[]
          return [key, [...new Set(valuesIn(message))].sort()]
        }),
      )

    expect(keysOf(en).sort()).toEqual(keysOf(vi).sort())
    expect(parameters('en')).toEqual(parameters('vi'))
  },
)

test('every message that the program names exists', () => {
  const named = sourceFiles().flatMap(({ text }) =>
    [...text.matchAll(/\bt\(\s*'([a-z0-9_.A-Z]+)'/g)].map((match) => match[1] ?? ''),
  )

  const missing = languages.flatMap((language) =>
    inLanguage(language, () => named.filter((key) => !hasMessage(key)).map((key) => `${language}: ${key}`)),
  )

  expect(named.length).toBeGreaterThan(200)
  expect([...new Set(missing)]).toEqual([])
})

test('every problem that the program throws has a sentence', () => {
  const files = sourceFiles()
  const codes = files.flatMap(({ text }) => [
    ...[...text.matchAll(/new Problem\(\s*'([a-z0-9_]+)'/g)].map((match) => match[1] ?? ''),
    ...[...text.matchAll(/code: '([a-z0-9]+(?:_[a-z0-9]+)+)'/g)].map((match) => match[1] ?? ''),
  ])

  const silent = languages.flatMap((language) =>
    inLanguage(language, () =>
      codes.filter((code) => !hasMessage(`problem.${code}`)).map((code) => `${language}: ${code}`),
    ),
  )

  expect(codes.length).toBeGreaterThan(60)
  // Codes of indicators and kinds look the same; only those that some module throws as problems are asked for.
  expect(
    [...new Set(silent)].filter((one) =>
      files.some(({ text }) => text.includes(`Problem('${one.slice(4)}'`)),
    ),
  ).toEqual([])
})
