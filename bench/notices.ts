// How long it takes to tell 3,321 communes at once: raised in one transaction, put before everybody by jobs; and the same with
// the server killed half-way (SIGKILL) and started again: whether each person has each notice exactly once. Needs a build
// (`npm start` once). Loopback only; about a minute. `peer` is what the same rows cost without any of our rules: one plain
// insert of as many rows in one transaction.
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { asSystem } from '../src/1-ground/access/perform.ts'
import { insertNotices } from '../src/1-ground/notices/store.ts'
import { openDatabase, useAsDatabase } from '../src/platform/database.ts'
import { startPostgres } from '../src/platform/postgres.ts'

const communes = 3_321
const perCommune = 3
const port = 29_874
const folder = mkdtempSync(join(tmpdir(), 'lantoa-bench-'))
chmodSync(folder, 0o755)
const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))
const print = (metric: string, ours: number, peer?: number, peerName?: string): void =>
  console.log(
    JSON.stringify({
      bench: 'notices',
      metric,
      ours,
      ...(peer === undefined ? {} : { peer, peerName, ratio: Math.round((ours / peer) * 100) / 100 }),
    }),
  )

const postgres = await startPostgres({ dataFolder: join(folder, 'postgres'), say: () => {} })
let system: ChildProcess | undefined

/** Brings the whole system up on the database; resolved when it answers. */
async function up(): Promise<void> {
  const command = join(import.meta.dirname, '../dist/server/lantoa.js')
  system = spawn(process.execPath, [command, 'start'], {
    env: {
      ...process.env,
      DATABASE_URL: postgres.url,
      DATA_FOLDER: join(folder, 'data'),
      PORT: String(port),
      DEMONSTRATION: 'false',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (let tries = 0; tries < 1_200; tries += 1) {
    const isUp = await fetch(`http://127.0.0.1:${port}/suc-khoe`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (isUp) return
    await wait(50)
  }
  throw new Error('The system did not come up in a minute.')
}

async function end(signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
  const ended = new Promise((done) => system?.once('exit', done))
  system?.kill(signal)
  await ended
}

try {
  await up()
  const db = openDatabase(postgres.url, 4)
  useAsDatabase(db)
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  const { rows: units } = await client.query<{ id: string }>(
    `insert into org.unit (name, short_name, slug, kind, valid_from)
     select 'Xã ' || n, 'Xã ' || n, 'xa-thu-' || n, 'commune', '2000-01-01' from generate_series(1, $1::integer) as n returning id`,
    [communes],
  )
  await client.query(
    `with people as (
       insert into access.person (name, user_name) select 'Cán bộ ' || n, 'canbo' || n from generate_series(1, $1::integer) as n
       returning id, user_name)
     insert into access.role_held (person_id, role, unit_id, valid_from)
     select people.id, case when number % 3 = 0 then 'leader' else 'checker' end,
            ($2::uuid[])[1 + (number - 1) / $3::integer], '2020-01-01'
       from people, lateral (select replace(user_name, 'canbo', '')::integer as number) as numbered`,
    [communes * perCommune, units.map(({ id }) => id), perCommune],
  )

  const raise = async (about: string): Promise<number> => {
    const begun = performance.now()
    await asSystem('bench.raise', async (tx) => {
      await insertNotices(
        tx,
        units.map(({ id }) => ({
          key: `${about}:${id}`,
          unitId: id,
          roles: ['checker', 'leader'],
          kind: 'bench.handed_down',
          words: { title: 'Kế hoạch học tập và làm theo năm 2026', due: '2026-12-01' },
          href: '/nhiem-vu',
        })),
      )
    })
    return performance.now() - begun
  }
  const received = async (about: string) => {
    const { rows } = await client.query<{ rows: number; pairs: number; people: number; most: number }>(
      `select count(*)::integer as rows, count(distinct (notice_id, person_id))::integer as pairs,
              count(distinct person_id)::integer as people,
              coalesce((select max(n) from (select count(*) as n from notices.received as one
                join notices.notice as its on its.id = one.notice_id where its.key like $1 || ':%' group by person_id) as by_person), 0)::integer as most
         from notices.received join notices.notice on notice.id = received.notice_id where notice.key like $1 || ':%'`,
      [about],
    )
    return rows[0] ?? { rows: 0, pairs: 0, people: 0, most: 0 }
  }
  // As a use case of the running system would do it: the queue is told, and tells whoever works.
  const queue = new PgBoss({
    connectionString: postgres.url,
    schema: 'pgboss',
    supervise: false,
    schedule: false,
    migrate: false,
    registerInstance: false,
    useListenNotify: true,
    max: 1,
  })
  await queue.start()
  const wake = () => queue.send('notices.spread', {})

  // The same rows without any rule.
  await client.query('create table bench_plain (key text unique, unit_id uuid, body jsonb)')
  const plainBegun = performance.now()
  await client.query(
    `insert into bench_plain select 'x:' || unit, unit, '{"title": "Kế hoạch học tập và làm theo năm 2026", "due": "2026-12-01"}'
       from unnest($1::uuid[]) as unit`,
    [units.map(({ id }) => id)],
  )
  const plain = performance.now() - plainBegun

  const raised = await raise('first')
  print('raise_3321_ms', Math.round(raised), Math.round(plain), 'one plain insert of 3,321 rows')

  const begun = performance.now()
  await wake()
  while ((await received('first')).rows < communes * perCommune) await wait(100)
  print('before_everybody_ms', Math.round(performance.now() - begun))
  const whole = await received('first')
  print('people_told_once', whole.most === 1 && whole.rows === whole.pairs ? whole.people : -1)

  await raise('killed')
  await wake()
  while ((await received('killed')).rows === 0) await wait(2)
  await end('SIGKILL')
  const half = await received('killed')
  print('told_when_killed', half.people)
  const again = performance.now()
  await up()
  print('started_again_ms', Math.round(performance.now() - again))
  while ((await received('killed')).rows < communes * perCommune) await wait(100)
  print('all_told_after_kill_ms', Math.round(performance.now() - again))
  // The job that died is tried again too, when it has expired: that must add nothing.
  await wake()
  await wait(2_000)
  const after = await received('killed')
  const isOnce = after.rows === communes * perCommune && after.rows === after.pairs && after.most === 1
  print('people_told_once_after_kill', isOnce ? after.people : -1)
  if (!isOnce || half.people === after.people) process.exitCode = 1

  await queue.stop({ graceful: false })
  await client.end()
  await db.destroy()
  await end('SIGINT')
} finally {
  system?.kill('SIGKILL')
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}
