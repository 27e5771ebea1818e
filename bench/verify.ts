/**
 * How long `lantoa verify` takes to prove a ledger of a million audit lines, each with a bound row, and what binding costs
 * whoever writes: statements, time and processor time of the same writes with and without the triggers. Prints one JSON line a
 * figure. In a PostgreSQL of its own; a quarter of an hour, nearly all of it for making the lines.
 *
 *     vite build --ssr bench/verify.ts --outDir dist/bench
 *     node dist/bench/verify.js [--lines 1000000]
 */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { asSystem, lookAsSystem, syncPermissions } from '#access'
import { proveLedger, signRoot } from '#ledger'
import { database, openDatabase, useAsDatabase } from '#platform/database'
import { migrate } from '#platform/migrate'
import { openModules } from '#platform/module'
import { startPostgres } from '#platform/postgres'
import { useSecret } from '#platform/secret'
import { modules } from '../src/modules.ts'

const { values } = parseArgs({ options: { lines: { type: 'string', default: '1000000' } } })
const lines = Number(values.lines)

const say = (metric: string, ours: number, goal?: number): void =>
  console.log(
    JSON.stringify({
      bench: 'verify',
      metric,
      ours: Math.round(ours * 100) / 100,
      ...(goal ? { goal } : {}),
    }),
  )

/** Seconds of processor time of all processes of the server, those that have ended included. */
async function serverSeconds(): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database())
  const stat = (pid: number) => {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
  }
  const parent = stat(rows[0]?.pid ?? 0)[1] ?? 0
  let ticks = (stat(parent)[13] ?? 0) + (stat(parent)[14] ?? 0)
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const fields = stat(Number(name))
      if (fields[1] === parent) ticks += (fields[11] ?? 0) + (fields[12] ?? 0)
    } catch {
      // It has ended since the folder was read; its parent counts it from now on.
    }
  }
  return ticks / 100
}

async function timed(run: () => Promise<unknown>): Promise<{ seconds: number; server: number; own: number }> {
  const [begun, server, own] = [performance.now(), await serverSeconds(), process.cpuUsage()]
  await run()
  const { user, system } = process.cpuUsage(own)
  return {
    seconds: (performance.now() - begun) / 1000,
    server: (await serverSeconds()) - server,
    own: (user + system) / 1e6,
  }
}

// Of more lines in one transaction the heads of the chains would grow too many dead rows, as no real transaction makes them.
const batch = 200

/** Audit lines that each stand over one new row, some in a transaction. */
async function makeLines(count: number, since: number): Promise<void> {
  for (let made = 0; made < count; made += batch)
    await sql`
      do $$ begin
        for line in ${sql.lit(since + made)} .. ${sql.lit(since + Math.min(made + batch, count) - 1)} loop
          insert into parameters.holiday (day, is_worked, name, source, is_verified) values (date '2030-01-01' + line, false, 'x', 'y', true);
          perform access.write_audit('bench.write', null, jsonb_build_object('line', line));
          perform set_config('lantoa.act', '', true);
        end loop;
      end $$`.execute(database())
}

const folder = mkdtempSync(join(tmpdir(), 'lantoa-bench-'))
chmodSync(folder, 0o755)
const server = await startPostgres({ dataFolder: join(folder, 'postgres'), fast: true, say: () => {} })
try {
  await migrate(server.url)
  useAsDatabase(openDatabase(server.url, 4))
  useSecret('x'.repeat(40), '')
  openModules(modules)
  await asSystem('bench.prepare', syncPermissions)

  // The same writes in turn, so that what else the machine does falls on both.
  const each = Math.min(20_000, lines)
  const watching = (is: 'enable' | 'disable') =>
    sql.raw(`alter table parameters.holiday ${is} trigger row_is_bound_new`).execute(database())
  const cost = { bound: { seconds: 0, server: 0 }, free: { seconds: 0, server: 0 } }
  await makeLines(each, 0)
  for (let round = 1; round <= 6; round += 1) {
    const kind = round % 2 === 0 ? 'bound' : 'free'
    await watching(kind === 'bound' ? 'enable' : 'disable')
    const took = await timed(() => makeLines(each, round * each))
    cost[kind].seconds += took.seconds
    cost[kind].server += took.server
  }
  await watching('enable')
  await sql`select ledger.bind_found('parameters.holiday', (select columns from ledger.bound where relation = 'parameters.holiday'),
    'not exists (select from (select unnest(keys) as bound_key from ledger.write where relation = ''parameters.holiday'') as known where bound_key = one.key)'),
    set_config('lantoa.act', '', true)`.execute(database())
  say('binding one row, µs of the server', ((cost.bound.server - cost.free.server) / (3 * each)) * 1e6)
  say('binding one row, µs', ((cost.bound.seconds - cost.free.seconds) / (3 * each)) * 1e6)

  await makeLines(Math.max(0, lines - 7 * each), 7 * each)
  await signRoot()
  await sql`analyze`.execute(database())
  const proofs: number[] = []
  const took = await timed(async () => {
    const proof = await lookAsSystem((db) => proveLedger(db))
    proofs.push(
      proof.lines,
      proof.rows,
      proof.findings.filter(({ key }) => key !== 'act_without_audit').length,
    )
  })
  say('audit lines', proofs[0] ?? 0)
  say('bound rows', proofs[1] ?? 0)
  say('differences', proofs[2] ?? 0)
  say('seconds to prove them', took.seconds, 60)
  say('seconds of processor time, server', took.server)
  say('seconds of processor time, program', took.own)
} finally {
  await database().destroy()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
