import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { type Actor, asSystem, giveRoleTo, syncPermissions } from '#access'
import { loadIndicators } from '#figures'
import { database, openDatabase, useAsDatabase } from '#platform/database'
import { migrate } from '#platform/migrate'
import { openModules } from '#platform/module'
import { type Postgres, startPostgres } from '#platform/postgres'
import { tasks } from '#tasks'
import { modules } from '../src/modules.ts'
import { loadNation, national, unitId } from './national-data.ts'

/** A nation of 34 provinces, 3,321 communes and 52,000 base organisations without any fact, and who leads it. */
export async function aNation(bench: string, say: (line: string) => void) {
  // A folder that is given keeps the loaded server for the next run.
  const { values } = parseArgs({ options: { folder: { type: 'string' } } })
  const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'lantoa-tasks-'))
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o755)
  const isLoaded = existsSync(join(folder, 'postgres'))
  const server: Postgres = await startPostgres({ dataFolder: join(folder, 'postgres'), say: () => {} })
  await migrate(server.url)
  useAsDatabase(openDatabase(server.url, 10))
  openModules(modules)
  await asSystem('bench.permissions', syncPermissions)
  if (!isLoaded) await loadNation(server.url, { ...national, facts: 0 }, say)
  await asSystem('bench.indicators', (tx) => loadIndicators(tx, tasks.indicators ?? []))
  const pool = new pg.Pool({ connectionString: server.url, max: 4 })
  pool.on('error', () => {})
  const country = await unitId(pool, 'country', '')
  const actorAt = async (
    name: string,
    role: 'leader' | 'recorder' | 'checker',
    at: string,
  ): Promise<Actor> => {
    const personId = randomUUID()
    await pool.query('insert into access.person (id, name, user_name) values ($1, $2, $3)', [
      personId,
      name,
      `p${personId.slice(0, 8)}`,
    ])
    await asSystem('bench.role', (tx) =>
      giveRoleTo(tx, { personId, role, unitId: at, givenBy: null, validFrom: '2020-01-01' }),
    )
    return { personId, name }
  }
  const tell = (metric: string, ours: number, peer?: number, peerName?: string): void =>
    console.log(
      JSON.stringify({
        bench,
        metric,
        ours: Number(ours.toPrecision(4)),
        ...(peer === undefined
          ? {}
          : { peer: Number(peer.toPrecision(4)), peerName, ratio: Number((peer / ours).toPrecision(3)) }),
      }),
    )
  return {
    url: server.url,
    pool,
    country,
    actorAt,
    tell,
    stop: async () => {
      await pool.end()
      await database().destroy()
      useAsDatabase(undefined)
      await server.stop()
    },
  }
}

export const percentile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(times.length * share) - 1)] ?? Number.NaN

export async function time<T>(run: () => Promise<T>): Promise<[number, T]> {
  const begun = performance.now()
  const result = await run()
  return [performance.now() - begun, result]
}
