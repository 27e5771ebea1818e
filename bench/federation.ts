/**
 * How soon a national server shows what a province has entered: two provinces and a national server, each a PostgreSQL
 * of its own on this machine, as durable as in use. Each province runs in a process of its own with the loops that a
 * running system has, and commits one entry after another at odd moments; the national server is asked without pause
 * how many have come. Prints one JSON line a figure.
 *
 *     vite build --ssr bench/federation.ts --outDir dist/bench && node dist/bench/federation.js [--commits 200]
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { asSystem, syncPermissions } from '#access'
import { joinServer, keepBeating, publishFigures } from '#federation'
import { foldFigures, insertFacts, keepFolding, loadIndicators, readyIndicators } from '#figures'
import { loadUnits } from '#org'
import { openDatabase, useAsDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import { migrate } from '#platform/migrate'
import { openModules } from '#platform/module'
import { startPostgres } from '#platform/postgres'
import { modules } from '../src/modules.ts'

const { values } = parseArgs({
  options: { commits: { type: 'string', default: '200' }, province: { type: 'string' } },
})
/** What is there before, so that a fold is one of a province at work and not of an empty table. */
const communes = 100
const factsBefore = 100_000

const percentile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(times.length * share) - 1)] ?? Number.NaN
const tell = (metric: string, milliseconds: number): void =>
  console.log(JSON.stringify({ bench: 'federation', metric, ours: Number(milliseconds.toPrecision(4)) }))

type Said = { joinString: string } | { at: number } | { folded: number[] }

/** One province: a server, its units, its past; then entries, each told with the instant of its commit. */
async function province(name: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lantoa-bench-'))
  chmodSync(folder, 0o755)
  const server = await startPostgres({ dataFolder: join(folder, 'postgres'), say: () => {} })
  const tell = (said: Said) => process.send?.(said)
  await migrate(server.url)
  useAsDatabase(openDatabase(server.url, 5))
  const unit = (kind: string, label: string) => {
    const id = newId()
    return {
      id,
      kind,
      line: null,
      name: label,
      shortName: label,
      slug: `u-${id.slice(-12)}`,
      officialCode: null,
      validFrom: '2000-01-01',
      validTo: null,
    }
  }
  const top = unit('province', name)
  const under = Array.from({ length: communes }, (_, index) => unit('commune', `Xã ${index + 1}`))
  const codes = readyIndicators.filter(({ rule }) => rule === 'sum').map(({ code }) => code)
  const fact = (index: number) => ({
    kind: 'activity' as const,
    id: newId(),
    seriesId: newId(),
    unitId: under[index % communes]?.id ?? '',
    indicator: codes[index % codes.length] ?? '',
    day: `2025-${String((index % 12) + 1).padStart(2, '0')}-15`,
    amount: 1 + (index % 9),
    assurance: 'declared' as const,
  })
  openModules(modules)
  await asSystem('bench.load', async (tx) => {
    await syncPermissions(tx)
    await loadIndicators(tx, readyIndicators)
    const placements = under.map(({ id }) => ({
      tree: 'area' as const,
      unitId: id,
      parentId: top.id,
      validFrom: '2000-01-01',
      validTo: null,
    }))
    await loadUnits(tx, { units: [top, ...under], placements })
    await insertFacts(
      tx,
      Array.from({ length: factsBefore }, (_, index) => fact(index)),
    )
  })
  await foldFigures()
  const folds: number[] = []
  for (let round = 0; round < 20; round += 1) {
    await asSystem('bench.post', (tx) => insertFacts(tx, [fact(round)]))
    const begun = performance.now()
    await foldFigures()
    folds.push(performance.now() - begun)
  }
  tell({ folded: folds })
  const ends = [keepFolding((fault) => console.error(fault)), keepBeating((fault) => console.error(fault))]
  tell({ joinString: (await publishFigures(server.url, { host: '127.0.0.1' })) ?? '' })

  await once(process, 'message')
  for (let commit = 0; commit < Number(values.commits) / 2; commit += 1) {
    await pause(((commit * 7919) % 400) + 20)
    await asSystem('bench.post', (tx) => insertFacts(tx, [fact(commit)]))
    tell({ at: Date.now() })
  }
  await once(process, 'message')
  for (const end of ends) await end()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
}

async function nation(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lantoa-bench-'))
  chmodSync(folder, 0o755)
  const server = await startPostgres({ dataFolder: join(folder, 'postgres'), say: () => {} })
  await migrate(server.url)
  useAsDatabase(openDatabase(server.url, 5))
  openModules(modules)
  await asSystem('bench.load', syncPermissions)
  const provinces = ['Tỉnh Bắc', 'Tỉnh Nam'].map((name) => ({
    name,
    server: '',
    commits: [] as number[],
    seen: [] as number[],
  }))
  const children: ChildProcess[] = []
  const folds: number[] = []
  for (const each of provinces) {
    const child = fork(fileURLToPath(import.meta.url), ['--province', each.name, '--commits', values.commits])
    children.push(child)
    const joinString = await new Promise<string>((done) =>
      child.on('message', (said: Said) => {
        if ('joinString' in said) done(said.joinString)
        else if ('folded' in said) folds.push(...said.folded)
        else each.commits.push(said.at)
      }),
    )
    const begun = performance.now()
    each.server = (await joinServer(server.url, joinString)).server
    tell(`first copy of ${each.name} (${factsBefore} facts, ${communes} communes)`, performance.now() - begun)
  }
  tell('fold of one entry, p50', percentile(folds, 0.5))
  tell('fold of one entry, p95', percentile(folds, 0.95))

  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  // The entries of a province in its own total, year by year, at the end of December.
  const counts = async () =>
    new Map(
      (
        await client.query<{ server: string; count: number }>(
          `select roll_up.server, sum(entries[12])::int as count from federation.roll_up
             join federation.server on server.server = roll_up.server and server.unit_id = roll_up.unit_id
            where basis = 'then' and slice = '' group by 1`,
        )
      ).rows.map(({ server: id, count }) => [id, count]),
    )
  const before = await counts()
  for (const child of children) child.send('go')
  const wanted = Number(values.commits) / 2
  const deadline = Date.now() + 300_000
  while (provinces.some(({ seen }) => seen.length < wanted) && Date.now() < deadline) {
    const now = await counts()
    const at = Date.now()
    for (const { server: id, seen } of provinces)
      while (seen.length < (now.get(id) ?? 0) - (before.get(id) ?? 0)) seen.push(at)
    await pause(2)
  }
  const waits = provinces.flatMap(({ commits, seen }) => seen.map((at, index) => at - (commits[index] ?? at)))
  tell(
    `commit at the province to visible at the national server, ${waits.length} commits, p50`,
    percentile(waits, 0.5),
  )
  tell('the same, p95', percentile(waits, 0.95))
  tell('the same, longest', Math.max(...waits))
  for (const child of children) child.send('end')
  await Promise.all(children.map((child) => once(child, 'exit')))
  await client.end()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
  if (waits.length < Number(values.commits))
    throw new Error(`Only ${waits.length} of ${values.commits} arrived.`)
}

if (values.province) await province(values.province)
else await nation()
process.exit(0)
