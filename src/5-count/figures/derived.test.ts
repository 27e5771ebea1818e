import { beforeAll, expect, test } from 'vitest'
import { asSystem, lookAsSystem } from '#access'
import { loadUnits } from '#org'
import type { Tx } from '#platform/database'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../test/support/database.ts'
import { aUnit } from '../../../test/support/district.ts'
import { lineageOf } from './lineage/read-lineage.ts'
import {
  figureByMonth,
  figureOf,
  figuresByLine,
  figuresOf,
  figuresOfUnits,
  type IndicatorFigure,
} from './read-figure.ts'
import { foldFigures } from './roll-up/fold.ts'
import { provenPercent, totalOf } from './rules.ts'
import { type IndicatorRow, indicatorsOf, insertFacts, loadIndicators } from './store.ts'

useDatabase()

const indicator = (code: string, over: Partial<IndicatorRow> = {}): IndicatorRow => ({
  code,
  name_vi: code,
  name_en: code,
  unit_vi: 'người',
  unit_en: 'people',
  rule: 'sum',
  position: 1,
  definition_vi: code,
  definition_en: code,
  ...over,
})

const [province, one, other, merged] = [
  aUnit({ name: 'Tỉnh', kind: 'province' }),
  aUnit({ name: 'Xã Một', kind: 'commune', validTo: '2025-07-01' }),
  aUnit({ name: 'Xã Hai', kind: 'commune', validTo: '2025-07-01' }),
  aUnit({ name: 'Xã Chung', kind: 'commune', validFrom: '2025-07-01' }),
]
const span = { from: '2025-01-01', until: '2026-01-01' }
const branches = ['women', 'youth'].map((line) =>
  aUnit({ name: `Hội ${line}`, kind: 'commune_organisation', line }),
)

const post = (tx: Tx, unitId: string, code: string, day: string, amount: number, over = {}) =>
  insertFacts(tx, [
    {
      kind: 'activity',
      id: newId(),
      unitId,
      day,
      seriesId: newId(),
      indicator: code,
      amount,
      assurance: 'declared',
      ...over,
    },
  ])

beforeAll(() =>
  asSystem('test', async (tx) => {
    await loadUnits(tx, {
      units: [province, one, other, merged, ...branches],
      placements: [
        ...[one, other, merged].map((unit) => ({
          tree: 'area' as const,
          unitId: unit.id,
          parentId: province.id,
          validFrom: unit.validFrom,
          validTo: unit.validTo,
        })),
        ...branches.map((unit) => ({
          tree: 'area' as const,
          unitId: unit.id,
          parentId: merged.id,
          validFrom: '2025-07-01',
          validTo: null,
        })),
      ],
      reorganisations: [
        {
          kind: 'merge',
          day: '2025-07-01',
          document: 'Nghị quyết thử',
          successions: [one, other].map(({ id }) => ({ fromUnitId: id, toUnitId: merged.id })),
        },
      ],
    })
    await loadIndicators(tx, [
      indicator('t_invited'),
      indicator('t_attended'),
      indicator('t_rate', {
        rule: 'derived',
        formula: 'percent(t_attended, t_invited)',
        unit_vi: '%',
        unit_en: '%',
      }),
      indicator('t_people', { rule: 'distinct' }),
    ])
    await post(tx, one.id, 't_invited', '2025-03-01', 10)
    await post(tx, one.id, 't_attended', '2025-03-01', 9, { assurance: 'evidenced' })
    await post(tx, other.id, 't_invited', '2025-03-01', 90, { assurance: 'evidenced' })
    await post(tx, other.id, 't_attended', '2025-03-02', 45, { assurance: 'evidenced' })
    await post(tx, merged.id, 't_invited', '2025-09-01', 0)
    await post(tx, merged.id, 't_attended', '2025-09-01', 0)
  }),
)

test('a merged unit gets its rate from both parts, not from the average of two rates', async () => {
  for (const fold of [async () => 0, foldFigures]) {
    await fold()
    const figure = await lookAsSystem((db) => figureOf(db, { unitId: merged.id }, 't_rate', span))
    expect(figure.derived).toMatchObject({ value: 54, numerator: 54, denominator: 100 })
    expect(totalOf(figure)).toBe(54)
    // Nine tenths of those invited are proven, all of those who attended: the chain holds as far as its weakest link.
    expect(provenPercent(figure)).toBe(90)
  }
})

test('as it was then, the new unit has nothing from before it began, and a division by zero is no number', async () => {
  const figure = await lookAsSystem((db) =>
    figureOf(db, { unitId: merged.id, basis: 'then' }, 't_rate', span),
  )

  expect(figure.derived).toMatchObject({ value: null, reason: 'division_by_zero' })
})

