// How long it takes to freeze a report of the demonstration district: composed in one snapshot, each figure with a reading of
// its own, hashed and kept. Beside it the same readings taken and kept one by one, as a shared figure has them. Prints one JSON
// line a figure, times in milliseconds.
//
//     vite build --ssr bench/freezing.ts --outDir dist/bench && node dist/bench/freezing.js
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Actor, asSystem, lookAsSystem } from '#access'
import { keepReading, keepReadings, takeReading, takeReadings } from '#exploring'
import { foldFigures } from '#figures'
import { unitBySlug } from '#org'
import { database, openDatabase, useAsDatabase } from '#platform/database'
import { keepFilesIn } from '#platform/files'
import { newId } from '#platform/ids'
import { migrate } from '#platform/migrate'
import { broughtTo, openModules } from '#platform/module'
import { startPostgres } from '#platform/postgres'
import { useSecret } from '#platform/secret'
import { today } from '#platform/time'
import { scopesIn } from '../src/6-tell/papers/rules.ts'
import { frozenWithId } from '../src/6-tell/papers/store.ts'
import { verifyFrozen } from '../src/6-tell/papers/verify-frozen.ts'
import { composeReport } from '../src/6-tell/reports/compose-report.ts'
import { freezeReport } from '../src/6-tell/reports/freeze-report.ts'
import { saveReport } from '../src/6-tell/reports/save-report.ts'
import { loadDemonstration } from '../src/demo/index.ts'
import { modules } from '../src/modules.ts'
import { percentile } from './running-system.ts'

const slug = 'xa-rach-kien'
const periods = [
  '2026-01',
  '2026-02',
  '2026-03',
  '2026-04',
  '2026-05',
  '2026-06',
  '2026-07',
  '2026-08',
  '2026-09',
]
const say = (metric: string, ours: number, more: object = {}): void =>
  console.log(JSON.stringify({ bench: 'freezing', metric, ours: Math.round(ours), ...more }))

const folder = mkdtempSync(join(tmpdir(), 'lantoa-bench-'))
chmodSync(folder, 0o755)
const server = await startPostgres({ dataFolder: join(folder, 'postgres'), fast: true, say: () => {} })
try {
  await migrate(server.url)
  openModules(modules)
  useAsDatabase(openDatabase(server.url))
  keepFilesIn(join(folder, 'files'))
  useSecret('x'.repeat(40), '')
  await asSystem('bench.load', async (tx) => {
    for (const prepare of broughtTo('prepare')) await prepare(tx)
  })
  for (const step of broughtTo('afterPrepare')) await step()
  await loadDemonstration({ today: today(), say: () => {} })
  await foldFigures()

  const { personId, name } = await database()
    .selectFrom('access.person')
    .select(['id as personId', 'name'])
    .where('user_name', '=', 'duyet.rachkien')
    .executeTakeFirstOrThrow()
  const actor: Actor = { personId, name }
  const unit = await lookAsSystem((db) => unitBySlug(db, slug))
  if (!unit) throw new Error(`The demonstration has no ${slug}.`)

  const times: number[] = []
  let figures = 0
  let last = ''
  for (const period of periods) {
    const sections = ['leadership', 'shortcomings', 'next'].map((key) => ({ key, text: 'Đã viết.', seen: 0 }))
    // Every unit and line with its figures: as long as a report gets.
    const results = { key: 'results', text: '{{results}}\n{{lines}}\n{{units}}', seen: 0 }
    const entry = { seen: 0, number: null, issuedOn: today(), signer: { name: '', position: '' } }
    await saveReport(actor, { slug, period }, { ...entry, sections: [...sections, results] })
    const begun = performance.now()
    const { id } = await freezeReport(actor, { unitId: unit.id, period })
    times.push(performance.now() - begun)
    last = id
    const frozen = await lookAsSystem((db) => frozenWithId(db, id))
    figures = Math.max(figures, scopesIn(frozen?.content).length)
  }
  say('freeze, median', percentile(times, 0.5), { figures, rounds: times.length })
  say('freeze, slowest', Math.max(...times), { figures })

  const composing = performance.now()
  const report = await lookAsSystem((db) =>
    composeReport(db, { unitId: unit.id, period: '2026-06' }, today()),
  )
  say('composing alone', performance.now() - composing)
  const scopes = scopesIn(report.sections)
  const taking = performance.now()
  const together = await lookAsSystem((db) => takeReadings(db, scopes))
  const keeping = performance.now()
  await asSystem('bench.keep', (tx) =>
    keepReadings(
      tx,
      together.map((reading) => ({ id: newId(), reading })),
      null,
    ),
  )
  say('readings taken together', keeping - taking, { figures: scopes.length })
  say('readings kept together', performance.now() - keeping, { figures: scopes.length })
  const oneByOne = performance.now()
  const readings = await lookAsSystem(async (db) => {
    const taken = []
    for (const { indicator, period, ...scope } of scopes)
      taken.push(await takeReading(db, scope, indicator, period))
    return taken
  })
  await asSystem('bench.keep', async (tx) => {
    for (const reading of readings) await keepReading(tx, reading, null)
  })
  say('readings one by one', performance.now() - oneByOne, { figures: scopes.length })
  const proving = performance.now()
  await lookAsSystem((db) => verifyFrozen(db, last))
  say('prove one frozen report', performance.now() - proving)
} finally {
  await database().destroy()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
