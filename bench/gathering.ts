/**
 * The page on which a province gathers the monthly reports of its 100 communes: who has sent when, who is late, and how many
 * figures of each report are others today. The reports are composed from generated facts and frozen; ten communes have not
 * sent, five have corrected a record since. The peer reads every figure of every report again. One JSON line a figure.
 *
 *     vite build --ssr bench/gathering.ts --outDir dist/bench && node dist/bench/gathering.js
 */
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import pg from 'pg'
import { asSystem, giveRoleTo, look, syncPermissions } from '#access'
import { foldFigures } from '#figures'
import { loadParameters } from '#parameters'
import { database, openDatabase, useAsDatabase } from '#platform/database'
import { migrate } from '#platform/migrate'
import { openModules } from '#platform/module'
import { startPostgres } from '#platform/postgres'
import type { Env } from '#platform/web'
import { loadOutlines } from '#regimes'
import { freezeReport } from '../src/6-tell/reports/freeze-report.ts'
import { tellPages } from '../src/6-tell/reports/pages.fixture.ts'
import { saveReport } from '../src/6-tell/reports/save-report.ts'
import { changedFigures, countChanged } from '../src/6-tell/sending/gathering/differ.ts'
import { gathering } from '../src/6-tell/sending/gathering/gather-reports.ts'
import { sendToAll } from '../src/6-tell/sending/gathering/send-report.ts'
import { modules } from '../src/modules.ts'
import { loadNation, unitId } from './national-data.ts'
import { percentile } from './running-system.ts'

const communes = 100
const [missing, corrected] = [10, 5]
const period = '2026-06'
const day = '2026-07-20'
const tell = (metric: string, ours: number, more: object = {}): void =>
  console.log(JSON.stringify({ bench: 'gathering', metric, ours: Number(ours.toPrecision(4)), ...more }))

