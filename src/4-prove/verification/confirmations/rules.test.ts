import { expect, test } from 'vitest'
import { limiter } from '#platform/limiter'
import { codeFrom, hashOf, inGroups, newCode } from './codes.ts'
import {
  answersNeeded,
  confirmationRule,
  daysToAnswer,
  isAudited,
  isConfirmed,
  isDoubt,
  longestDays,
  noTally,
} from './rules.ts'

test.each([
  [3, 2, 2, false, 'two could be one family'],
  [3, 3, 3, true, 'three of three'],
  [10, 3, 3, true, 'thirty percent of ten'],
  [11, 3, 3, false, 'not quite thirty percent'],
  [80, 24, 24, true, 'thirty percent to the hair'],
  [80, 23, 23, false, 'one fewer'],
  [10, 5, 4, true, 'four of five say yes to both'],
  [10, 4, 3, false, 'three of four are 75 %'],
  [0, 0, 0, false, 'nobody was asked'],
])('of %i asked %i answered and %i said yes to both: confirmed is %s – %s', (sent, answered, bothYes, is) => {
  expect(isConfirmed({ ...noTally(), sent, answered, bothYes })).toBe(is)
  if (is) expect(answered).toBeGreaterThanOrEqual(answersNeeded(sent))
})

test('a code has 100 random bits, reads the same however it is typed, and is kept as a hash', () => {
  const codes = Array.from({ length: 3000 }, newCode)
  const [code = ''] = codes

  expect(new Set(codes).size).toBe(3000)
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{20}$/)
  expect(codeFrom(` ${inGroups(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `)).toBe(code)
  expect(hashOf(code)).toHaveLength(32)
  // Each of the 32 letters is about as frequent as the others: 60,000 letters, 1,875 of each.
  const counts = Map.groupBy(codes.join(''), (letter) => letter)
  expect(counts.size).toBe(32)
  for (const [, all] of counts) expect(Math.abs(all.length - 1875)).toBeLessThan(250)
})

test.each(['', '0', 'x'.repeat(100_000), "'; drop table", '💥'.repeat(20), 'U'.repeat(20)])(
  'what can be no code is none: %s',
  (text) => {
    expect(codeFrom(text)).toBeUndefined()
  },
)

test('an address that tries too often waits; another does not; the count ends with its stretch', () => {
  let now = 0
  const tries = limiter({ most: 3, minutes: 10 }, () => now)
  const attempt = (address: string) => {
    tries.refuse(address)
    tries.count(address)
  }

  for (let count = 0; count < 3; count += 1) attempt('203.0.113.7')
  expect(() => attempt('203.0.113.7')).toThrow('too_many_tries')
  attempt('203.0.113.8')
  // Behind a proxy on this machine all people are one address.
  for (let count = 0; count < 100; count += 1) attempt('127.0.0.1')
  now = 10 * 60_000
  attempt('203.0.113.7')
})

test('a record of which nobody was asked has a tally of noughts', () => {
  expect(new Set(Object.values(noTally()))).toEqual(new Set([0]))
  expect(Object.keys(noTally())).toHaveLength(11)
})

test('a third of those who were asked have to answer, three at least, and four of five say yes to both', () => {
  expect(confirmationRule).toEqual({ fewest: 3, answeredShare: 0.3, yesShare: 0.8 })
  expect([0, 9, 10, 11, 80, 81].map((sent) => answersNeeded(sent))).toEqual([3, 3, 3, 4, 24, 25])
})

test('a no to either question is a doubt; not to know and to have received a part are none', () => {
  expect(isDoubt({ happened: 'no', received: 'yes' })).toBe(true)
  expect(isDoubt({ happened: 'yes', received: 'no' })).toBe(true)
  expect(isDoubt({ happened: 'unknown', received: 'partly' })).toBe(false)
})

test('codes hold a week to three months, and a device keeps its number as long', () => {
  expect(daysToAnswer).toEqual([7, 30, 60, 90])
  expect(longestDays).toBe(90)
})

test('of wrong codes the audit says the first, and each time that they have doubled', () => {
  const all = Array.from({ length: 20 }, (_, index) => index + 1)

  expect(all.filter(isAudited)).toEqual([1, 2, 4, 8, 16])
})