test('month by month the rate stands in the months where something was entered', async () => {
  const months = await lookAsSystem((db) => figureByMonth(db, { unitId: province.id }, 't_rate', span))

  expect(months.filter(({ figure }) => figure.derived?.value != null).map(({ month }) => month)).toEqual([
    '2025-03',
  ])
})

test('a derived figure opens to the facts of all that it is worked out from', async () => {
  const page = await lookAsSystem((db) => lineageOf(db, { unitId: merged.id }, 't_rate', span, { limit: 50 }))

  const sum = (code: string) =>
    page.rows.filter((row) => row.indicator === code).reduce((all, row) => all + row.counted, 0)
  expect([sum('t_attended'), sum('t_invited')]).toEqual([54, 100])
})

test('different people are counted once in the commune and once in the province, in a month and in a year', async () => {
  const [somebody, somebodyElse] = [newId(), newId()]
  await asSystem('test', async (tx) => {
    await post(tx, one.id, 't_people', '2025-02-01', 1, { subject: somebody })
    await post(tx, one.id, 't_people', '2025-05-01', 1, { subject: somebody, assurance: 'evidenced' })
    await post(tx, other.id, 't_people', '2025-05-02', 1, { subject: somebody })
    await post(tx, other.id, 't_people', '2025-05-02', 1, { subject: somebodyElse })
  })
  const totals = await lookAsSystem(async (db) =>
    figuresOfUnits(db, {
      unitIds: [province.id, merged.id],
      indicators: (await indicatorsOf(db)).filter(({ code }) => code === 't_people'),
      span,
    }),
  )

  for (const unit of [province, merged])
    expect(totals.get(unit.id)?.get('t_people')).toMatchObject({ declared: 1, evidenced: 1, entries: 2 })
})

test.each([
  [
    'names itself through another',
    [
      ['t_a', 't_b + 1'],
      ['t_b', 't_a + 1'],
    ],
    'formula_is_circular',
  ],
  ['names what is not there', [['t_c', 't_nobody / 2']], 'formula_names_unknown_indicator'],
  ['adds people to percent', [['t_d', 't_invited + t_rate']], 'formula_adds_different_units'],
  [
    'is ten thousand brackets',
    [['t_e', `${'('.repeat(10_000)}1${')'.repeat(10_000)}`]],
    'formula_is_too_deep',
  ],
] as const)('a formula that %s is refused and nothing of the load is kept', async (_, formulas, code) => {
  const load = asSystem('test', (tx) =>
    loadIndicators(
      tx,
      formulas.map(([of, formula]) => indicator(of, { rule: 'derived', formula })),
    ),
  )

  await expect(load).rejects.toMatchObject({ code })
  const known = await lookAsSystem(indicatorsOf)
  expect(known.map((each) => each.code)).not.toContain(formulas[0][0])
})

test('nobody posts to a derived indicator, nor a subject where none is counted', async () => {
  const asked = (code: string, over = {}) =>
    asSystem('test', (tx) => post(tx, merged.id, code, '2025-08-01', 1, over))

  await expect(asked('t_rate')).rejects.toMatchObject({ constraint: 'fact_indicator_is_derived' })
  await expect(asked('t_invited', { subject: newId() })).rejects.toMatchObject({
    constraint: 'fact_subject_is_misplaced',
  })
  await expect(asked('t_people')).rejects.toMatchObject({ constraint: 'fact_subject_is_misplaced' })
  await expect(asked('t_invited', { amount: Number.NaN })).rejects.toMatchObject({
    code: 'fact_amount_is_absurd',
  })
})

test('the figures of all lines at once are those of each line, and who was there with two is counted in both', async () => {
  const someone = newId()
  await asSystem('test', async (tx) => {
    for (const [index, branch] of branches.entries()) {
      await post(tx, branch.id, 't_people', '2025-08-01', 1, { subject: someone, assurance: 'evidenced' })
      await post(tx, branch.id, 't_attended', '2025-08-02', 5 + index)
    }
  })
  await lookAsSystem(async (db) => {
    const lines = ['women', 'youth', 'front']
    const found = await figuresByLine(db, merged.id, span, lines)

    expect(Object.fromEntries(lines.map((line) => [line, amounts(found.get(line))]))).toEqual({
      women: { t_people: 1, t_attended: 5 },
      youth: { t_people: 1, t_attended: 6 },
      front: {},
    })
    for (const line of lines)
      expect(found.get(line)).toEqual(await figuresOf(db, { unitId: merged.id, line }, span))
    // Two were there before the merger; whoever came with two lines is one more.
    expect(totalOf(await figureOf(db, { unitId: merged.id }, 't_people', span))).toBe(3)
  })
})

const amounts = (figures: IndicatorFigure[] = []) =>
  Object.fromEntries(figures.map(({ indicator, figure }) => [indicator.code, totalOf(figure)]))
