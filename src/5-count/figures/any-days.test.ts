import { beforeAll, expect, test } from 'vitest'
import { asSystem, lookAsSystem } from '#access'
import { loadUnits } from '#org'
import { newId } from '#platform/ids'
import { spanOf } from '#platform/time'
import { useDatabase } from '../../../test/support/database.ts'
import { aUnit } from '../../../test/support/district.ts'
import { differenceBetween } from '../exploring/readings/compare.ts'
import { keepReading, takeReading } from '../exploring/readings/take-reading.ts'
import { factsOf, lineageOf } from './lineage/read-lineage.ts'
import {
  figureByMonth,
  figureOf,
  figuresOf,
  figuresOfSeries,
  figuresOfUnits,
  indicatorOf,
  monthsOfUnits,
} from './read-figure.ts'
import { foldFigures } from './roll-up/fold.ts'
import { stretchesOf } from './roll-up/stretches.ts'
import { totalOf } from './rules.ts'
import { type IndicatorRow, insertFacts, loadIndicators } from './store.ts'

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
const [district, commune] = [
  aUnit({ name: 'Huyện', kind: 'district' }),
  aUnit({ name: 'Xã', kind: 'commune' }),
]
// June as state bodies count it.
const period = '2024-05-15..2024-06-14'
const june = { from: '2024-05-15', until: '2024-06-15' }
const [initiative, somebody, somebodyElse] = [newId(), newId(), newId()]

const post = (code: string, list: [day: string, amount: number, subject?: string][]) =>
  asSystem('test', (tx) =>
    insertFacts(
      tx,
      list.map(([day, amount, subject]) => ({
        kind: 'activity' as const,
        id: newId(),
        unitId: commune.id,
        day,
        seriesId: initiative,
        indicator: code,
        amount,
        subject,
        assurance: 'declared' as const,
      })),
    ),
  )

beforeAll(async () => {
  await asSystem('test', async (tx) => {
    await loadUnits(tx, {
      units: [district, commune],
      placements: [
        { tree: 'area', unitId: commune.id, parentId: district.id, validFrom: '2000-01-01', validTo: null },
      ],
      reorganisations: [],
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
      indicator('t_members', { rule: 'stock' }),
    ])
  })
  await post('t_invited', [
    ['2024-05-14', 1000],
    ['2024-05-15', 60],
    ['2024-06-14', 40],
    ['2024-06-15', 1000],
  ])
  await post('t_attended', [
    ['2024-05-14', 1],
    ['2024-05-31', 30],
    ['2024-06-01', 24],
  ])
  await post('t_people', [
    ['2024-05-10', 1, somebodyElse],
    ['2024-05-20', 1, somebody],
    ['2024-06-10', 1, somebody],
  ])
  await post('t_members', [
    ['2024-04-01', 20],
    ['2024-06-12', 25],
    ['2024-06-15', 90],
  ])
})

const wanted = { t_invited: 100, t_attended: 54, t_rate: 54, t_people: 1, t_members: 25 }
const totals = (list: readonly { indicator: { code: string }; figure: Parameters<typeof totalOf>[0] }[]) =>
  Object.fromEntries(list.map((one) => [one.indicator.code, totalOf(one.figure)]))

test.each(['before anything is folded', 'once it is'])(
  'each rule counts the days from the 15th to the 14th, %s',
  async (when) => {
    if (when === 'once it is') await foldFigures()
    await lookAsSystem(async (db) => {
      for (const { id } of [district, commune])
        for (const basis of ['then', 'today'] as const)
          expect(totals(await figuresOf(db, { unitId: id, basis }, june))).toEqual(wanted)
      const { t_people: _people, ...ofSeries } = wanted
      expect(totals((await figuresOfSeries(db, [initiative], june)).get(initiative) ?? [])).toEqual(wanted)
      expect(totals(await figuresOf(db, { seriesId: initiative }, june))).toEqual(ofSeries)
      for (const [code, total] of Object.entries(wanted)) {
        const asked = {
          unitIds: [district.id, commune.id],
          indicators: [await indicatorOf(db, code)],
          span: june,
        }
        const units = await figuresOfUnits(db, asked)
        for (const { id } of [district, commune])
          for (const figure of [units.get(id)?.get(code), await figureOf(db, { unitId: id }, code, june)])
            expect(figure && totalOf(figure), code).toBe(total)
      }
    })
  },
)

