import { expect, test } from 'vitest'
import { type Step, stateAfter } from '#life'
import { type State, states } from './entry.ts'
import {
  cameInTime,
  daysLate,
  dueDaysOf,
  earlier,
  isLate,
  isOpen,
  isUndone,
  ladder,
  progressOf,
  type StepName,
  steps,
  toldBy,
  whoWaits,
} from './rules.ts'
import type { Task } from './store.ts'

const those = (is: (state: State) => boolean) => states.filter(is).toSorted()

test('open is what somebody still has to act on; undone is what the unit has in its hands', () => {
  expect(those(isOpen)).toEqual(['handed_down', 'handed_in', 'received', 'returned', 'working'])
  expect(those(isUndone)).toEqual(['handed_down', 'received', 'returned', 'working'])
})

test('each step leads from the states that it may, into the one that it says', () => {
  const task = { state: 'received', giverId: 'giver' } as Task
  const into = (name: StepName) => stateAfter(steps[name] as Step<Task, State>, task, task.state)

  expect(
    Object.fromEntries(
      (Object.keys(steps) as StepName[]).map((name) => [name, [steps[name].from.toSorted(), into(name)]]),
    ),
  ).toEqual({
    rewrite: [['planned'], 'received'],
    receive: [['handed_down'], 'received'],
    adapt: [['handed_down', 'received', 'returned', 'working'], 'received'],
    report: [['handed_down', 'received', 'returned', 'working'], 'working'],
    hand_in: [['received', 'returned', 'working'], 'handed_in'],
    assign: [['handed_down', 'received', 'returned', 'working'], 'received'],
    accept: [['handed_in'], 'accepted'],
    return: [['handed_in'], 'returned'],
    recall: [['handed_down', 'handed_in', 'received', 'returned', 'working'], 'recalled'],
  })
})

test('adapting receives a task; a report keeps a returned task returned', () => {
  const after = (name: 'adapt' | 'report', state: State) => steps[name].to({ state } as Task)

  expect(after('adapt', 'handed_down')).toBe('received')
  expect(after('adapt', 'working')).toBe('working')
  expect(after('report', 'returned')).toBe('returned')
  expect(after('report', 'received')).toBe('working')
})

test.each<[State, today: string, late: boolean]>([
  ['working', '2026-06-29', false],
  ['working', '2026-06-30', false],
  ['working', '2026-07-01', true],
  ['handed_down', '2026-07-01', true],
  ['returned', '2026-07-01', true],
  ['handed_in', '2026-07-01', false],
  ['accepted', '2026-07-01', false],
  ['recalled', '2026-07-01', false],
])('a task due on 30 June that is %s on %s is late: %s', (state, today, late) => {
  expect(isLate({ state, dueOn: '2026-06-30' }, today)).toBe(late)
})

test.each<[handedInOn: string | null, inTime: boolean]>([
  ['2026-06-29', true],
  ['2026-06-30', true],
  ['2026-07-01', false],
  [null, false],
])('a task due on 30 June and handed in on %s came in time: %s', (handedInOn, inTime) => {
  expect(cameInTime({ handedInOn, dueOn: '2026-06-30' })).toBe(inTime)
})

test('days late are positive after the day and negative before it', () => {
  expect(daysLate('2024-02-28', '2024-03-01')).toBe(2)
  expect(daysLate('2024-03-01', '2024-02-28')).toBe(-2)
  expect(daysLate('2024-03-01', '2024-03-01')).toBe(0)
})

test.each<[State, childrenOpen: number, ReturnType<typeof whoWaits>]>([
  ['handed_in', 0, 'unit'],
  ['handed_in', 3, 'unit'],
  ['working', 0, 'giver'],
  ['working', 1, 'beneath'],
  ['returned', 1, 'beneath'],
  ['handed_down', 1, 'giver'],
  ['accepted', 1, 'nobody'],
  ['recalled', 0, 'nobody'],
])('where a task is %s with %i open beneath, the one who waits is: %s', (state, childrenOpen, who) => {
  expect(whoWaits({ state, childrenOpen })).toBe(who)
})

test('the ladder of reminders covers each day from three before to ten years after, once', () => {
  const rungs = ladder.map(({ step, from, until }) => [step, from, until])

  expect(rungs).toEqual([
    ['soon', -3, -1],
    ['today', 0, 0],
    ['late', 1, 6],
    ['late_week', 7, 13],
    ['late_fortnight', 14, 29],
    ['late_month', 30, 3650],
  ])
})

test('a rung speaks to the tasks whose due day lies that far from today', () => {
  expect(dueDaysOf(ladder[0], '2026-07-10')).toEqual({ first: '2026-07-11', last: '2026-07-13' })
  expect(dueDaysOf(ladder[3], '2026-07-10')).toEqual({ first: '2026-06-27', last: '2026-07-03' })
})

test('the later it is, the higher up people are told', () => {
  const told = ladder.map(({ step }) => toldBy(step))

  expect(told).toEqual([
    { unit: ['recorder', 'checker'], giver: [] },
    { unit: ['recorder', 'checker'], giver: [] },
    { unit: ['recorder', 'checker', 'leader'], giver: ['checker'] },
    { unit: ['checker', 'leader'], giver: ['checker', 'leader'] },
    { unit: ['checker', 'leader'], giver: ['checker', 'leader'] },
    { unit: ['checker', 'leader'], giver: ['checker', 'leader'] },
  ])
})

test('recalled tasks and those carried over are said beside the sum', () => {
  const progress = progressOf([
    { state: 'working', tasks: 5, late: 2 },
    { state: 'returned', tasks: 1, late: 1 },
    { state: 'handed_in', tasks: 3, late: 0 },
    { state: 'accepted', tasks: 7, late: 0 },
    { state: 'recalled', tasks: 2, late: 0 },
    { state: 'carried_over', tasks: 4, late: 0 },
  ])

  expect(progress).toEqual({
    all: 16,
    accepted: 7,
    handedIn: 3,
    open: 6,
    late: 3,
    recalled: 2,
    carriedOver: 4,
  })
})

test('of two days the earlier one', () => {
  expect(earlier('2026-07-01', '2026-06-30')).toBe('2026-06-30')
  expect(earlier('2026-06-30', '2026-07-01')).toBe('2026-06-30')
})
