import { describe, expect, test } from 'vitest'
import { byDay, endOfQuiet, groupOf, morningsToRun, waysUnchosen } from './rules.ts'

describe('quiet hours', () => {
  const hours = '21:00–06:00'
  test.each([
    ['20:59 is loud', '2026-03-08T13:59:00Z', undefined],
    ['21:00 waits until six', '2026-03-08T14:00:00Z', '2026-03-08T23:00:00.000Z'],
    ['midnight waits until six', '2026-03-08T17:00:30Z', '2026-03-08T23:00:00.000Z'],
    ['05:59 waits a minute', '2026-03-08T22:59:00Z', '2026-03-08T23:00:00.000Z'],
    ['06:00 is loud', '2026-03-08T23:00:00Z', undefined],
    ['noon is loud', '2026-03-08T05:00:00Z', undefined],
  ])('%s', (_, instant, end) => {
    expect(endOfQuiet(new Date(instant), hours)?.toISOString()).toBe(end)
  })

  test('hours within one day, and none at all', () => {
    expect(endOfQuiet(new Date('2026-03-08T05:30:00Z'), '12:00–13:30')?.toISOString()).toBe(
      '2026-03-08T06:30:00.000Z',
    )
    const noon = (minute: string) =>
      endOfQuiet(new Date(`2026-03-08T${minute}:00Z`), '12:00–13:30')?.toISOString()
    expect(['04:59', '05:00', '06:29', '06:30', '07:00'].map(noon)).toEqual([
      undefined,
      '2026-03-08T06:30:00.000Z',
      '2026-03-08T06:30:00.000Z',
      undefined,
      undefined,
    ])
    expect(endOfQuiet(new Date('2026-03-08T05:30:00Z'), '')).toBeUndefined()
    expect(endOfQuiet(new Date('2026-03-08T05:30:00Z'), '12:00')).toBeUndefined()
    expect(endOfQuiet(new Date('2026-03-08T05:30:00Z'), '00:00–00:00')).toBeUndefined()
  })

  test('at every minute of a day, what waits is sent within nine hours and in the morning', () => {
    for (let minute = 0; minute < 1_440; minute += 1) {
      const instant = new Date(Date.parse('2026-03-08T00:00:00Z') + minute * 60_000)
      const end = endOfQuiet(instant, hours)
      if (!end) continue
      expect(end.getTime() - instant.getTime()).toBeLessThanOrEqual(9 * 3_600_000)
      expect(end.toISOString().slice(11, 16)).toBe('23:00')
      expect(endOfQuiet(end, hours)).toBeUndefined()
    }
  })
})

describe('mornings', () => {
  test('a morning comes at half past six in Vietnam', () => {
    expect(morningsToRun(new Date('2026-03-08T23:29:00Z'), '2026-03-08')).toEqual([])
    expect(morningsToRun(new Date('2026-03-08T23:30:00Z'), '2026-03-08')).toEqual(['2026-03-09'])
  })

  test('days of downtime are made up for, a week at most; of something new only the latest', () => {
    const now = new Date('2026-03-20T05:00:00Z')
    expect(morningsToRun(now, '2026-03-17')).toEqual(['2026-03-18', '2026-03-19', '2026-03-20'])
    expect(morningsToRun(now, '2026-01-01')).toHaveLength(7)
    expect(morningsToRun(now, undefined)).toEqual(['2026-03-20'])
    expect(morningsToRun(now, '2026-03-20')).toEqual([])
  })
})

test.each([
  ['task tasks', 'tasks'],
  ['document documents theme themes', 'documents'],
  ['plan plans', 'plans'],
  ['target targets', 'targets'],
  ['session sessions gatherings study', 'study'],
  ['pledge pledges', 'pledges'],
  ['report_frozen report_gathering', 'reports'],
  ['notices webhooks', 'system'],
  ['something report reports', 'other'],
])('kinds that begin with %s belong to the group %s', (words, group) => {
  for (const word of words.split(' ')) expect(groupOf(`${word}.notice.handed_down`)).toBe(group)
})

test('who has chosen nothing is told of each thing by mail and at once', () => {
  expect(waysUnchosen).toEqual({ email: 'each', push: true })
})

test('rows are grouped by the day on which they came', () => {
  const rows = [{ day: '2026-03-09' }, { day: '2026-03-09' }, { day: '2026-03-08' }]
  expect(byDay(rows, (row) => row.day).map(({ day, rows: all }) => [day, all.length])).toEqual([
    ['2026-03-09', 2],
    ['2026-03-08', 1],
  ])
})
