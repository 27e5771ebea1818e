import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { asSystem, asSystemSnapshot, lookAsSystem } from '#access'
import { database } from '#platform/database'
import { addDays, type Day, type Span, today } from '#platform/time'
import { useDatabase } from '../../../../test/support/database.ts'
import { archiveYear } from '../archive/archive-year.ts'
import { restoreYear } from '../archive/restore-year.ts'
import { lineageOf } from '../lineage/read-lineage.ts'
import { figureOf, monthsOfUnits } from '../read-figure.ts'
import { indicatorsOf, loadIndicators } from '../store.ts'
import { foldFigures, rebuildFigures, verifyFigures } from './fold.ts'
import { totalsByLine } from './lines.ts'
import { RandomHistory } from './random-history.fixture.ts'
import { foldOnce, stateOfRollUp } from './store.ts'
import { totalsOf } from './totals.ts'

useDatabase('owner')

const indicator = (code: string, rule: 'sum' | 'stock', position: number) => ({
  code,
  name_vi: code,
  name_en: code,
  unit_vi: 'hộ',
  unit_en: 'households',
  rule,
  position,
  definition_vi: code,
  definition_en: code,
})

beforeAll(() =>
  asSystem('test.indicators', (tx) =>
    loadIndicators(tx, [indicator('test_flow', 'sum', 1), indicator('test_stock', 'stock', 2)]),
  ),
)

const spans = [
  { from: '2021-01-01', until: '2027-01-01' },
  { from: '2022-03-01', until: '2023-08-01' },
  { from: '2023-02-01', until: '2023-03-01' },
  { from: '2022-01-01', until: '2023-01-01' },
]

// As state bodies cut them, within a month, from the middle of one to its end and the other way round, over years.
const brokenSpans = [
  { from: '2022-05-15', until: '2022-06-15' },
  { from: '2021-12-15', until: '2022-12-15' },
  { from: '2022-03-05', until: '2022-03-20' },
  { from: '2022-02-01', until: '2022-02-02' },
  { from: '2021-06-10', until: '2022-01-01' },
]
// Of these 2021 and 2022 may lie in an archive.
const brokenAfter2022 = [
  { from: '2021-01-01', until: '2023-03-15' },
  { from: '2022-12-01', until: '2023-05-21' },
  { from: '2023-02-10', until: '2023-03-11' },
]

/**
 * Every unit, both rules, both readings, several spans, all and one line and one theme, as the engine and as the
 * definition have it.
 */
async function compare(history: RandomHistory, alsoBroken = brokenSpans): Promise<void> {
  await lookAsSystem(async (db) => {
    const { today: day } = await stateOfRollUp(db)
    const indicators = (await indicatorsOf(db)).filter(({ code }) => code.startsWith('test_'))
    const units = history.units.filter((unit) => unit.until === null || unit.until > day)
    for (const basis of ['then', 'today'] as const)
      for (const [span, slice] of [
        ...[...spans, ...turningSpans(history)].map((one) => [one, {}] as const),
        ...sliced(history, [...spans.slice(1, 2), ...alsoBroken]),
      ]) {
        const asked = basis === 'then' ? history.units : units
        const unitIds = asked.map(({ id }) => id)
        const read = await totalsOf(db, { unitIds, scope: { basis, ...slice }, indicators, all: false, span })
        const lines = ['women']
        const byLine =
          'line' in slice
            ? await totalsByLine(db, { unitIds, scope: { basis }, indicators, all: true, span, lines })
            : undefined
        for (const unit of asked.filter(({ line }) => !('line' in slice) || line === null)) {
          if (byLine) expect(byLine.get('women')?.get(unit.id)).toEqual(read.get(unit.id))
          for (const rule of ['sum', 'stock'] as const) {
            const code = rule === 'sum' ? 'test_flow' : 'test_stock'
            const {
              declared = 0,
              evidenced = 0,
              confirmed = 0,
              verified = 0,
              entries = 0,
            } = read.get(unit.id)?.get(code) ?? {}
            const wanted = history.count(unit.id, rule, span, basis, day, slice)
            const told = `${unit.kind} ${rule} ${basis} ${span.from}..${span.until} ${Object.keys(slice)}`
            for (const [level, amount] of Object.entries({ declared, evidenced, confirmed, verified }))
              expect(amount, `${level} of ${told}`).toBeCloseTo(wanted[level] ?? 0, 6)
            // A fact that was shared among several units is one entry of each, and of whoever stands above them.
            if (wanted.entries === 0) expect(entries, told).toBe(0)
            else expect(entries, told).toBeGreaterThanOrEqual(wanted.entries ?? 0)
          }
        }
      }
  })
}

