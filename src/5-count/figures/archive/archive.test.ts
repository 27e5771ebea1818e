import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asSystem, lookAsSystem } from '#access'
import { loadUnits } from '#org'
import { database, type Tx } from '#platform/database'
import { inLanguage, languages, sentenceOf } from '#platform/i18n'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { ownerDatabase, useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, aUnit } from '../../../../test/support/district.ts'
import { differenceBetween, endOfDay } from '../../exploring/readings/compare.ts'
import { takeReading } from '../../exploring/readings/take-reading.ts'
import { lineageOf } from '../lineage/read-lineage.ts'
import { assureFacts, endStocks, reverseFacts } from '../post-facts.ts'
import { figureByMonth, figureOf, figuresOf } from '../read-figure.ts'
import { foldFigures, rebuildFigures, verifyFigures } from '../roll-up/fold.ts'
import { totalOf } from '../rules.ts'
import { countFacts, insertFacts, loadIndicators } from '../store.ts'
import { archiveYear } from './archive-year.ts'
import { archives } from './archives.ts'
import { restoreYear } from './restore-year.ts'

useDatabase('owner')
const folder = mkdtempSync(join(tmpdir(), 'lantoa-archive-'))
const file = (name: string) => join(folder, `${name}.jsonl.gz`)
const closing = { today: '2026-11-25', openYears: 2 }
const year = { from: '2021-01-01', until: '2022-01-01' }
const codes = ['test_waste_kg', 'test_households', 'test_visitors']
let district: Awaited<ReturnType<typeof aDistrict>>
/** A commune that is merged into the first on 15 June 2021, in the middle of a month, and its union. */
let merged: { commune: string; union: string }
const series = [newId(), newId(), newId()] as const
const early = newId()

type Said = { unit: string; day: string; amount: number; code?: string; series?: string; id?: string }
const post = (...all: (Said & { subject?: string; qualifier?: 'over' | 'about' })[]) =>
  asSystem('test.post', (tx) =>
    insertFacts(
      tx,
      all.map(
        ({ unit, day, amount, code = 'test_waste_kg', id = newId(), series: of = series[0], ...rest }) => ({
          kind: 'activity',
          id,
          unitId: unit,
          day,
          seriesId: of,
          indicator: code,
          amount,
          assurance: 'declared',
          ...rest,
        }),
      ),
    ),
  )

const indicator = (code: string, rule: 'distinct') => ({
  code,
  name_vi: code,
  name_en: code,
  unit_vi: 'người',
  unit_en: 'people',
  rule,
  position: 902,
  definition_vi: code,
  definition_en: code,
})

