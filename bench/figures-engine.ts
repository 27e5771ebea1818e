/**
 * The figures engine at national size: 34 provinces, 3,321 communes, 52,000 base organisations, 100 indicators, 36
 * months, ten million facts. Loads them once into a PostgreSQL of its own (about ten minutes), then measures reading,
 * lineage, posting, importing and reorganising, and asks the same of plain SQL over the same facts and of DuckDB. Every
 * answer is compared; one that differs ends the run. Prints one JSON line a figure.
 *
 *     npm install --no-save @duckdb/node-api@1.5.6-r.1      # the peer; without it its figures are left out
 *     vite build --ssr bench/figures-engine.ts --outDir dist/bench
 *     node dist/bench/figures-engine.js [--folder FOLDER]   # a folder keeps the loaded server for the next run
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { lookAsSystem } from '#access'
import {
  figuresOfUnits,
  foldFigures,
  type Indicator,
  indicatorsOf,
  insertFacts,
  keepFolding,
  lineageOf,
  monthsOfUnits,
  totalOf,
} from '#figures'
import { database, inTransaction, openDatabase, useAsDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import { migrate } from '#platform/migrate'
import { startPostgres } from '#platform/postgres'
import { addDays } from '#platform/time'
import { firstMonth, loadNation, national, unitId } from './national-data.ts'

const { values } = parseArgs({
  options: { folder: { type: 'string' }, small: { type: 'boolean' }, only: { type: 'string' } },
})
const size = values.small ? { ...national, facts: 200_000, communes: 332, bases: 5_200 } : national
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'lantoa-national-'))
mkdirSync(folder, { recursive: true })
chmodSync(folder, 0o755)
const isLoaded = existsSync(join(folder, 'postgres'))

const say = (line: string): void => console.error(line)
const tell = (metric: string, ours: number, peer?: number, peerName?: string): void =>
  console.log(
    JSON.stringify({
      bench: 'figures-engine',
      metric,
      ours: Number(ours.toPrecision(4)),
      ...(peer === undefined
        ? {}
        : { peer: Number(peer.toPrecision(4)), peerName, ratio: Number((peer / ours).toPrecision(3)) }),
    }),
  )

const percentile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(times.length * share) - 1)] ?? Number.NaN
const median = (times: readonly number[]): number => percentile(times, 0.5)

async function time(run: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await run()
  return performance.now() - begun
}

/** Milliseconds of several runs, after two that warm the caches of all alike. */
async function times(rounds: number, run: () => Promise<unknown>): Promise<number[]> {
  const all: number[] = []
  for (let round = -2; round < rounds; round += 1) {
    const one = await time(run)
    if (round >= 0) all.push(one)
  }
  return all
}

const server = await startPostgres({ dataFolder: join(folder, 'postgres'), say })
const pool = new pg.Pool({ connectionString: server.url, max: 4 })
pool.on('error', () => {})
useAsDatabase(openDatabase(server.url, 20))

const span = { from: firstMonth, until: '2026-11-01' }
const codes = Array.from({ length: 20 }, (_, index) => `bench_${String(index * 5 + 1).padStart(3, '0')}`)
const bases = await Promise.all(
  Array.from({ length: 2000 }, (_, index) => unitId(pool, 'base', 1 + ((index * 7919) % size.bases))),
)

/** What the same question costs without an engine: facts joined to where their units lie, and facts that carry it. */
async function plainTables(): Promise<void> {
  await pool.query('create schema if not exists bench')
  await pool.query('drop table if exists bench.raw')
  say('making the tables of the peers')
  const client = await pool.connect()
  await client.query(`set work_mem = '512MB'; set maintenance_work_mem = '1GB'`)
  await client.query(`create table bench.raw as
    select place.ancestor_id as province_id, fact.unit_id, fact.indicator, fact.day, fact.amount, fact.assurance <> 'declared' as is_proven
      from figures.fact
      join org.beneath as place on place.unit_id = fact.unit_id and place.tree = 'area' and place.valid @> fact.day
      join org.unit on unit.id = place.ancestor_id and unit.kind = 'province'`)
  await client.query(
    'create index raw_province on bench.raw (indicator, province_id, day) include (amount, is_proven)',
  )
  await client.query('vacuum analyze bench.raw')
  client.release()
}

