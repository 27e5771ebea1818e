import { describe, expect, test } from 'vitest'
import { broken, type Month, missing, outlier, same, sameNumbers } from './rules.ts'

const steady: Month[] = [210, 180, 320, 250, 240, 300, 190, 260, 280, 230, 200, 270]

describe('a month far from the ones before', () => {
  test('is asked about, with what is usual', () => {
    expect(outlier(steady, 4200)).toEqual({ amount: 4200, low: 191, high: 298, months: 12 })
    expect(outlier(steady, 0)).toMatchObject({ amount: 0 })
  })

  test.each([
    ['is within what is usual', steady, 330],
    ['has too few months before it', steady.slice(0, 5), 4200],
    ['has nothing entered', steady, null],
    ['is a tenth more than always the same', Array<Month>(12).fill(100), 112],
    ['is as large as many before it, though most are small', [0, 0, 9, 0, 0, 10, 0, 0, 9, 0, 0, 10], 10],
    ['follows months of which most are missing', [...Array<Month>(20).fill(null), 5, 6, 7], 900],
  ])('is not where it %s', (_, history, amount) => {
    expect(outlier(history, amount)).toBeUndefined()
  })

  test('is found beside an earlier one: neither hides the other', () => {
    expect(outlier([...steady, 9000], 4200)).toMatchObject({ amount: 4200 })
  })
})

describe('how far is far', () => {
  const always = (amount: number, months = 12) => Array<Month>(months).fill(amount)

  test('six months before are enough, and what is usual lies between their tenths', () => {
    expect(outlier([100, 110, 90, 105, 95, 100], 1000)).toEqual({
      amount: 1000,
      low: 92.5,
      high: 107.5,
      months: 6,
    })
  })

  test('what is older than two years is not looked at', () => {
    expect(outlier([...always(5000, 30), ...always(100, 24)], 5000)).toEqual({
      amount: 5000,
      low: 100,
      high: 100,
      months: 24,
    })
  })

  test.each([
    ['half more than always the same', always(100), 151, 152],
    ['half less than always the same', always(100), 49, 48],
    ['of small numbers some more', always(2), 7, 8],
    ['below nought as above', always(-100), -151, -152],
    ['a tenth more than most months of a campaign reach', [0, 0, 9, 0, 0, 10, 0, 0, 9, 0, 0, 10], 10.8, 11],
    ['a tenth less than the least months', [10, 10, ...always(100, 10)], 18, 17],
  ])('%s is the border', (_, history, usual, far) => {
    expect(outlier(history, usual)).toBeUndefined()
    expect(outlier(history, far)).toMatchObject({ amount: far })
  })
})

describe('the same number again', () => {
  test('is asked about from the third month on', () => {
    expect(same([100, 137, 137], 137)).toEqual({ amount: 137, times: 3 })
    expect(same([137, 137, 137], 137)).toEqual({ amount: 137, times: 4 })
    expect(same([20, 20], 20)).toEqual({ amount: 20, times: 3 })
  })
  test.each([
    ['the second time', [100, 137], 137],
    ['of four meetings a month', [4, 4, 4], 4],
    ['below twenty', [19, 19, 19], 19],
    ['after another', [137, 137, 100], 137],
    ['after nothing', [137, null, 137], 137],
    ['of nothing', [null, null, null], null],
  ])('is nothing %s', (_, history, amount) => {
    expect(same(history, amount)).toBeUndefined()
  })
})

describe('a month with nothing', () => {
  test('is asked about where each of six before had something', () => {
    expect(missing(steady, null)).toEqual({ times: 12 })
    expect(missing([null, 1, 2, 3, 4, 5, 0], null)).toEqual({ times: 6 })
  })
  test.each([
    ['a nil return is there', steady, 0],
    ['it was only entered now and then', [1, null, 1, 1, 1, 1], null],
    ['it began lately', [1, 1, 1, 1, 1], null],
  ])('is nothing where %s', (_, history, amount) => {
    expect(missing(history, amount)).toBeUndefined()
  })
})

describe('a rule between indicators', () => {
  const rule = { code: 'r', nameVi: '', nameEn: '', lesser: 'present', greater: 'invited + guests' }
  const of = (amounts: Record<string, number>) => broken(rule, new Map(Object.entries(amounts)))
  test('asks where the lesser is more than the greater', () => {
    expect(of({ present: 80, invited: 60, guests: 10 })).toEqual({ lesser: 80, greater: 70 })
  })
  test('asks nothing where they are equal, or a side is not known', () => {
    expect(of({ present: 70, invited: 60, guests: 10 })).toBeUndefined()
    expect(of({ present: 70 })).toBeUndefined()
    expect(of({ invited: 70 })).toBeUndefined()
  })
})

test('numbers are the same whatever their order', () => {
  expect(sameNumbers({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true)
  expect(sameNumbers({ a: 1 }, { a: 1, b: 2 })).toBe(false)
  expect(sameNumbers({ a: 1, b: 2 }, { a: 1 })).toBe(false)
  expect(sameNumbers({ a: 1 }, { a: 2 })).toBe(false)
})