beforeAll(async () => {
  district = await aDistrict()
  const { province, commune, union } = district
  const [old, oldUnion] = [
    aUnit({ name: 'Xã Cũ', kind: 'commune' }),
    aUnit({ name: 'Hội Nông dân xã Cũ', kind: 'commune_organisation', line: 'farmers' }),
  ]
  merged = { commune: old.id, union: oldUnion.id }
  const until = { validTo: '2021-06-15' }
  await asSystem('test.merged', async (tx: Tx) => {
    await loadIndicators(tx, [indicator('test_visitors', 'distinct')])
    await loadUnits(tx, {
      units: [{ ...old, ...until }, oldUnion],
      placements: [
        { tree: 'area', unitId: old.id, parentId: province, validFrom: '2000-01-01', ...until },
        { tree: 'area', unitId: oldUnion.id, parentId: old.id, validFrom: '2000-01-01', ...until },
        { tree: 'area', unitId: oldUnion.id, parentId: commune, validFrom: '2021-06-15', validTo: null },
      ],
    })
  })
  await post(
    { unit: union, day: '2021-03-01', amount: 5.25, id: early },
    { unit: union, day: '2021-03-08', amount: 7, qualifier: 'over' },
    { unit: union, day: '2021-03-09', amount: 0 },
    { unit: union, day: '2021-11-30', amount: 0.5, qualifier: 'about', series: series[1] },
    // Before and after the merger, in one month.
    { unit: oldUnion.id, day: '2021-06-03', amount: 11, series: series[2] },
    { unit: oldUnion.id, day: '2021-06-14', amount: 13, series: series[2] },
    { unit: oldUnion.id, day: '2021-06-15', amount: 17, series: series[2] },
    { unit: oldUnion.id, day: '2021-06-28', amount: 19, series: series[2] },
    // A stock, over two years.
    { unit: union, day: '2021-02-01', amount: 4, code: 'test_households' },
    { unit: union, day: '2021-09-01', amount: 6, code: 'test_households' },
    { unit: union, day: '2022-04-01', amount: 9, code: 'test_households' },
    // Two people, one of them twice.
    ...['a', 'b', 'a'].map((who, index) => ({
      unit: union,
      day: `2021-0${index + 4}-01`,
      amount: 1,
      code: 'test_visitors',
      subject: `019ab000-0000-7000-8000-00000000000${who}`,
    })),
    { unit: union, day: '2022-03-08', amount: 100 },
  )
  const wrong = newId()
  const proven = newId()
  await post(
    { unit: union, day: '2021-05-02', amount: 999, id: wrong },
    { unit: union, day: '2021-05-02', amount: 3, id: proven },
  )
  await asSystem('test.correct', (tx) => reverseFacts(tx, { kind: 'activity', id: wrong, day: '2021-05-02' }))
  await asSystem('test.prove', (tx) =>
    assureFacts(tx, { kind: 'activity', id: proven, day: '2021-05-02' }, 'confirmed'),
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Every figure that people could read, of every unit, year by year and month by month, both ways. */
async function allFigures() {
  const { province, commune, union } = district
  return lookAsSystem(async (db) => {
    const found: Record<string, unknown> = {}
    for (const unitId of [province, commune, union, merged.commune, merged.union])
      for (const basis of ['then', 'today'] as const) {
        const scope = { unitId, basis }
        for (const span of [
          year,
          { from: '2021-06-01', until: '2021-07-01' },
          { from: '2021-01-01', until: '2023-01-01' },
        ])
          found[`${unitId} ${basis} ${span.from} ${span.until}`] = await figuresOf(db, scope, span)
        for (const code of codes)
          found[`${unitId} ${basis} ${code}`] = await figureByMonth(db, scope, code, {
            from: '2021-01-01',
            until: '2023-01-01',
          })
        found[`${unitId} ${basis} farmers`] = await figureOf(
          db,
          { ...scope, line: 'farmers' },
          'test_waste_kg',
          year,
        )
      }
    for (const seriesId of series) found[seriesId] = await figuresOf(db, { seriesId }, year)
    found.counted = await countFacts(db, [province])
    return found
  })
}
const held = async () =>
  (
    await sql<{
      facts: number
    }>`select count(*) as facts from figures.fact where day < '2022-01-01' and day >= '2021-01-01'`.execute(
      database(),
    )
  ).rows[0]?.facts
const allLineage = (unitId: string, code: string) =>
  lookAsSystem(
    async (db) => (await lineageOf(db, { unitId, basis: 'then' }, code, year, { limit: 200 })).rows,
  )

describe('a year goes into a file and comes back', () => {
  test('every figure of every unit is the same before, in the archive, and after, and is proved each time', async () => {
    const differences: unknown[] = []
    await foldFigures()
    const before = await allFigures()
    differences.push(...(await verifyFigures()))

    const written = await archiveYear({ year: 2021, file: file('one'), ...closing })
    const archived = await allFigures()
    const inArchive = await held()
    differences.push(...(await verifyFigures()))
    await rebuildFigures()
    differences.push(...(await verifyFigures()))
    const rebuilt = await allFigures()
    const back = await restoreYear(file('one'))
    differences.push(...(await verifyFigures()))
    const restored = await allFigures()

    expect(differences).toEqual([])
    expect(written.facts).toBe(18)
    // What stays is the last level of the stock, and the visits by which people are told apart.
    expect(inArchive).toBe(4)
    expect({ ...archived, counted: 0 }).toEqual({ ...before, counted: 0 })
    expect({ ...rebuilt, counted: 0 }).toEqual({ ...before, counted: 0 })
    expect(back).toEqual({ year: 2021, facts: 18 })
    expect(restored).toEqual(before)
    expect(await held()).toBe(18)
    expect(await archives()).toEqual([])
  })

  test('the figures are those that the facts come to, also on both sides of a merger within a month', async () => {
    await archiveYear({ year: 2021, file: file('two'), ...closing })
    const totals = await lookAsSystem(async (db) => {
      const june = { from: '2021-06-01', until: '2021-07-01' }
      const of = async (unitId: string) =>
        totalOf(await figureOf(db, { unitId, basis: 'then' }, 'test_waste_kg', june))
      return [await of(merged.commune), await of(district.commune), await of(district.province)]
    })
    await restoreYear(file('two'))

    expect(totals).toEqual([24, 36, 60])
  })

  test('what comes back is what went, to the last column', async () => {
    const facts = () =>
      sql`select fact::text as row from figures.fact where day >= '2021-01-01' and day < '2022-01-01' order by id`.execute(
        database(),
      )
    const before = (await facts()).rows

    await archiveYear({ year: 2021, file: file('three'), ...closing })
    await restoreYear(file('three'))

    expect((await facts()).rows).toEqual(before)
    expect(before).toHaveLength(18)
  })
})

describe('while a year is in the archive', () => {
  beforeAll(() => archiveYear({ year: 2021, file: file('kept'), ...closing }))
  afterAll(() => restoreYear(file('kept')))

  test('its lineage has the sums, which add up to the figure, and names the file', async () => {
    const page = await lookAsSystem((db) =>
      lineageOf(db, { unitId: district.commune, basis: 'then' }, 'test_waste_kg', year, { limit: 200 }),
    )
    const figure = await lookAsSystem((db) =>
      figureOf(db, { unitId: district.commune, basis: 'then' }, 'test_waste_kg', year),
    )

    expect(page.archives).toMatchObject([{ year: 2021, file: 'kept.jsonl.gz' }])
    expect([...new Set(page.rows.map(({ sourceKind }) => sourceKind))]).toEqual(['archive'])
    expect(page.rows.reduce((sum, { counted }) => sum + counted, 0)).toBe(totalOf(figure))
  })

  test('the next year opens to its facts, the stock to the level that is still in force', async () => {
    const rows = await allLineage(district.commune, 'test_households')

    expect(rows).toMatchObject([{ day: '2021-09-01', amount: 6, sourceKind: 'activity' }])
  })

  const refused = async (what: () => Promise<unknown>): Promise<string | undefined> => {
    const fault: { constraint?: string; code?: string } = await what().then(
      () => ({}),
      (one) => one,
    )
    return fault.constraint ?? fault.code
  }

  test('nothing is posted to it, corrected, rejected or proven anew, and this is said in both languages', async () => {
    const before = await allFigures()
    const source = { kind: 'activity', id: early, day: '2021-03-01' } as const

    const answers = [
      await refused(() => post({ unit: district.union, day: '2021-12-31', amount: 1 })),
      await refused(() =>
        post({ unit: district.union, day: '2020-12-31', amount: 1, code: 'test_households' }),
      ),
      await refused(() => asSystem('test.reject', (tx) => reverseFacts(tx, source))),
      await refused(() => asSystem('test.prove', (tx) => assureFacts(tx, source, 'verified'))),
    ]

    expect(answers).toEqual(Array.from({ length: 4 }, () => 'fact_year_is_archived'))
    const said = languages.map((one) =>
      inLanguage(one, () => sentenceOf(new Problem('fact_year_is_archived'))),
    )
    expect(said).toEqual([expect.stringContaining('tệp lưu trữ'), expect.stringContaining('archive file')])
    expect(await allFigures()).toEqual(before)
  })

  test('the years after it go on: a stock that began in it is changed, corrected and ended', async () => {
    const correction = newId()
    const level = async (until: string) =>
      totalOf(
        await lookAsSystem((db) =>
          figureOf(db, { unitId: district.commune }, 'test_households', { from: '2022-01-01', until }),
        ),
      )
    await post({
      unit: district.union,
      day: '2022-01-10',
      amount: 7,
      code: 'test_households',
      id: correction,
    })
    const changed = [await level('2022-02-01'), await level('2022-05-01')]
    await asSystem('test.correct', (tx) =>
      reverseFacts(tx, { kind: 'activity', id: correction, day: '2022-01-10' }),
    )
    const corrected = await level('2022-02-01')
    await asSystem('test.end', (tx) =>
      endStocks(tx, {
        kind: 'initiative',
        id: newId(),
        unitId: district.union,
        day: '2023-01-01',
        seriesId: series[0],
      }),
    )
    await foldFigures()

    expect(changed).toEqual([7, 9])
    expect(corrected).toBe(6)
    expect(await level('2023-02-01')).toBe(0)
    expect(await verifyFigures()).toEqual([])
  })

  test('a reorganisation may not divide one of its months, and may begin with one', async () => {
    const move = (day: string) =>
      asSystem('test.move', async (tx) => {
        await sql`update org.placement set valid_to = ${day} where unit_id = ${district.union} and tree = 'area'`.execute(
          tx,
        )
        await sql`insert into org.placement (tree, unit_id, parent_id, valid_from) values ('area', ${district.union}, ${district.neighbour}, ${day})`.execute(
          tx,
        )
        await sql`select figures.settle()`.execute(tx)
        throw new Error('allowed')
      }).catch((fault) => fault.constraint ?? fault.message)

    expect(await move('2021-03-05')).toBe('reorganisation_divides_archived_month')
    expect(await move('2021-03-01')).toBe('allowed')
    expect(await move('2021-04-01')).toBe('allowed')
  })

  test('why it changed is told from a reading as far as it goes, and not pretended from a day', async () => {
    const now = await lookAsSystem((db) =>
      takeReading(db, { unitId: district.commune }, 'test_waste_kg', '2021'),
    )

    const same = await lookAsSystem((db) => differenceBetween(db, now, now))
    const fromDay = lookAsSystem((db) => differenceBetween(db, endOfDay('2021-12-31', now.moment), now))

    expect(same.causes).toEqual([])
    await expect(fromDay).rejects.toMatchObject({ code: 'records_are_archived', params: { years: '2021' } })
  })
})

describe('what is refused, and what breaks', () => {
  let before: unknown
  beforeEach(async () => {
    before = await allFigures()
  })
  const codeOf = async (what: Promise<unknown>) =>
    what.then(
      () => 'done',
      (fault) => fault.code ?? fault.message,
    )

  test('a year that is open, unknown or archived already; a file that exists', async () => {
    writeFileSync(file('there'), 'x')

    expect(await codeOf(archiveYear({ year: 2025, file: file('a'), ...closing }))).toBe(
      'archive_year_is_open',
    )
    expect(
      await codeOf(archiveYear({ year: 2026, file: file('a'), today: closing.today, openYears: 1 })),
    ).toBe('archive_year_is_open')
    expect(await codeOf(archiveYear({ year: 1999, file: file('a'), ...closing }))).toBe(
      'archive_year_is_unknown',
    )
    expect(await codeOf(archiveYear({ year: Number.NaN, file: file('a'), ...closing }))).toBe(
      'archive_year_is_unknown',
    )
    expect(await codeOf(archiveYear({ year: 2021, file: file('there'), ...closing }))).toBe(
      'archive_file_exists',
    )
    expect(readFileSync(file('there'), 'utf8')).toBe('x')
    await archiveYear({ year: 2021, file: file('first'), ...closing })
    expect(await codeOf(archiveYear({ year: 2021, file: file('second'), ...closing }))).toBe(
      'archive_of_year_is_there_already',
    )
    expect(existsSync(file('second'))).toBe(false)
    await restoreYear(file('first'))
  })

  test('an archive that is interrupted leaves the year whole, and no half of a file', async () => {
    await foldFigures()
    // The statement that would replace the facts fails; then the disk does.
    await sql`alter table figures.archive add constraint test_breaks check (year <> 2021)`.execute(
      ownerDatabase(),
    )
    const broken = await codeOf(archiveYear({ year: 2021, file: file('broken'), ...closing }))
    await sql`alter table figures.archive drop constraint test_breaks`.execute(ownerDatabase())
    const noFolder = await codeOf(
      archiveYear({ year: 2021, file: join(folder, 'khong-co', 'x'), ...closing }),
    )

    expect([broken, noFolder]).toEqual(['23514', 'ENOENT'])
    expect(await allFigures()).toEqual(before)
    expect(await held()).toBe(18)
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([])
    expect(await verifyFigures()).toEqual([])
  })

  test('one whose connection is cut in the middle leaves the year whole', async () => {
    const cut = async () => {
      for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
        const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and query like '%figures.condense%' and pid <> pg_backend_pid() and state = 'active'`.execute(
          database(),
        )
        if (rows.length > 0) return
        await new Promise((done) => setTimeout(done, 5))
      }
    }
    // Somebody who reads keeps the last step waiting, so that it can be cut.
    const reading = lookAsSystem(async (db) => {
      await sql`select count(*) from figures.fact`.execute(db)
      await cut()
    })

    const outcome = await codeOf(archiveYear({ year: 2021, file: file('cut'), ...closing }))
    await reading

    expect(outcome).toMatch(/57P01|Connection terminated/)
    expect(await allFigures()).toEqual(before)
    expect(await held()).toBe(18)
    expect(await verifyFigures()).toEqual([])
  })

  test('a file that was changed, cut off, made elsewhere or is none is not taken back', async () => {
    await archiveYear({ year: 2021, file: file('good'), ...closing })
    const text = gunzipSync(readFileSync(file('good'))).toString()
    const lines = text.split('\n')
    writeFileSync(file('changed'), gzipSync(text.replace('5.250', '6.250')))
    writeFileSync(file('shorter'), gzipSync([...lines.slice(0, 3), ...lines.slice(4)].join('\n')))
    writeFileSync(file('torn'), readFileSync(file('good')).subarray(0, 600))
    writeFileSync(file('words'), gzipSync('xin chào\n'))
    writeFileSync(file('other-year'), gzipSync(text.replace('"year":2021', '"year":2022')))
    copyFileSync(file('good'), file('copy'))

    const answers: unknown[] = []
    for (const name of ['changed', 'shorter', 'torn', 'words', 'other-year', 'nothing'])
      answers.push(await codeOf(restoreYear(file(name))))

    expect(answers).toEqual([
      'archive_file_was_changed',
      'archive_file_was_changed',
      'archive_file_was_changed',
      'archive_file_is_none',
      'archive_is_not_known',
      'archive_file_is_none',
    ])
    expect({ ...(await allFigures()), counted: 0 }).toEqual({ ...(before as object), counted: 0 })
    expect(await restoreYear(file('copy'))).toEqual({ year: 2021, facts: 18 })
    expect(await verifyFigures()).toEqual([])
  })
})
