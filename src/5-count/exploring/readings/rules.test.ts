import { expect, test } from 'vitest'
import {
  type Cause,
  type CauseSum,
  causes,
  causesOfRecords,
  completed,
  daysOfShare,
  differenceOf,
  figureBefore,
  type Levels,
  sumOf,
  totalOfCauses,
} from './rules.ts'

const levels = (declared: number, evidenced = 0, confirmed = 0, verified = 0): Levels => ({
  declared,
  evidenced,
  confirmed,
  verified,
})
const cause = (name: Cause, records: number, change: Levels): CauseSum => ({ cause: name, records, change })

test('levels are added and subtracted without the noise of binary fractions', () => {
  expect(sumOf(levels(0.1, 0.2, 0.4, 1))).toBe(1.7)
  expect(differenceOf(levels(0.1, 5, 1, 2), levels(0.3, 4, 3, 2))).toEqual(levels(0.2, -1, 2, 0))
  expect(
    totalOfCauses([cause('new', 1, levels(0.1, 1)), cause('corrected', 2, levels(0.2, -3, 4, 5))]),
  ).toEqual(levels(0.3, -2, 4, 5))
})

test('what a figure was follows from what it is: without the new entries, with the withdrawn ones', () => {
  const after = { ...levels(10, 5, 3, 1), entries: 7 }
  const between = [
    cause('new', 2, levels(4)),
    cause('withdrawn', 1, levels(-1, 0, 0, -1)),
    cause('corrected', 3, levels(0, 1)),
  ]

  expect(figureBefore(after, between)).toEqual({ ...levels(7, 4, 3, 2), entries: 6 })
  expect(figureBefore({ ...levels(1), entries: 1 }, [cause('new', 5, levels(1))]).entries).toBe(0)
})

test('causes that add up are left as they are; a rest beneath the noise is none', () => {
  const found = [cause('new', 1, levels(5))]

  expect(completed(found, levels(1), levels(6), false)).toEqual(found)
  expect(completed(found, levels(1), levels(6.0000009), true)).toEqual(found)
})

test('a rest is the changed rule where the rule changed, and otherwise said to be unexplained', () => {
  const found = [cause('new', 1, levels(5))]

  expect(completed(found, levels(1), levels(8, 1), true)).toEqual([...found, cause('rule', 0, levels(2, 1))])
  expect(completed(found, levels(1), levels(6, 0, 0, -1), false)).toEqual([
    ...found,
    cause('unexplained', 0, levels(0, 0, 0, -1)),
  ])
})

test('the lists of causes and of days are what pages and links know', () => {
  expect(causes).toEqual([
    'new',
    'corrected',
    'withdrawn',
    'moved',
    'proof_raised',
    'proof_lowered',
    'rule',
    'parts',
    'archived',
    'unexplained',
  ])
  expect(causesOfRecords).toEqual(['new', 'corrected', 'withdrawn', 'proof_raised', 'proof_lowered'])
  expect(daysOfShare).toEqual([7, 30, 90])
})
