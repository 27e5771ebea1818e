import { expect, test } from 'vitest'
import { isThere, type SendingState, sendingStates } from '../../regimes/standing.ts'
import {
  daysLate,
  isIn,
  isOverdue,
  lateBy,
  type Owing,
  possibleVerdicts,
  type Standing,
  stillOwes,
  views,
} from './rules.ts'

const owing = (standing: Standing, more: Partial<Owing> = {}): Owing => ({
  standing,
  dueOn: '2026-03-05',
  firstSentOn: null,
  isNil: false,
  ...more,
})

test.each<[SendingState, frozenState: string, is: boolean]>([
  ['sent', 'issued', true],
  ['received', 'issued', true],
  ['accepted', 'issued', true],
  ['returned', 'issued', false],
  ['replaced', 'issued', false],
  ['sent', 'withdrawn', false],
  ['received', 'withdrawn', false],
  ['accepted', 'withdrawn', false],
  ['returned', 'withdrawn', false],
  ['replaced', 'withdrawn', false],
])('a report that is %s, its version %s, lies with those above: %s', (state, frozenState, is) => {
  expect(isThere({ state, frozenState })).toBe(is)
})

test('each state allows the verdicts that move it on, and none after the last', () => {
  const allowed = Object.fromEntries(sendingStates.map((state) => [state, possibleVerdicts(state)]))

  expect(allowed).toEqual({
    sent: ['received', 'accepted', 'returned'],
    received: ['accepted', 'returned'],
    returned: [],
    accepted: [],
    replaced: [],
  })
})

test.each<[Standing, owes: boolean]>([
  ['missing', true],
  ['returned', true],
  ['sent', false],
  ['received', false],
  ['accepted', false],
])('a unit whose report is %s still owes it: %s', (standing, owes) => {
  expect(stillOwes(owing(standing))).toBe(owes)
  expect(isOverdue(owing(standing), '2026-03-06')).toBe(owes)
})

test('a report is overdue on the day after it was due, not on the day itself', () => {
  expect(isOverdue(owing('missing'), '2026-03-04')).toBe(false)
  expect(isOverdue(owing('missing'), '2026-03-05')).toBe(false)
  expect(isOverdue(owing('missing'), '2026-03-06')).toBe(true)
})

test('days late are counted from the day after the due day, across months and leap years', () => {
  expect(daysLate('2024-02-28', '2024-02-27')).toBe(0)
  expect(daysLate('2024-02-28', '2024-02-28')).toBe(0)
  expect(daysLate('2024-02-28', '2024-02-29')).toBe(1)
  expect(daysLate('2024-02-28', '2024-03-01')).toBe(2)
  expect(daysLate('2025-12-31', '2026-01-30')).toBe(30)
})

test('what has come is as late as the day on which it came; what is out grows later each day', () => {
  const came = owing('accepted', { firstSentOn: '2026-03-08' })

  expect(lateBy(came, '2026-04-30')).toBe(3)
  expect(lateBy(owing('missing'), '2026-03-15')).toBe(10)
})

test('each view holds what its name says', () => {
  const day = '2026-03-10'
  const all: Record<string, Owing> = {
    missing: owing('missing'),
    missingInTime: owing('missing', { dueOn: '2026-03-10' }),
    returned: owing('returned', { firstSentOn: '2026-03-05' }),
    sentInTime: owing('sent', { firstSentOn: '2026-03-05' }),
    sentLate: owing('sent', { firstSentOn: '2026-03-06' }),
    received: owing('received', { firstSentOn: '2026-03-04' }),
    acceptedNil: owing('accepted', { firstSentOn: '2026-03-04', isNil: true }),
  }
  const held = (view: (typeof views)[number]) =>
    Object.entries(all)
      .filter(([, one]) => isIn(view, one, day))
      .map(([name]) => name)

  expect(Object.fromEntries(views.map((view) => [view, held(view)]))).toEqual({
    all: Object.keys(all),
    missing: ['missing', 'missingInTime'],
    overdue: ['missing', 'returned'],
    late: ['sentLate'],
    sent: ['sentInTime', 'sentLate'],
    received: ['received'],
    accepted: ['acceptedNil'],
    returned: ['returned'],
    nil: ['acceptedNil'],
  })
})
