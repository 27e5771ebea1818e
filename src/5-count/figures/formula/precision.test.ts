import { expect, test } from 'vitest'
import type { Qualifier } from '#platform/precision'
import { parseFormula } from './parse.ts'
import { qualifierOfFormula } from './precision.ts'

const said: Record<string, Qualifier> = { done: 'exact', called: 'exact', more: 'over', near: 'about' }

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
  ['min(near, done)', 'about'],
  ['-more', 'about'],
])('%s is %s', (formula, expected) => {
  expect(qualifierOfFormula(parseFormula(formula), (code) => said[code] ?? 'exact')).toBe(expected)
})