const wanted = `indicator = any ($1) and day >= '${span.from}' and day < '${span.until}'`
const queries = {
  joined: `select place.ancestor_id as province_id, fact.indicator, date_trunc('month', fact.day)::date as month, sum(fact.amount) as total,
                  coalesce(sum(fact.amount) filter (where fact.assurance <> 'declared'), 0) as proven
             from figures.fact join org.beneath as place on place.unit_id = fact.unit_id and place.tree = 'area' and place.valid @> fact.day
             join org.unit on unit.id = place.ancestor_id and unit.kind = 'province'
            where fact.indicator = any ($1) and fact.day >= '${span.from}' and fact.day < '${span.until}' group by 1, 2, 3`,
  covering: `select province_id, indicator, date_trunc('month', day)::date as month, sum(amount) as total,
                    coalesce(sum(amount) filter (where is_proven), 0) as proven from bench.raw where ${wanted} group by 1, 2, 3`,
  coveringTotals: `select province_id, indicator, sum(amount) as total, coalesce(sum(amount) filter (where is_proven), 0) as proven
                     from bench.raw where ${wanted} group by 1, 2`,
}

const sumOf = (cells: readonly { total: number; proven: number }[]): string =>
  `${cells.length} cells, ${cells.reduce((all, { total }) => all + total, 0)}, ${cells.reduce((all, { proven }) => all + proven, 0)}`

/** DuckDB in this process, over the same facts in a table of its own; undefined where it is not installed. */
async function duck() {
  const name = '@duckdb/node-api'
  const library = await import(name).catch(() => undefined)
  if (!library) return undefined
  // The database server writes the file, as another user than ours.
  const exchange = join(folder, 'exchange')
  mkdirSync(exchange, { recursive: true })
  chmodSync(exchange, 0o777)
  const file = join(exchange, 'facts.csv')
  rmSync(file, { force: true })
  await pool.query(
    `copy (select province_id, indicator, day, amount::bigint as amount, is_proven from bench.raw) to '${file}' (format csv, header)`,
  )
  const instance = await library.DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  await connection.run(
    `create table raw as select * from read_csv('${file}', types = {'province_id': 'UUID', 'indicator': 'VARCHAR', 'day': 'DATE', 'amount': 'BIGINT', 'is_proven': 'BOOLEAN'})`,
  )
  rmSync(exchange, { recursive: true, force: true })
  const list = codes.map((code) => `'${code}'`).join(', ')
  const where = `indicator in (${list}) and day >= '${span.from}' and day < '${span.until}'`
  const sums = `sum(amount)::double as total, coalesce(sum(amount) filter (where is_proven), 0)::double as proven`
  const read = async (query: string): Promise<{ total: number; proven: number }[]> => {
    const rows = (await connection.runAndReadAll(query)).getRowObjectsJS()
    return rows as { total: number; proven: number }[]
  }
  return {
    months: () =>
      read(
        `select province_id, indicator, date_trunc('month', day) as month, ${sums} from raw where ${where} group by all`,
      ),
    totals: () => read(`select province_id, indicator, ${sums} from raw where ${where} group by all`),
    close: () => instance.closeSync(),
  }
}

/** A few facts on random days of the span, of one unit or of many. */
const someFacts = (count: number, units: readonly string[], indicator?: string) =>
  Array.from({ length: count }, () => {
    const code = indicator ?? `bench_${String(1 + Math.floor(Math.random() * 100)).padStart(3, '0')}`
    return {
      kind: 'activity' as const,
      id: newId(),
      unitId: units[Math.floor(Math.random() * units.length)] ?? '',
      day: addDays(firstMonth, Math.floor(Math.random() * 1090)),
      seriesId: newId(),
      indicator: code,
      amount: Math.floor(Math.random() * 1000),
      assurance: 'declared' as const,
    }
  })

const post = (facts: ReturnType<typeof someFacts>) =>
  inTransaction({ role: 'system' }, (tx) => insertFacts(tx, facts))

