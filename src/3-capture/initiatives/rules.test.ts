import { expect, test } from 'vitest'
import { objectionTo as objectionInLife } from '#life'
import type { State, Step } from './entry.ts'
import { initiativeLife } from './life.ts'
import { nextStates, objectionTo, recordingObjection, type StepName } from './rules.ts'
import type { Initiative } from './store.ts'

test('an initiative goes on from each state as far as it may', () => {
  const states = ['proposed', 'registered', 'active', 'recognised', 'ended'] as const

  expect(Object.fromEntries(states.map((state) => [state, nextStates(state)]))).toEqual({
    proposed: ['registered'],
    registered: ['active', 'ended'],
    active: ['ended'],
    recognised: ['ended'],
    ended: [],
  })
})

const ending: Step = { version: 'active', to: 'ended', day: '2026-03-01', note: 'Hết', learnt: 'Nên' } as Step
const active = { state: 'active', startedOn: '2026-01-10' } as const

test.each<[string, Partial<Step>, { code: string; field?: string } | undefined]>([
  ['all is said', {}, undefined],
  ['the day is tomorrow', { day: '2026-03-02' }, { code: 'initiative_step_is_in_future', field: 'day' }],
  ['the day is that of the start', { day: '2026-01-10' }, undefined],
  [
    'the day lies before the start',
    { day: '2026-01-09' },
    { code: 'initiative_ends_before_it_begins', field: 'day' },
  ],
  ['the reason is too short', { note: 'Hế' }, { code: 'life_end_has_no_reason', field: 'note' }],
  ['what was learnt is too short', { learnt: 'Nê' }, { code: 'life_end_teaches_nothing', field: 'learnt' }],
])('an initiative is ended; %s', (_name, more, objection) => {
  expect(objectionTo({ ...ending, ...more }, active, '2026-03-01')).toEqual(objection)
})

test.each<[string, StepName, State, string | undefined]>([
  ['as it was seen', 'end', 'active', undefined],
  ['seen in another state', 'end', 'registered', 'seen_is_outdated'],
  ['into a state that is not next', 'register', 'active', 'initiative_step_is_not_next'],
])('an active initiative is taken further, %s', (_name, name, version, code) => {
  const attempt = { personId: 'chief', version, words: '' }

  expect(objectionInLife(initiativeLife, name, { state: 'active' } as Initiative, attempt)?.code).toBe(code)
})

test('what begins needs no reason, and may begin on any day up to today', () => {
  const begin = {
    ...ending,
    version: 'registered',
    to: 'active',
    day: '2025-01-01',
    note: '',
    learnt: '',
  } as Step

  expect(objectionTo(begin, { startedOn: null }, '2026-03-01')).toBeUndefined()
})

const name = 'Heo đất'
test.each([
  ['2026-01-10', {}, undefined],
  ['2026-02-20', {}, undefined],
  ['2026-01-09', {}, { code: 'initiative_started_later', params: { name, day: '2026-01-10' } }],
  ['2026-02-21', {}, { code: 'initiative_has_ended', params: { name, day: '2026-02-20' } }],
  ['2026-02-21', { endedOn: null }, undefined],
  ['2026-02-01', { state: 'proposed' }, { code: 'initiative_has_not_started', params: { name } }],
  ['2026-02-01', { startedOn: null }, { code: 'initiative_has_not_started', params: { name } }],
])('an activity of %s, of an initiative with %j', (day, more, objection) => {
  const initiative = {
    state: 'active',
    name,
    startedOn: '2026-01-10',
    endedOn: '2026-02-20',
    ...more,
  } as Parameters<typeof recordingObjection>[0]

  expect(recordingObjection(initiative, day)).toEqual(objection)
})
