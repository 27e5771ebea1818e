import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.ts'

test('no query takes all columns: a protected name slips out that way', () => {
  const careless = sourceFiles().filter(({ text }) =>
    /selectAll\(|select \*(?! from \()|returningAll\(/.test(text),
  )

  // A sub-select over a derived table with columns of its own is named there.
  expect(careless.map(({ name }) => name)).toEqual([])
})

test('nothing is left to do in a comment', () => {
  const unfinished = sourceFiles().filter(({ text }) => /\b(TODO|FIXME|XXX|HACK)\b/.test(text))

  expect(unfinished.map(({ name }) => name)).toEqual([])
})
