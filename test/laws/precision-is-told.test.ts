import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.ts'

/** What writes the whole of a figure without its word of precision: `totalInWords`, or `saidInWords` of both, say it. */
const dropping = [/\bformat(?:Number|Dong)\(\s*totalOf\(/, /\bcell: \([^)]*\) => totalOf\(/]

/** Worked out of made-up numbers, which are exact. */
const exempt = ['ui/examples-blocks.tsx']

const breaksIn = (text: string): boolean => dropping.some((rule) => rule.test(text))

test('no page writes the total of a figure without saying how exact it is', () => {
  const found = sourceFiles().filter(({ name, text }) => !exempt.includes(name) && breaksIn(text))

  expect(found.map(({ name }) => name)).toEqual([])
})

test('the law sees both ways of dropping it', () => {
  expect(breaksIn('<strong>{formatNumber(totalOf(figure))}</strong>')).toBe(true)
  expect(breaksIn('{ number: true, cell: ({ before }: Part) => totalOf(before) }')).toBe(true)
  expect(breaksIn('{ number: true, cell: ({ before }: Part) => totalInWords(before) }')).toBe(false)
})