test('the facts behind such a figure are those of its days, and of a stock the level on the last of them', async () => {
  const days = (code: string) =>
    lookAsSystem(async (db) => {
      const page = await lineageOf(db, { unitId: district.id }, code, june, { limit: 50 })
      return page.rows.map((row) => row.day)
    })
  const listed = await lookAsSystem(async (db) =>
    factsOf(db, { unitId: district.id }, await indicatorOf(db, 't_invited'), june, 10),
  )

  expect(await days('t_invited')).toEqual(['2024-06-14', '2024-05-15'])
  expect(await days('t_members')).toEqual(['2024-06-12'])
  expect(listed?.map(({ day }) => day)).toEqual(['2024-06-14', '2024-05-15'])
})

test('a reading of such days is kept, and what was entered since is why it differs', async () => {
  const read = () => lookAsSystem((db) => takeReading(db, { unitId: district.id }, 't_invited', period))
  const before = await read()
  await asSystem('test.keep', (tx) => keepReading(tx, before, null))
  await post('t_invited', [
    ['2024-05-14', 5],
    ['2024-05-16', 7],
    ['2024-06-15', 5],
  ])

  const told = await lookAsSystem(async (db) => differenceBetween(db, before, await read()))

  expect(told.after.declared - told.before.declared).toBe(7)
  expect(told.causes).toMatchObject([{ cause: 'new', records: 1, change: { declared: 7 } }])
})

test('what is told month by month refuses broken months by name', async () => {
  await lookAsSystem(async (db) => {
    const refused = {
      code: 'period_is_of_no_whole_months',
      params: { from: '2024-05-15', last: '2024-06-14' },
    }
    const many = { unitIds: [district.id], indicators: [await indicatorOf(db, 't_invited')], span: june }

    await expect(monthsOfUnits(db, many)).rejects.toMatchObject(refused)
    await expect(figureByMonth(db, { unitId: district.id }, 't_invited', june)).rejects.toMatchObject(refused)
  })
})

test.each([
  ['2024-04..2024-06', '2024-04-01 2024-07-01', [], undefined],
  [
    period,
    '2024-06-01 2024-06-01',
    ['2024-05-15 2024-06-01', '2024-06-01 2024-06-15'],
    '2024-06-01 2024-06-15',
  ],
  ['2024-05-15..2024-06-30', '2024-06-01 2024-07-01', ['2024-05-15 2024-06-01'], undefined],
  ['2024-05-01..2024-06-14', '2024-05-01 2024-06-01', ['2024-06-01 2024-06-15'], '2024-06-01 2024-06-15'],
  ['2024-05-10..2024-05-12', '2024-05-01 2024-05-01', ['2024-05-10 2024-05-13'], '2024-05-01 2024-05-13'],
  ['2024-05-10..2024-05-31', '2024-06-01 2024-06-01', ['2024-05-10 2024-06-01'], undefined],
  [
    '2023-12-15..2024-12-14',
    '2024-01-01 2024-12-01',
    ['2023-12-15 2024-01-01', '2024-12-01 2024-12-15'],
    '2024-12-01 2024-12-15',
  ],
] as const)('%s is cut where months begin', (of, months, days, rest) => {
  const said = ({ from, until }: { from: string; until: string }) => `${from} ${until}`
  const cut = stretchesOf(spanOf(of) ?? june)

  expect([said(cut.months), cut.days.map(said), cut.rest && said(cut.rest)]).toEqual([months, days, rest])
})
