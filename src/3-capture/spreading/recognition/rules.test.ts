import { expect, test } from 'vitest'
import { objectionToRecognition, stateWith } from './rules.ts'

const active = { state: 'active', startedOn: '2026-01-10' } as const

test.each([
  ['2026-01-09', active, { code: 'recognition_is_before_the_start', field: 'day' }],
  ['2026-01-10', active, undefined],
  ['2026-03-01', active, undefined],
  ['2026-03-02', active, { code: 'initiative_step_is_in_future', field: 'day' }],
  [
    '2026-02-01',
    { state: 'registered', startedOn: null } as const,
    { code: 'initiative_is_recognised_too_early' },
  ],
  ['2026-02-01', { state: 'ended', startedOn: '2025-01-01' } as const, undefined],
])('decided on %s, of %j: %j', (decidedOn, initiative, objection) => {
  expect(objectionToRecognition(decidedOn, initiative, '2026-03-01')).toEqual(objection)
})

test.each([
  ['active', 1, 'recognised'],
  ['active', 0, 'active'],
  ['recognised', 1, 'recognised'],
  ['recognised', 0, 'active'],
  ['ended', 1, 'ended'],
  ['ended', 0, 'ended'],
  ['proposed', 1, 'proposed'],
] as const)('%s with %i recognitions is %s', (state, recognitions, then) => {
  expect(stateWith(state, recognitions)).toBe(then)
})
