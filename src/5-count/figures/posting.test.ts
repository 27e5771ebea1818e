import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { asSystem, lookAsSystem } from '#access'
import { loadUnits } from '#org'
import type { Tx } from '#platform/database'
import { newId } from '#platform/ids'
import { asProblem } from '#platform/problem'
import { databaseAddress, useDatabase } from '../../../test/support/database.ts'
import { aUnit } from '../../../test/support/district.ts'
import { figureOf } from './read-figure.ts'
import { foldFigures, verifyFigures } from './roll-up/fold.ts'
import { totalOf } from './rules.ts'
import { type IndicatorRow, insertFacts, loadIndicators } from './store.ts'

useDatabase()

const indicator = (code: string, over: Partial<IndicatorRow>): IndicatorRow => ({
  code,
  name_vi: code,
  name_en: code,
  unit_vi: 'kg',
  unit_en: 'kg',
  rule: 'sum',
  position: 1,
  definition_vi: code,
  definition_en: code,
  ...over,
})
const province = aUnit({ name: 'Tỉnh', kind: 'province' })
const commune = aUnit({ name: 'Xã', kind: 'commune', validFrom: '2025-07-01' })
const span = { from: '2025-01-01', until: '2027-01-01' }
const series = newId()

const fact = (code: string, day: string, amount: number) => ({
  kind: 'activity' as const,
  id: newId(),
  unitId: commune.id,
  day,
  seriesId: series,
  indicator: code,
  amount,
  assurance: 'declared' as const,
})
const figure = async (code: string) =>
  totalOf(await lookAsSystem((db) => figureOf(db, { unitId: province.id }, code, span)))

beforeAll(() =>
  asSystem('test', async (tx) => {
    await loadUnits(tx, {
      units: [province, commune],
      placements: [
        {
          tree: 'area',
          unitId: commune.id,
          parentId: province.id,
          validFrom: commune.validFrom,
          validTo: null,
        },
      ],
      reorganisations: [],
    })
    await loadIndicators(tx, [
      indicator('t_flow', {}),
      indicator('t_level', { rule: 'stock', position: 2 }),
      indicator('t_old', { position: 3 }),
    ])
    await tx
      .updateTable('figures.indicator')
      .set({ valid_to: '2025-01-01' })
      .where('code', '=', 't_old')
      .execute()
  }),
)

test('a posting whose connection is killed half-way leaves nothing: no fact, no step, no figure', async () => {
  const killer = new pg.Client({ connectionString: databaseAddress() })
  await killer.connect()
  const half = asSystem('test', async (tx: Tx) => {
    await insertFacts(
      tx,
      Array.from({ length: 500 }, (_, at) => fact(at % 2 ? 't_flow' : 't_level', '2026-01-05', 5 + at)),
    )
    await killer.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null and state <> 'idle'`,
    )
    await insertFacts(tx, [fact('t_flow', '2026-01-06', 1)])
  })

  await expect(half).rejects.toThrow()
  const { rows } = await killer.query(
    'select (select count(*) from figures.fact) as facts, (select count(*) from figures.step) as steps',
  )
  await killer.end()
  expect(rows[0]).toEqual({ facts: 0, steps: 0 })
  expect([await figure('t_flow'), await figure('t_level')]).toEqual([0, 0])
})

test('writers on one commune and a fold that runs beside them lose nothing', async () => {
  let isPosting = true
  const folding = (async () => {
    while (isPosting) await foldFigures()
  })()

  const writers = Array.from({ length: 6 }, async (_, writer) => {
    for (let round = 0; round < 10; round += 1)
      await asSystem('test', (tx) =>
        insertFacts(tx, [
          fact('t_flow', `2026-0${1 + (round % 6)}-1${writer}`, 3),
          fact('t_level', `2026-0${1 + (round % 6)}-1${writer}`, writer),
        ]),
      )
  })
  await Promise.all(writers)
  const seen = await figure('t_flow')
  isPosting = false
  await folding
  await foldFigures()

  expect(seen).toBe(6 * 10 * 3)
  expect(await figure('t_flow')).toBe(seen)
  // One series: the level is what was said for the last day, and no sum.
  expect(await figure('t_level')).toBe(5)
  expect(await verifyFigures()).toEqual([])
})

test.each([
  ['before its unit began', fact('t_flow', '2025-06-30', 1), 'fact_unit_did_not_exist_then'],
  ['after its indicator ended', fact('t_old', '2025-08-01', 1), 'fact_indicator_did_not_exist_then'],
  ['of an indicator that nobody knows', fact('t_nothing', '2025-08-01', 1), 'fact_indicator_is_unknown'],
  ['without end', fact('t_flow', '2025-08-01', Number.POSITIVE_INFINITY), 'fact_amount_is_absurd'],
  ['beyond all measure', fact('t_flow', '2025-08-01', 1e15), 'fact_amount_is_absurd'],
  ['less than nothing', fact('t_flow', '2025-08-01', -1), 'fact_amount_is_negative'],
])('a fact %s is refused by name, and nothing beside it is kept', async (_, wrong, code) => {
  const before = await figure('t_flow')

  const refusal = asSystem('test', (tx) => insertFacts(tx, [fact('t_flow', '2025-09-01', 4), wrong])).then(
    () => 'was taken',
    asProblem,
  )

  expect(await refusal).toMatchObject({ code })
  expect(await figure('t_flow')).toBe(before)
})