async function reading(ids: string[], indicators: Indicator[], all: Indicator[]): Promise<void> {
  const report = () =>
    lookAsSystem((db) => monthsOfUnits(db, { unitIds: ids, indicators, span, levels: 'proven' }))
  const totals = () => lookAsSystem((db) => figuresOfUnits(db, { unitIds: ids, indicators, span }))
  type Sum = { total: number; proven: number }
  const cells = async (): Promise<Sum[]> =>
    [...(await report()).values()].flatMap((figures) =>
      [...figures.values()].flatMap((months) =>
        months.flatMap((figure) =>
          figure ? [{ total: totalOf(figure), proven: totalOf(figure) - figure.declared }] : [],
        ),
      ),
    )
  const totalCells = async (): Promise<Sum[]> =>
    [...(await totals()).values()].flatMap((figures) =>
      [...figures.values()].map((figure) => ({
        total: totalOf(figure),
        proven: totalOf(figure) - figure.declared,
      })),
    )
  const raw = async (query: string): Promise<Sum[]> =>
    (await pool.query<Sum>(query, [codes])).rows.map((row) => ({
      total: Number(row.total),
      proven: Number(row.proven),
    }))

  // Facts that nobody has folded yet: they count all the same.
  const unfolded = 1000
  await post(someFacts(unfolded, bases))
  await pool.query(`insert into bench.raw
    select place.ancestor_id, flow.unit_id, flow.indicator, flow.day, flow.amount, flow.assurance <> 'declared'
      from figures.unfolded_flow() as flow join org.beneath as place on place.unit_id = flow.unit_id and place.tree = 'area'
      join org.unit on unit.id = place.ancestor_id and unit.kind = 'province'`)
  const duckdb = await duck()

  const answers = [sumOf(await cells()), sumOf(await raw(queries.covering)), sumOf(await raw(queries.joined))]
  if (duckdb) answers.push(sumOf(await duckdb.months()))
  if (new Set(answers).size !== 1) throw new Error(`The answers differ: ${answers.join(' | ')}`)
  const totalAnswers = [sumOf(await totalCells()), sumOf(await raw(queries.coveringTotals))]
  if (duckdb) totalAnswers.push(sumOf(await duckdb.totals()))
  if (new Set(totalAnswers).size !== 1) throw new Error(`The totals differ: ${totalAnswers.join(' | ')}`)
  say(`the same answer from all, ${unfolded} facts not folded: ${answers[0]}`)
  tell('facts missing in the national report', 0)

  const ours = await times(15, report)
  const covering = median(await times(5, () => raw(queries.covering)))
  const joined = median(await times(5, () => raw(queries.joined)))
  tell(
    'national report, p50 ms',
    median(ours),
    covering,
    'SQL, facts that carry their province, covering index',
  )
  tell('national report, p50 ms', median(ours), joined, 'SQL, facts joined to their places')
  if (duckdb)
    tell(
      'national report, p50 ms',
      median(ours),
      median(await times(5, duckdb.months)),
      'DuckDB, own storage',
    )
  tell('national report, p95 ms', percentile(ours, 0.95))
  const oursTotals = median(await times(15, totals))
  tell(
    'the same as totals, p50 ms',
    oursTotals,
    median(await times(5, () => raw(queries.coveringTotals))),
    'SQL, covering index',
  )
  if (duckdb)
    tell(
      'the same as totals, p50 ms',
      oursTotals,
      median(await times(5, duckdb.totals)),
      'DuckDB, own storage',
    )
  duckdb?.close()

  const communes = await Promise.all(
    Array.from({ length: 40 }, (_, index) => unitId(pool, 'commune', 1 + index * 8)),
  )
  const year = { from: '2025-01-01', until: '2026-01-01' }
  const ofCommune: number[] = []
  for (const commune of [...communes, ...communes]) {
    const { rows } = await pool.query<{ id: string }>(
      `select unit_id as id from org.beneath where ancestor_id = $1 and tree = 'area' and distance = 1`,
      [commune],
    )
    const unitIds = [commune, ...rows.map(({ id }) => id)]
    ofCommune.push(
      await time(() => lookAsSystem((db) => figuresOfUnits(db, { unitIds, indicators: all, span: year }))),
    )
  }
  tell('a commune, 100 indicators, a year, with its organisations, p50 ms', median(ofCommune.slice(40)))
  tell(
    'a commune, 100 indicators, a year, with its organisations, p95 ms',
    percentile(ofCommune.slice(40), 0.95),
  )

  const country = await unitId(pool, 'country', '')
  const pages: number[] = []
  for (let page = 0; page < 120; page += 1) {
    const code = all[page % all.length]?.code ?? ''
    pages.push(
      await time(() => lookAsSystem((db) => lineageOf(db, { unitId: country }, code, span, { limit: 20 }))),
    )
  }
  tell('first page of the lineage of a national figure, p50 ms', median(pages.slice(20)))
  tell('first page of the lineage of a national figure, p95 ms', percentile(pages.slice(20), 0.95))
  const deeper: number[] = []
  for (const id of ids)
    deeper.push(
      await time(() =>
        lookAsSystem((db) => lineageOf(db, { unitId: id }, codes[0] ?? '', span, { limit: 20 })),
      ),
    )
  tell('first page of the lineage of a provincial figure, p95 ms', percentile(deeper.slice(4), 0.95))
}

