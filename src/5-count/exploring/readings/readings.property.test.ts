import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { asSystem, lookAsSystem } from '#access'
import { newId } from '#platform/ids'
import { addDays, type Day } from '#platform/time'
import { useDatabase } from '../../../../test/support/database.ts'
import { foldFigures } from '../../figures/roll-up/fold.ts'
import { RandomHistory } from '../../figures/roll-up/random-history.fixture.ts'
import { assurances } from '../../figures/rules.ts'
import { loadIndicators } from '../../figures/store.ts'
import { differenceBetween } from './compare.ts'
import { totalOfCauses } from './rules.ts'
import type { Reading } from './store.ts'
import { takeReading } from './take-reading.ts'

useDatabase()

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

/** Corrections, and words about proof: some records are reversed and posted anew, with another amount, day or level. */
async function correct(history: RandomHistory, count: number): Promise<void> {
  await asSystem('test.correct', async (tx) => {
    for (let index = 0; index < count; index += 1) {
      const old = history.facts.filter((fact) => !fact.reversed)
      if (old.length === 0) return
      const wrong = history.dice.one(old)
      const right = {
        id: newId(),
        day: history.dice.chance(0.2) ? addDays(wrong.day, 40 - history.dice.below(80)) : wrong.day,
        amount: history.dice.chance(0.5) ? wrong.amount : history.dice.below(40),
        assurance: history.dice.one(assurances),
      }
      const unit = history.units.find(({ id }) => id === wrong.unit)
      if (!unit || right.day < unit.from || (unit.until !== null && right.day >= unit.until)) continue
      await sql`insert into figures.fact (unit_id, indicator, day, amount, assurance, series_id, source_kind, source_id, theme_id, reverses)
        select unit_id, indicator, day, -amount, assurance, series_id, source_kind, source_id, theme_id, id from figures.fact where id = ${wrong.id}`.execute(
        tx,
      )
      await sql`insert into figures.fact (id, unit_id, indicator, day, amount, assurance, series_id, source_kind, source_id, theme_id, posted_at)
        select ${right.id}, unit_id, indicator, ${right.day}, ${right.amount}, ${right.assurance}, series_id, source_kind, source_id, theme_id, clock_timestamp()
          from figures.fact where id = ${wrong.id}`.execute(tx)
      wrong.reversed = true
      history.facts.push({ ...wrong, ...right, reversed: false, order: history.facts.length + 1e6 })
    }
  })
}

const periods = ['2022-03..2023-07', '2023-02', '2021-12-15..2022-06-14']

async function readAll(history: RandomHistory): Promise<Reading[]> {
  return lookAsSystem(async (db) => {
    const list: Reading[] = []
    for (const unit of history.units.filter(({ kind }) => kind !== 'branch'))
      for (const basis of ['then', 'today'] as const)
        for (const period of periods)
          for (const code of ['test_flow', 'test_stock'])
            list.push(
              await takeReading(
                db,
                { unitId: unit.id, basis, line: unit.kind === 'country' ? 'women' : undefined },
                code,
                period,
              ),
            )
    return list
  })
}

const everMet = new Set<string>()

test.each([1, 2, 3, 4, 5, 6])(
  'history %i: the causes between two readings add up to their difference, level by level',
  async (seed) => {
    const history = new RandomHistory(seed)
    await history.begin()
    let day: Day = '2021-06-01'
    const change = async (isReorganised: boolean) => {
      await history.post(12, '2021-01-05', 900)
      await correct(history, 8)
      if (history.dice.chance(0.5)) await foldFigures()
      day = addDays(day, 30 + history.dice.below(60))
      if (isReorganised) await history.reorganise(day)
      await history.post(6, '2021-01-05', 900)
    }
    await history.post(30, '2021-01-05', 900)
    await change(true)
    const first = await readAll(history)
    await change(false)
    await change(true)
    const second = await readAll(history)
    await change(true)
    const third = await readAll(history)

    const met = new Set<string>()
    await lookAsSystem(async (db) => {
      // The second reading is compared from a later day on: what has happened since must not reach back into it.
      for (const [earlier, later] of [
        [first, second],
        [second, third],
        [first, third],
      ] as const)
        for (const before of earlier) {
          const after = later.find(
            (each) =>
              each.unitId === before.unitId &&
              each.basis === before.basis &&
              each.period === before.period &&
              each.indicator === before.indicator,
          ) as Reading
          const told = await differenceBetween(db, before, after)
          const sum = totalOfCauses(told.causes)
          for (const level of assurances)
            expect(
              told.before[level] + sum[level],
              `${level} of ${before.indicator} ${before.basis} ${before.period}`,
            ).toBeCloseTo(told.after[level], 6)
          for (const { cause } of told.causes) met.add(cause)
        }
    })

    expect(met).not.toContain('unexplained')
    for (const cause of met) everMet.add(cause)
  },
)

test('the histories together meet every cause that records and units have', () => {
  expect([...everMet]).toEqual(
    expect.arrayContaining(['new', 'corrected', 'withdrawn', 'proof_raised', 'moved']),
  )
})
