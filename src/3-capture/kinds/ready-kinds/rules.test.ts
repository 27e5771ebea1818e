import { expect, test } from 'vitest'
import { asksTheSame } from './rules.ts'

type Stored = Parameters<typeof asksTheSame>[0]
type Ready = Parameters<typeof asksTheSame>[1]
const ready = [{ key: 'trees', label: 'Số cây', indicator: 'trees', choices: ['a', 'b'] }] as unknown as Ready
const stored = [
  {
    key: 'trees',
    label: 'Số cây',
    indicator: 'trees',
    choices: ['a', 'b'],
    count_as: 'amount',
    required: false,
    hint: null,
    shown_if: [],
  },
] as unknown as Stored

test('what a stored form spells out and a ready one leaves out is the same', () => {
  expect(asksTheSame(stored, ready)).toBe(true)
})

test.each<[string, object]>([
  ['another label', { label: 'Cây' }],
  ['other choices', { choices: ['b', 'a'] }],
  ['what is required', { required: true }],
  ['another way to count', { count_as: 'records' }],
  ['an indicator less', { indicator: null }],
])('%s is another question', (_name, other) => {
  expect(asksTheSame([{ ...stored[0], ...other }] as unknown as Stored, ready)).toBe(false)
})

test('a question more or less, or in another order, is another form', () => {
  const second = { key: 'people', indicator: null }
  const two = [...stored, second] as unknown as Stored

  expect(asksTheSame(two, ready)).toBe(false)
  expect(asksTheSame([], ready)).toBe(false)
  expect(asksTheSame(two, [second, ...ready] as unknown as Ready)).toBe(false)
  expect(asksTheSame(two, [...ready, second] as unknown as Ready)).toBe(true)
})
