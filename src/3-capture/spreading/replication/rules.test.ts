import { expect, test } from 'vitest'
import { guideEntry, targetsTyped } from '../guide/entry.ts'
import { reachedPercent, targetTakenOver } from '../guide/rules.ts'
import { objectionToRecognition, stateWith } from '../recognition/rules.ts'
import { canBeCopied, commonIndicator, growthOf, linesOf, treeOf } from './rules.ts'

const member = (
  id: string,
  copiedFrom: string | null,
  startedOn: string | null,
  endedOn: string | null = null,
) => ({
  id,
  copiedFrom,
  startedOn,
  endedOn,
  name: id,
})

const family = [
  member('d', 'b', '2024-02-01'),
  member('a', null, '2021-05-20'),
  member('c', 'a', '2022-03-01', '2023-08-01'),
  member('b', 'a', '2021-12-01'),
  member('e', 'hidden', null),
]

test('a tree follows who copied whom, by start; what follows something unseen stands at the top', () => {
  const lines = linesOf(treeOf(family)).map(({ row, depth, parent }) => [row.id, depth, parent?.id])

  expect(lines).toEqual([
    ['a', 0, undefined],
    ['b', 1, 'a'],
    ['d', 2, 'b'],
    ['c', 1, 'a'],
    ['e', 0, undefined],
  ])
})

test('growth counts starts, ends and what runs on the last day of each year, or today', () => {
  expect(growthOf(family, '2024-06-30')).toEqual([
    { year: 2021, began: 2, ended: 0, running: 2 },
    { year: 2022, began: 1, ended: 0, running: 3 },
    { year: 2023, began: 0, ended: 1, running: 2 },
    { year: 2024, began: 1, ended: 0, running: 3 },
  ])
  expect(growthOf([member('x', null, null)], '2024-06-30')).toEqual([])
})

test('a spread is told by what most of its initiatives count, and by the earlier question at a tie', () => {
  const found = new Map(
    [['kg', 'households'], ['kg'], ['other']].map((codes, index) => [
      String(index),
      codes.map((code) => ({ indicator: { code, rule: 'sum' } })),
    ]),
  )

  expect(commonIndicator(found, ['households', 'kg'])).toBe('kg')
  expect(commonIndicator(new Map([...found].slice(0, 1)), ['households', 'kg'])).toBe('households')
  expect(commonIndicator(found, ['nothing'])).toBeUndefined()
})

test('a target that is taken over gets as long as the other had; one without a start gets a year', () => {
  const target = { indicator: 'kg', amount: 100, until: '2022-12-31' }

  expect(targetTakenOver(target, '2022-01-01', '2026-01-01').until).toBe('2026-12-31')
  expect(targetTakenOver(target, null, '2026-01-01').until).toBe('2027-01-01')
  expect(targetTakenOver(target, '2023-05-01', '2026-01-01').until).toBe('2027-01-01')
})

test('a target is not met by rounding', () => {
  expect(reachedPercent(999.9, 1000)).toBe(99)
  expect(reachedPercent(1000, 1000)).toBe(100)
  expect(reachedPercent(1250, 1000)).toBe(125)
  expect(reachedPercent(-5, 1000)).toBe(0)
})

test('the first recognition makes an initiative a recognised one, the last one gone undoes that, an end stays', () => {
  expect(stateWith('active', 1)).toBe('recognised')
  expect(stateWith('recognised', 2)).toBe('recognised')
  expect(stateWith('recognised', 0)).toBe('active')
  expect(stateWith('ended', 3)).toBe('ended')
})

test('nothing is recognised before it began or after today', () => {
  const running = { state: 'active', startedOn: '2025-03-01' } as const

  expect(objectionToRecognition('2025-02-28', running, '2026-01-01')?.code).toBe(
    'recognition_is_before_the_start',
  )
  expect(objectionToRecognition('2026-01-02', running, '2026-01-01')?.code).toBe(
    'initiative_step_is_in_future',
  )
  expect(objectionToRecognition('2025-03-01', running, '2026-01-01')).toBeUndefined()
  expect(
    objectionToRecognition('2025-03-01', { state: 'registered', startedOn: null }, '2026-01-01')?.code,
  ).toBe('initiative_is_recognised_too_early')
})

test('steps are written one a line, however they are numbered; blank cost is unknown and 0 is free', () => {
  const guide = guideEntry.parse({ steps: '1. Họp ấp\n\n - Trao thùng\n3) Thăm lại', costDong: '' })

  expect(guide.steps).toEqual(['Họp ấp', 'Trao thùng', 'Thăm lại'])
  expect(guide.costDong).toBeNull()
  expect(guideEntry.parse({ costDong: '0' }).costDong).toBe(0)
  expect(guideEntry.parse({ costDong: '12.000.000' }).costDong).toBe(12_000_000)
  for (const costDong of ['-1', '1,5', 'vài triệu', '9999999999999'])
    expect(guideEntry.safeParse({ costDong }).success, costDong).toBe(false)
})

test('targets are read for what the kind counts, and nothing else; a wrong one is named by its field', () => {
  const typed = {
    'amount.kg': '2000',
    'until.kg': '2026-12-31',
    'amount.households': '',
    'amount.bins': '-3',
    'until.bins': 'mai',
    'amount.stranger': '5',
  }

  const { targets, faults } = targetsTyped(typed, ['kg', 'households', 'bins'], () => ({}))

  expect(targets[0]).toEqual({ indicator: 'kg', amount: 2000, until: '2026-12-31' })
  expect(targets.map(({ indicator }) => indicator)).not.toContain('stranger')
  expect(faults.map(({ field, code }) => `${field} ${code}`)).toEqual([
    'amount.bins target_amount_is_impossible',
    'until.bins field_is_no_day',
  ])
})

test('what is only proposed has nothing to copy yet', () => {
  expect([canBeCopied('proposed'), canBeCopied('active')]).toEqual([false, true])
})

test('of one day the order is by id; what has not started comes last', () => {
  const order = (...rows: ReturnType<typeof member>[]) => treeOf(rows).map(({ row }) => row.id)

  expect(order(member('b', null, '2024-01-01'), member('a', null, '2024-01-01'))).toEqual(['a', 'b'])
  expect(order(member('a', null, null), member('c', null, null), member('b', null, '2024-01-01'))).toEqual([
    'b',
    'a',
    'c',
  ])
})

test('what starts on the last day of a year ran on it, what ends then did not', () => {
  const running = (startedOn: string, endedOn: string | null, today = '2025-03-01') =>
    growthOf([member('x', null, startedOn, endedOn)], today).map((year) => year.running)

  expect(running('2024-12-31', null)).toEqual([1, 1])
  expect(running('2024-02-01', '2024-12-31')).toEqual([0, 0])
  expect(running('2024-02-01', '2025-02-01')).toEqual([1, 0])
  expect(running('2024-02-01', '2024-12-31', '2024-12-30')).toEqual([1])
})