/** Runs something with the triggers that keep and check figures, and without any: the same table, the same indexes. */
async function withoutTriggers<T>(run: () => Promise<T>): Promise<T> {
  await pool.query('alter table figures.fact disable trigger all')
  try {
    return await run()
  } finally {
    await pool.query('alter table figures.fact enable trigger all')
  }
}

async function writing(): Promise<void> {
  const plain: number[] = []
  const kept: number[] = []
  for (let round = 0; round < 15; round += 1) {
    plain.push(await withoutTriggers(() => time(() => post(someFacts(1000, bases)))))
    kept.push(await time(() => post(someFacts(1000, bases))))
  }
  tell(
    'posting 1,000 facts, p50 ms',
    median(kept.slice(3)),
    median(plain.slice(3)),
    'the same insert without any trigger or key',
  )
  say(`fold: ${(await time(foldFigures)).toFixed(0)} ms for what was posted so far`)

  const seconds = values.small ? 2 : 6
  const writers = async (units: readonly string[]): Promise<number> => {
    let done = 0
    const until = performance.now() + seconds * 1000
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        while (performance.now() < until) {
          await post(someFacts(20, units))
          done += 1
        }
      }),
    )
    return done / seconds
  }
  const { rows } = await pool.query<{ id: string }>(
    `select unit_id as id from org.beneath where ancestor_id = $1 and tree = 'area' and distance = 1`,
    [await unitId(pool, 'commune', 7)],
  )
  for (const [where, units] of [
    ['random communes', bases],
    ['all in one commune', rows.map(({ id }) => id)],
  ] as const) {
    const { rows: before } = await pool.query('select count(*) from figures.fact')
    const bare = await withoutTriggers(() => writers(units))
    const end = keepFolding((fault) => say(String(fault)))
    const ours = await writers(units)
    await end()
    tell(`16 writers, 20 facts a transaction, ${where}, folding meanwhile, transactions/s`, ours)
    tell(`the same without trigger or key, transactions/s`, bare)
    tell(`share of plain throughput, ${where}`, ours / bare)
    const { rows: after } = await pool.query('select count(*) from figures.fact')
    const { rows: waiting } = await pool.query('select count(*) from figures.unfolded_flow()')
    say(
      `${after[0].count - before[0].count} facts more; ${waiting[0].count} to fold: ${((await time(foldFigures)) / 1000).toFixed(1)} s`,
    )
  }
}

async function importing(): Promise<void> {
  const count = values.small ? 100_000 : 1_000_000
  const exchange = join(folder, 'exchange')
  mkdirSync(exchange, { recursive: true })
  chmodSync(exchange, 0o777)
  const columns = 'id, unit_id, indicator, day, amount, assurance, series_id, source_kind, source_id'
  const file = async () =>
    pool.query(`copy (select uuidv7(), unit_id, indicator, day, amount, assurance, series_id, source_kind, uuidv7()
                        from figures.fact where reverses is null and day >= '2024-01-01' limit ${count}) to '${exchange}/facts.csv' (format csv)`)
  const copy = () => pool.query(`copy figures.fact (${columns}) from '${exchange}/facts.csv' (format csv)`)
  await file()
  const plain = await withoutTriggers(() => time(copy))
  await file()
  const ours = await time(copy)
  tell(`import of ${count.toLocaleString('en')} facts, facts/s`, count / (ours / 1000))
  tell('plain COPY with the same indexes, facts/s', count / (plain / 1000))
  tell('share of plain COPY', plain / ours)
  rmSync(exchange, { recursive: true, force: true })
  say(`folding it: ${((await time(foldFigures)) / 1000).toFixed(1)} s`)
}

