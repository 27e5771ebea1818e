import { expect, test } from 'vitest'
import { assurances, noFigure, numberRulesOf, provenPercent, qualifierOfFact, totalOf } from './rules.ts'

test('a rate is proven as far as it says, also where its parts miss that by a hair', () => {
  const value = 93.548387096774
  const proven = (value * 15) / 100

  const figure = {
    ...noFigure(),
    declared: value - proven,
    evidenced: proven,
    entries: 2,
    derived: { value, provenPercent: 15 },
  }

  expect(provenPercent(figure)).toBe(15)
})

test('a figure is the sum of what was declared, evidenced, confirmed and verified, to three decimals', () => {
  expect(assurances).toEqual(['declared', 'evidenced', 'confirmed', 'verified'])
  expect(noFigure()).toEqual({ declared: 0, evidenced: 0, confirmed: 0, verified: 0, entries: 0 })
  expect(totalOf({ declared: 0.1, evidenced: 0.2, confirmed: 4, verified: 30.0004, entries: 4 })).toBe(34.3)
})

test.each([
  [10, 0, 0],
  [0, 10, 100],
  [1, 999, 99],
  [2, 1, 33],
  [0.9, 0.1, 10],
  [0, 0, undefined],
])('of %d declared and %d proven, %s percent are proven, rounded down', (declared, verified, percent) => {
  expect(provenPercent({ ...noFigure(), declared, verified })).toBe(percent)
})

test('what counts whole things has no decimals; what is worked out may have them', () => {
  const rules = (unitVi: string, rule: 'sum' | 'derived' = 'sum', isMoney = false) =>
    numberRulesOf({ unitVi, rule, isMoney })

  expect(rules('hộ')).toEqual({ isWhole: true, unit: 'hộ' })
  expect(rules('kg')).toEqual({ isWhole: false, unit: 'kg' })
  expect(rules('đồng', 'sum', true).isWhole).toBe(true)
  expect(rules('kg', 'sum', true).isWhole).toBe(true)
  expect(rules('hộ', 'derived').isWhole).toBe(false)
})

test('a fact is as exact as its amount; of an order of magnitude it is more than the least that this says', () => {
  const qualifiers = [undefined, 'exact', 'over', 'about', 'order'] as const

  expect(qualifiers.map((qualifier) => qualifierOfFact(qualifier ? { qualifier } : {}))).toEqual([
    'exact',
    'exact',
    'over',
    'about',
    'over',
  ])
})