/** A span that cuts a month of an archived year is refused by name; of a stock, which keeps its steps, it is not. */
async function refuseDaysOf(history: RandomHistory): Promise<void> {
  const unitId = history.units[0]?.id ?? ''
  await lookAsSystem(async (db) => {
    const { today: day } = await stateOfRollUp(db)
    for (const span of [
      { from: '2022-05-15', until: '2022-06-15' },
      { from: '2021-12-15', until: '2023-02-01' },
    ])
      await expect(figureOf(db, { unitId }, 'test_flow', span)).rejects.toMatchObject({
        code: 'days_are_archived',
        params: { year: Number(span.from.slice(0, 4)) },
      })
    const span = { from: '2022-01-01', until: '2022-06-15' }
    const wanted = history.count(unitId, 'stock', span, 'today', day)
    expect((await figureOf(db, { unitId }, 'test_stock', span)).declared).toBeCloseTo(wanted.declared ?? 0, 6)
    await expect(lineageOf(db, { unitId }, 'test_stock', span, { limit: 10 })).rejects.toMatchObject({
      code: 'days_are_archived',
    })
  })
}

/** Spans that end a few days after a decision: stocks go over to other units within the days that no month holds. */
const turningSpans = (history: RandomHistory): Span[] =>
  [...new Set(history.placements.map(({ from }) => from))]
    .filter((day) => day >= '2021-01-02' && day.slice(8) > '01' && day.slice(8) < '26')
    .slice(-2)
    .map((day) => ({ from: `${day.slice(0, 7)}-01`, until: addDays(day, 2) }))

const sliced = (history: RandomHistory, of: readonly Span[]) =>
  of.flatMap((span) =>
    [{}, { line: 'women' }, { themeId: history.theme }].map((slice) => [span, slice] as const),
  )

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'history %i: whatever is posted, corrected and reorganised, figures are what a count by hand gives',
  async (seed) => {
    const history = new RandomHistory(seed)
    await history.begin()
    let day: Day = '2021-02-01'
    for (let round = 0; round < 8; round += 1) {
      await history.post(12, '2021-01-05', 700 + round * 60)
      if (history.dice.chance(0.5)) await foldFigures()
      day = addDays(day, 20 + history.dice.below(90))
      await history.reorganise(day)
      // Late entries for days long past, and before the day of the decision.
      await history.post(4, '2021-01-05', 300)
    }
    await compare(history)
    await foldFigures()
    await compare(history)
    expect(await verifyFigures()).toEqual([])
  },
)

test.each([11, 12, 13, 14])(
  'history %i: years that are archived, reorganised meanwhile and taken back are what a count by hand gives',
  async (seed) => {
    const folder = mkdtempSync(join(tmpdir(), 'lantoa-archive-'))
    const history = new RandomHistory(seed)
    await history.begin()
    let day: Day = '2021-02-01'
    for (let round = 0; round < 6; round += 1) {
      await history.post(14, '2021-01-05', 900)
      day = addDays(day, 20 + history.dice.below(90))
      await history.reorganise(day)
    }
    const closing = { today: today(), openYears: 2 }

    for (const year of [2022, 2021]) await archiveYear({ ...closing, year, file: join(folder, `${year}`) })
    await compare(history, brokenAfter2022)
    await refuseDaysOf(history)
    // Decisions that come later move what lies in the archive, for today's units.
    for (let round = 0; round < 3; round += 1) await history.reorganise(addDays('2023-03-01', 40 * round))
    await compare(history, brokenAfter2022)
    expect(await verifyFigures()).toEqual([])
    await rebuildFigures()
    await compare(history, brokenAfter2022)
    for (const year of [2022, 2021]) await restoreYear(join(folder, `${year}`))

    await compare(history)
    await history.post(20, '2021-01-05', 900)
    await compare(history)
    expect(await verifyFigures()).toEqual([])
    rmSync(folder, { recursive: true })
  },
)

test('a decision that is dated ahead changes nothing until its day, and then today’s units only', async () => {
  const history = new RandomHistory(77)
  await history.begin()
  await history.post(60, '2022-01-05', 600)
  await foldFigures()
  const effective = addDays(today(), 30)
  for (let decisions = 0; decisions < 4; decisions += 1) await history.reorganise(effective)
  await compare(history)

  await asSystemSnapshot((tx) => foldOnce(tx, effective))

  expect((await lookAsSystem(stateOfRollUp)).today).toBe(effective)
  await compare(history)
  expect(await verifyFigures()).toEqual([])
})

test('rebuilding changes nothing', async () => {
  const state = () =>
    sql<{
      hash: string
    }>`select md5(string_agg(roll_up::text, '|' order by basis, slice, indicator, unit_id, year)) as hash
      from figures.roll_up where exists (select from unnest(total, proven, entries) as each (t, p, e) where t <> 0 or p <> 0 or e <> 0)`.execute(
      database(),
    )
  await foldFigures()
  const before = (await state()).rows

  await rebuildFigures()

  // Amounts are compared as numbers by verify; here only that nothing is missing or extra.
  expect(await verifyFigures()).toEqual([])
  expect((await state()).rows.length).toBe(before.length)
})