const folder = mkdtempSync(join(tmpdir(), 'lantoa-bench-'))
chmodSync(folder, 0o755)
const server = await startPostgres({ dataFolder: join(folder, 'postgres'), fast: true, say: () => {} })
try {
  await migrate(server.url)
  useAsDatabase(openDatabase(server.url, 4))
  openModules(modules)
  await asSystem('bench.load', async (tx) => {
    await syncPermissions(tx)
    await loadParameters(tx)
    await loadOutlines(tx)
  })
  await loadNation(
    server.url,
    { facts: 60_000, provinces: 1, communes, bases: 1_500, months: 36 },
    console.error,
  )
  await foldFigures()
  const pool = new pg.Pool({ connectionString: server.url, max: 2 })
  pool.on('error', () => {})
  const province = await unitId(pool, 'province', 1)
  const actor = { personId: randomUUID(), name: 'Văn phòng tỉnh' }
  await pool.query('insert into access.person (id, name, user_name) values ($1, $2, $3)', [
    actor.personId,
    actor.name,
    'van.phong',
  ])
  await asSystem('bench.role', (tx) =>
    giveRoleTo(tx, {
      personId: actor.personId,
      role: 'checker',
      unitId: province,
      givenBy: null,
      validFrom: '2020-01-01',
    }),
  )
  const regimeId = randomUUID()
  const rule = { kinds: ['commune'], lines: [], levels: [], beneathId: null, plus: [], minus: [] }
  await pool.query(
    `insert into reports.regime (id, unit_id, name, outline, period_kind, reporters, due_days, valid_from, source)
     values ($1, $2, 'Báo cáo tháng', 'monthly', 'month', $3, 5, '2024-01-01', 'bench')`,
    [regimeId, province, JSON.stringify(rule)],
  )
  const { rows: units } = await pool.query<{ id: string; slug: string }>(
    `select id, slug from org.unit where kind = 'commune' order by id limit ${communes}`,
  )
  const frozenIds: string[] = []
  for (const [index, { id, slug }] of units.slice(0, communes - missing).entries()) {
    const sections = ['leadership', 'shortcomings', 'next'].map((key) => ({
      key,
      text: 'Đã làm tốt.',
      seen: 0,
    }))
    const entry = {
      seen: 0,
      number: index + 1,
      issuedOn: '2026-07-03',
      signer: { name: 'A', position: 'B' },
      sections,
    }
    await saveReport(actor, { slug, period }, entry)
    const frozen = await freezeReport(actor, { unitId: id, period }, {}, day)
    await pool.query(
      `update reports.frozen set state = 'issued', issued_at = now(), issued_on = '2026-07-03' where id = $1`,
      [frozen.id],
    )
    await asSystem('bench.send', (tx) => sendToAll(tx, frozen.id, actor.personId, '2026-07-03'))
    frozenIds.push(frozen.id)
  }
  for (const { id } of units.slice(0, corrected))
    await pool.query(
      `insert into figures.fact (unit_id, indicator, day, amount, assurance, series_id, source_kind, source_id)
       select unit_id, indicator, day, 5, assurance, series_id, source_kind, gen_random_uuid() from figures.fact
        where unit_id in (select unit_id from org.beneath where ancestor_id = $1) and reverses is null
          and day >= '2026-06-01' and day < '2026-07-01'
          and indicator in (select code from figures.indicator where rule = 'sum') limit 1`,
      [id],
    )
  await foldFigures()
  await pool.query('vacuum analyze')
  const { rows: sizes } = await pool.query<{ figures: number; bytes: number }>(
    `select (select count(*) from reports.frozen_figure)::float8 as figures,
            (select sum(octet_length(content::text)) from reports.frozen)::float8 as bytes`,
  )
  console.error(`${frozenIds.length} reports, ${sizes[0]?.figures} figures, ${sizes[0]?.bytes} bytes`)

  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('actor', actor)
    c.set('nonce', 'n')
    c.set('language', 'vi')
    c.set('site', { name: 'Bench', demonstration: true })
    await next()
  })
  app.route('/', tellPages)
  const page = await gathering(actor, { regimeId, period }, day)
  if (page.counts.sent !== communes - missing || page.counts.overdue !== missing)
    throw new Error(`The page counts ${JSON.stringify(page.counts)}.`)
  const differing = page.rows.filter(({ changed }) => changed > 0).length
  if (differing !== corrected) throw new Error(`${differing} reports differ.`)

  const times: number[] = []
  for (let round = -3; round < 40; round += 1) {
    const begun = performance.now()
    const answer = await app.request(`/bao-cao-cap-duoi/${regimeId}/${period}`)
    const text = await answer.text()
    if (answer.status !== 200 || !text.includes('Nhắc')) throw new Error(text.slice(0, 500))
    if (round >= 0) times.push(performance.now() - begun)
  }
  const together: number[] = []
  const inFull: number[] = []
  for (let round = -1; round < 7; round += 1)
    await look(actor, 'report.read', null, async (db) => {
      let begun = performance.now()
      const counts = await countChanged(db, frozenIds, '2026-07-01')
      if (round >= 0) together.push(performance.now() - begun)
      begun = performance.now()
      const all = await changedFigures(db, frozenIds)
      if (round >= 0) inFull.push(performance.now() - begun)
      const count = [...counts.values()].reduce((sum, one) => sum + one, 0)
      if (count !== all.length) throw new Error(`${count} figures differ, ${all.length} where all are read.`)
    })
  console.error(
    `load average ${loadavg()
      .map((one) => one.toFixed(1))
      .join(' ')}`,
  )
  tell('page of 100 communes, p50 ms', percentile(times, 0.5))
  tell('page of 100 communes, p95 ms', percentile(times, 0.95))
  const peer = percentile(inFull, 0.5)
  const ours = percentile(together, 0.5)
  tell('figures of 90 reports compared, p50 ms', ours, {
    peer: Number(peer.toPrecision(4)),
    peerName: 'every figure of every report read again',
    ratio: Number((peer / ours).toPrecision(3)),
  })
  await pool.end()
} finally {
  await database().destroy()
  useAsDatabase(undefined)
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