async function reorganising(ids: string[], indicators: Indicator[]): Promise<void> {
  const client = await pool.connect()
  const name = newId().slice(-8)
  // Others in each run, since a folder is used again.
  const first = 100 + Math.floor(Math.random() * (size.communes - 200))
  const former = [0, 1, 2].map((next) => `commune${first + next}`)
  const merge = async (): Promise<void> => {
    // Three communes of different provinces become one in the first: totals of all three provinces change for today's units.
    await client.query('begin')
    await client.query(
      `insert into org.unit (id, kind, name, short_name, slug, valid_from) values (md5($1)::uuid, 'commune', 'Xã mới', 'Xã mới', $1, '2026-07-01')`,
      [`xa-moi-${name}`],
    )
    await client.query(
      `insert into org.placement (tree, unit_id, parent_id, valid_from) values ('area', md5($1)::uuid, md5('province1')::uuid, '2026-07-01')`,
      [`xa-moi-${name}`],
    )
    await client.query(
      `with moved as (
         update org.placement set valid_to = '2026-07-01' where tree = 'area' and valid_to is null
            and (parent_id in (select md5(name)::uuid from unnest($2::text[]) as name) or unit_id in (select md5(name)::uuid from unnest($2::text[]) as name))
         returning unit_id, parent_id)
       insert into org.placement (tree, unit_id, parent_id, valid_from)
       select 'area', unit_id, md5($1)::uuid, '2026-07-01' from moved where unit_id not in (select md5(name)::uuid from unnest($2::text[]) as name)`,
      [`xa-moi-${name}`, former],
    )
    await client.query(
      `update org.unit set valid_to = '2026-07-01' where id in (select md5(name)::uuid from unnest($1::text[]) as name)`,
      [former],
    )
    await client.query(
      `with decision as (insert into org.reorganisation (kind, day, document) values ('merge', '2026-07-01', 'Nghị quyết của phép đo') returning id)
       insert into org.succession (reorganisation_id, from_unit_id, to_unit_id)
       select decision.id, md5(name)::uuid, md5($1)::uuid from decision, unnest($2::text[]) as name`,
      [`xa-moi-${name}`, former],
    )
    await client.query('commit')
  }
  tell('merging 3 communes, ms', await time(merge))
  client.release()
  const report = (basis: 'then' | 'today') => () =>
    lookAsSystem((db) =>
      monthsOfUnits(db, { unitIds: ids, indicators, span, scope: { basis }, levels: 'proven' }),
    )
  const sum = async (basis: 'then' | 'today') => {
    let all = 0
    for (const figures of (await report(basis)()).values())
      for (const months of figures.values()) for (const figure of months) if (figure) all += totalOf(figure)
    return all
  }
  const [then, today] = [await sum('then'), await sum('today')]
  if (Math.abs(then - today) > 0.001) throw new Error(`The total was not conserved: ${then} and ${today}`)
  tell('national report for today’s units after it, p50 ms', median(await times(15, report('today'))))
  tell('national report as it was then, p50 ms', median(await times(15, report('then'))))
}

try {
  if (!isLoaded) {
    await migrate(server.url)
    await loadNation(server.url, size, say)
  }
  if (!values.only || values.only === 'reading') await plainTables()
  const ids = await Promise.all(
    Array.from({ length: size.provinces }, (_, index) => unitId(pool, 'province', index + 1)),
  )
  const all = await lookAsSystem(indicatorsOf)
  const indicators = all.filter(({ code }) => codes.includes(code))
  await foldFigures()
  const parts = {
    reading: () => reading(ids, indicators, all),
    writing,
    importing,
    reorganising: () => reorganising(ids, indicators),
  }
  for (const [name, part] of Object.entries(parts)) if (!values.only || values.only === name) await part()
} finally {
  await database().destroy()
  await pool.end()
  await server.stop()
  if (!values.folder) rmSync(folder, { recursive: true, force: true })
}
