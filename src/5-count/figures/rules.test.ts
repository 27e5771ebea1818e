import { expect, test } from 'vitest'
import { noFigure, provenPercent } from './rules.ts'

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
