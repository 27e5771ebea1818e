import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.ts'

/** What only an import does: read a sheet that somebody sent, keep a preview of it, choose in it. */
const steps = ['spreadsheetSent', 'withChoice', 'hasChoice', 'AsItWasRead']
const homes = ['1-ground/imports/', 'platform/', 'ui/']

/** Files outside of the mechanism that take such a step. */
const takersIn = (files: readonly { name: string; text: string }[]): string[] =>
  files
    .filter(({ name }) => !homes.some((home) => name.startsWith(home)))
    .filter(({ text }) => steps.some((step) => new RegExp(`\\b${step}\\b`).test(text)))
    .map(({ name }) => name)
    .sort()

test('a table that somebody sends is read, previewed and confirmed by #imports alone', () => {
  expect(takersIn(sourceFiles())).toEqual([])
})

test('a flow of its own is found, wherever it stands', () => {
  const text = 'const sheet = await spreadsheetSent(file.bytes, file.name)'

  expect(
    takersIn([
      { name: '3-capture/funds/pages/import.tsx', text },
      { name: '1-ground/imports/define.ts', text },
    ]),
  ).toEqual(['3-capture/funds/pages/import.tsx'])
})
