import { beforeAll, expect, test } from 'vitest'
import { asSystem, lookAsSystem } from '#access'
import { addDays, type Day } from '#platform/time'
import { useDatabase } from '../../../../test/support/database.ts'
import { lineageOf } from '../lineage/read-lineage.ts'
import { figureByMonth } from '../read-figure.ts'
import { indicatorsOf, loadIndicators } from '../store.ts'
import { foldFigures, rebuildFigures, verifyFigures } from './fold.ts'
import { RandomHistory } from './random-history.fixture.ts'
import { stateOfRollUp } from './store.ts'
import { totalsOf } from './totals.ts'

useDatabase('owner')

beforeAll(() =>
  asSystem('test.indicators', (tx) =>
    loadIndicators(
      tx,
      (['sum', 'stock'] as const).map((rule, position) => ({
        code: rule === 'sum' ? 'test_flow' : 'test_stock',
        name_vi: rule,
        name_en: rule,
        unit_vi: 'hộ',
        unit_en: 'households',
        rule,
        position,
        definition_vi: rule,
        definition_en: rule,
      })),
    ),
  ),
)

const periods = [
  { from: '2016-01-01', until: '2027-01-01' },
  { from: '2021-01-01', until: '2022-01-01' },
  { from: '2022-01-01', until: '2022-04-01' },
  { from: '2022-02-01', until: '2022-03-01' },
  { from: '2021-05-15', until: '2023-06-15' },
]

/** Every unit, both readings, all and one line and one theme: what counts, what lies beyond, and the way down to both. */
async function compare(history: RandomHistory): Promise<{ within: number; beyond: number }> {
  const seen = { within: 0, beyond: 0 }
  await lookAsSystem(async (db) => {
    const { today: day } = await stateOfRollUp(db)
    const indicators = (await indicatorsOf(db)).filter(({ code }) => code === 'test_flow')
    for (const basis of ['then', 'today'] as const)
      for (const span of periods)
        for (const slice of [{}, { line: 'women' }, { themeId: history.theme }]) {
          const units = history.units.filter(
            (unit) =>
              (basis === 'then' || unit.until === null || unit.until > day) &&
              (!('line' in slice) || unit.line === null),
          )
          const read = await totalsOf(db, {
            unitIds: units.map(({ id }) => id),
            scope: { basis, ...slice },
            indicators,
            all: false,
            span,
          })
          for (const unit of units) {
            const told = `${unit.kind} ${basis} ${span.from}..${span.until} ${Object.keys(slice)}`
            const figure = read.get(unit.id)?.get('test_flow')
            const within = history.count(unit.id, 'sum', span, basis, day, slice)
            for (const level of ['declared', 'evidenced', 'confirmed', 'verified'] as const)
              expect(figure?.[level] ?? 0, `${level} of ${told}`).toBeCloseTo(within[level] ?? 0, 6)
            const { entries = 0, ...levels } = history.count(
              unit.id,
              'sum',
              span,
              basis,
              day,
              slice,
              'beyond',
            )
            const amount = Object.values(levels).reduce((sum, one) => sum + one, 0)
            expect(figure?.beyond?.amount ?? 0, `beyond ${told}`).toBeCloseTo(amount, 6)
            expect(figure?.beyond === undefined, told).toBe(entries === 0)
            seen.within += within.entries ?? 0
            seen.beyond += entries
          }
        }
  })
  return seen
}

test.each([1, 2, 3, 4])(
  'history %i: facts of spans are what a count by hand gives, whatever becomes of their units',
  async (seed) => {
    const history = new RandomHistory(seed)
    await history.begin()
    let day: Day = '2021-02-01'
    for (let round = 0; round < 5; round += 1) {
      await history.post(5, '2021-01-05', 600)
      await history.postSpans(10, '2021-01-05', 700)
      day = addDays(day, 40 + history.dice.below(90))
      await history.reorganise(day)
    }

    const first = await compare(history)
    await foldFigures()
    await rebuildFigures()
    const again = await compare(history)

    expect(first.within).toBeGreaterThan(100)
    expect(first.beyond).toBeGreaterThan(100)
    expect(again).toEqual(first)
    expect(await verifyFigures()).toEqual([])
  },
)

test.each([21, 22])(
  'history %i: the pages of facts add up to the figure, and months hold only what lies within them',
  async (seed) => {
    const history = new RandomHistory(seed)
    await history.begin()
    await history.post(10, '2021-01-05', 600)
    await history.postSpans(40, '2021-01-05', 700)
    await history.reorganise('2022-03-01')
    const year = { from: '2021-01-01', until: '2022-01-01' }

    await lookAsSystem(async (db) => {
      const { today } = await stateOfRollUp(db)
      for (const unit of history.units.filter(({ kind }) => kind !== 'branch'))
        for (const basis of ['then', 'today'] as const) {
          if (basis === 'today' && unit.until !== null) continue
          const scope = { unitId: unit.id, basis }
          const wanted = history.count(unit.id, 'sum', year, basis, today)
          let counted = 0
          let after: { day: Day; id: string } | undefined
          do {
            const page = await lineageOf(db, scope, 'test_flow', year, { limit: 3, after })
            counted += page.rows.reduce((sum, row) => sum + row.counted, 0)
            after = page.next
          } while (after)
          const { entries: _, ...levels } = wanted
          expect(counted).toBeCloseTo(
            Object.values(levels).reduce((sum, one) => sum + one, 0),
            6,
          )
          for (const { month, figure } of await figureByMonth(db, scope, 'test_flow', year)) {
            const next = addDays(`${month}-28`, 4).slice(0, 7)
            const own = history.count(
              unit.id,
              'sum',
              { from: `${month}-01`, until: `${next}-01` },
              basis,
              today,
            )
            expect(figure.declared, `${month}`).toBeCloseTo(own.declared ?? 0, 6)
            expect(figure.verified, `${month}`).toBeCloseTo(own.verified ?? 0, 6)
          }
        }
    })
  },
)
