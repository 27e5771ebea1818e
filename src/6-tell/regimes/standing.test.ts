import { expect, test } from 'vitest'
import { type Begun, standingOf } from './standing.ts'

const sent = (state: string | null, frozenState: string | null, more: Partial<Begun> = {}): Begun => ({
  state: 'issued',
  sent: state,
  frozenState,
  regimeId: 'monthly',
  ...more,
})
const unsent = (state: string): Begun => ({ state, sent: null, frozenState: null, regimeId: null })

test.each([
  ['draft', 'begun'],
  ['frozen', 'frozen'],
  ['issued', 'issued'],
  ['withdrawn', 'owed'],
])('a report that is %s and was never sent stands as %s', (state, standing) => {
  expect(standingOf([unsent(state)], 'monthly')).toBe(standing)
})

test.each([
  ['sent', 'issued', 'sent'],
  ['received', 'issued', 'sent'],
  ['accepted', 'issued', 'sent'],
  ['returned', 'issued', 'returned'],
  ['replaced', 'replaced', 'issued'],
])('a report that was sent and is %s, its version %s, stands as %s', (state, frozenState, standing) => {
  expect(standingOf([sent(state, frozenState)], 'monthly')).toBe(standing)
})

test.each(['sent', 'received', 'accepted'])(
  'a report that was %s and then withdrawn is owed anew',
  (state) => {
    expect(standingOf([sent(state, 'withdrawn', { state: 'withdrawn' })], 'monthly')).toBe('owed')
  },
)

test('what was sent under another regime does not count, and nothing begun is owed', () => {
  expect(standingOf([sent('accepted', 'issued', { regimeId: 'yearly' })], 'monthly')).toBe('issued')
  expect(standingOf([], 'monthly')).toBe('owed')
})
