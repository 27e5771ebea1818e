import { expect, test } from 'vitest'
import type { Qualifier } from '#platform/precision'
import { evaluateFormula } from './evaluate.ts'
import { type Formula, parseFormula } from './parse.ts'
import { qualifierOfFormula } from './precision.ts'

const said: Record<string, Qualifier> = {
  done: 'exact',
  called: 'exact',
  more: 'over',
  near: 'about',
  few: 'over',
}
const amounts: Record<string, number> = { done: 10, called: 25, more: 40, near: 12, few: 7 }

test.each<[string, Qualifier]>([
  ['done + called', 'exact'],
  ['done + more', 'over'],
  ['more + near', 'about'],
  ['more - done', 'over'],
  ['done - more', 'about'],
  ['percent(more, done)', 'over'],
  ['percent(done, more)', 'about'],
  ['percent(done, called)', 'exact'],
  ['round(percent(more, done), 1)', 'over'],
  ['more / done', 'over'],
  ['done / more', 'about'],
  ['more * 2', 'over'],
  ['2 * done', 'exact'],
  ['max(done, more)', 'over'],
  ['min(done, more)', 'exact'],
  ['min(more, called, done)', 'exact'],
  ['min(done, few)', 'over'],
  ['min(more, few)', 'over'],
  ['min(done, more, near)', 'about'],
  ['min(done, more + few)', 'exact'],
  ['min(near, done)', 'about'],
  ['-more', 'about'],
])('%s is %s', (formula, expected) => {
  const amountOf = (part: Formula) =>
    evaluateFormula(part, (code) => ({ total: amounts[code] ?? 0, proven: 0, entries: 1 })).value

  expect(qualifierOfFormula(parseFormula(formula), (code) => said[code] ?? 'exact', amountOf)).toBe(expected)
})