test('the sum over today’s provinces is the sum of all facts, to the last unit', async () => {
  const history = new RandomHistory(99)
  await history.begin()
  let day: Day = '2021-06-01'
  await history.post(80, '2021-01-05', 140)
  for (let round = 0; round < 10; round += 1) {
    await history.reorganise(day)
    day = addDays(day, 40)
  }
  const wanted = history.facts
    .filter((fact) => !fact.reversed && fact.rule === 'sum')
    .reduce((sum, { amount }) => sum + amount, 0)
  const { rows } = await sql<{ total: string }>`
    select sum(cell.amount)::text as total
      from figures.counted_cells(${history.units.filter(({ kind }) => kind === 'country').map(({ id }) => id)}::uuid[],
             array['test_flow'], '', '2021-01-01', '2030-01-01', 'today') as cell`.execute(database())

  expect(Number(rows[0]?.total)).toBe(wanted)
})

test('months add up to the span, and a stock of the last month is the stock of the span', async () => {
  const history = new RandomHistory(5)
  await history.begin()
  await history.post(60, '2021-01-05', 900)
  await history.reorganise('2022-05-01')
  await foldFigures()
  await history.post(20, '2021-01-05', 900)
  const span = { from: '2022-02-01', until: '2023-05-01' }
  const unitIds = history.units.map(({ id }) => id)
  await lookAsSystem(async (db) => {
    const indicators = (await indicatorsOf(db)).filter(({ code }) => code.startsWith('test_'))
    for (const basis of ['then', 'today'] as const) {
      const many = { unitIds, indicators, span, scope: { basis } }
      const months = await monthsOfUnits(db, many)
      const totals = await totalsOf(db, { ...many, all: false })
      for (const unitId of unitIds) {
        const flows = months.get(unitId)?.get('test_flow') ?? []
        const sum = flows.reduce((all, month) => all + (month?.evidenced ?? 0), 0)
        expect(sum).toBeCloseTo(totals.get(unitId)?.get('test_flow')?.evidenced ?? 0, 6)
        const stock = months.get(unitId)?.get('test_stock')?.at(-1)
        expect(stock?.declared ?? 0).toBeCloseTo(totals.get(unitId)?.get('test_stock')?.declared ?? 0, 6)
      }
    }
  })
})

test('the pages of the lineage add up to the figure, in both readings, also of a shared unit', async () => {
  const history = new RandomHistory(3)
  await history.begin()
  await history.post(120, '2021-01-05', 900)
  for (const day of ['2022-02-01', '2022-06-01', '2022-10-01', '2023-01-01']) await history.reorganise(day)
  const all = [{ from: '2021-06-01', until: '2023-06-01' }, ...brokenSpans]
  await lookAsSystem(async (db) => {
    const indicators = (await indicatorsOf(db)).filter(({ code }) => code.startsWith('test_'))
    for (const [basis, span] of all.flatMap((span) => [['then', span] as const, ['today', span] as const])) {
      const totals = await totalsOf(db, {
        unitIds: history.units.map(({ id }) => id),
        scope: { basis },
        indicators,
        all: false,
        span,
      })
      for (const [unitId, figures] of totals)
        for (const [code, figure] of figures) {
          let after: { day: Day; id: string } | undefined
          let sum = 0
          do {
            const page = await lineageOf(db, { unitId, basis }, code, span, { after, limit: 7 })
            for (const row of page.rows) sum += row.counted
            after = page.next
          } while (after)
          expect(sum, `${code} ${basis}`).toBeCloseTo(
            figure.declared + figure.evidenced + figure.confirmed + figure.verified,
            6,
          )
        }
    }
  })
})

test('the facts of some days come to the same, found by their units or as they come', async () => {
  const history = new RandomHistory(9)
  await history.begin()
  await history.post(120, '2021-01-05', 900)
  for (const day of ['2022-03-10', '2022-05-16', '2022-05-20', '2022-06-05']) await history.reorganise(day)
  await history.post(30, '2022-05-01', 60)
  const unitIds = history.units.map(({ id }) => id)
  let rows = 0
  for (const what of ['flows', 'changes'])
    for (const reading of ['then', 'today'])
      for (const slice of ['', 'line:women', `theme:${history.theme}`])
        for (const codes of [null, ['test_flow'], ['test_stock']]) {
          const read = (name: string) => sql`
            select unit_id, indicator, round(total, 8) as total, round(proven, 8), round(confirmed, 8), round(verified, 8), entries, over, about
              from figures.${sql.raw(name)}(${unitIds}::uuid[], ${codes}::text[], ${slice}, '2022-05-15', '2022-06-15', ${reading})
             where total <> 0 or entries <> 0`
          const { rows: differing } = await sql`
            (${read(`${what}_of_days`)} except all ${read(`${what}_of_days_of_many`)})
            union all (${read(`${what}_of_days_of_many`)} except all ${read(`${what}_of_days`)})`.execute(
            database(),
          )
          expect(differing, `${what} ${reading} ${slice} ${codes}`).toEqual([])
          rows += (await read(`${what}_of_days_of_many`).execute(database())).rows.length
        }

  expect(rows).toBeGreaterThan(50)
})
