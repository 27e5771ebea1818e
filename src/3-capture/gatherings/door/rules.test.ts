import { describe, expect, test } from 'vitest'
import {
  asksChoices,
  type DoorTimes,
  doorIs,
  instantOf,
  leftOfStep,
  mayRate,
  passMinutes,
  stepAt,
  stepsAccepted,
} from './rules.ts'

const evening: DoorTimes = {
  day: '2026-03-08',
  startsAt: '07:30',
  endsAt: '10:30',
  state: 'planned',
  closedAt: null,
}
const at = (hour: string) => instantOf('2026-03-08', hour)
const day = 86_400_000

test('hours are those of Vietnam', () => {
  expect(new Date(at('07:30')).toISOString()).toBe('2026-03-08T00:30:00.000Z')
})

test('the code on the screen changes every 25 seconds; that of the step before still lets in', () => {
  const begin = 1000 * 25_000

  expect([begin - 1, begin, begin + 24_999, begin + 25_000].map(stepAt)).toEqual([999, 1000, 1000, 1001])
  expect([leftOfStep(begin), leftOfStep(begin + 24_000)]).toEqual([25_000, 1000])
  expect(stepsAccepted(begin + 3000)).toEqual([1000, 999])
  expect(passMinutes).toBe(10)
})

test('a door asks nothing, for membership, or for the unit too', () => {
  expect(asksChoices).toEqual(['nothing', 'member', 'unit'])
})

describe('a door', () => {
  test('opens two hours before the start and closes by itself an hour after the end', () => {
    expect(['05:29', '05:30', '11:30', '11:31'].map((hour) => doorIs(evening, at(hour)))).toEqual([
      'not_yet',
      'open',
      'open',
      'over',
    ])
  })

  test('is over once it was closed, or its session was held; a session called off has none', () => {
    expect(doorIs({ ...evening, closedAt: new Date() }, at('08:00'))).toBe('over')
    expect(doorIs({ ...evening, state: 'held' }, at('08:00'))).toBe('over')
    expect(doorIs({ ...evening, state: 'cancelled' }, at('08:00'))).toBe('cancelled')
  })
})

describe('who came in is asked how it was', () => {
  test('from the end on, for two weeks', () => {
    const end = at('10:30')
    const instants = [end - 1, end, end + 14 * day - 1, end + 14 * day]

    expect(instants.map((instant) => mayRate(evening, instant))).toEqual([false, true, true, false])
  })

  test('earlier where the session is held already, and never of one that was called off', () => {
    expect(mayRate({ ...evening, state: 'held' }, at('09:00'))).toBe(true)
    expect(mayRate({ ...evening, state: 'cancelled' }, at('11:00'))).toBe(false)
  })
})
