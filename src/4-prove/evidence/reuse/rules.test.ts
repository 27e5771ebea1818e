import { expect, test } from 'vitest'
import {
  answersTo,
  daysOff,
  isWorthAsking,
  minutesUntilNextTry,
  type Overlay,
  questionKinds,
} from './rules.ts'

test('only of two pictures can one answer that they are not the same', () => {
  expect(Object.fromEntries(questionKinds.map((kind) => [kind, answersTo(kind)]))).toEqual({
    same_picture: ['right', 'not_the_same', 'will_be_corrected'],
    altered_picture: ['right', 'not_the_same', 'will_be_corrected'],
    taken_before: ['right', 'will_be_corrected'],
    taken_after: ['right', 'will_be_corrected'],
    same_moment: ['right', 'not_the_same', 'will_be_corrected'],
  })
})

const enough: Overlay = { agreeing: 10, share: 0.4, contradicted: 0, cells: 12, isMirrored: false }

test.each<[Partial<Overlay>, boolean]>([
  [{}, true],
  [{ isMirrored: true }, true],
  [{ agreeing: 9 }, false],
  [{ share: 0.39 }, false],
  [{ contradicted: 1 }, false],
  [{ cells: 11 }, false],
])('two photos alike enough but for %j are asked about: %s', (less, asked) => {
  expect(isWorthAsking({ ...enough, ...less })).toBe(asked)
})

test.each([
  ['2026-03-01 23:59:00', undefined],
  ['2026-03-07 00:00:00', undefined],
  ['2026-03-08 00:00:00', 3],
  ['2026-02-27 12:00:00', undefined],
  ['2026-02-26 23:00:00', -7],
])(
  'a photo taken on %s for the 5 March, of which 6 days before and 2 after are allowed: %s',
  (takenAt, off) => {
    expect(daysOff(takenAt, '2026-03-05', { daysBefore: 6, daysAfter: 2 })).toBe(off)
  },
)

test('pauses between tries double, to about seventeen hours', () => {
  expect([0, 1, 2, 5, 10, 11, 50].map(minutesUntilNextTry)).toEqual([1, 2, 4, 32, 1024, 1024, 1024])
})
