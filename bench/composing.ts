/**
 * How long the demonstration's reports take to compose: a month of a commune, a year and three years of the district. One JSON
 * line a figure; the processor time is that of this process, so a busy machine tells the truth. The folder keeps the district,
 * so that another version can be measured on the same data.
 *
 *     vite build --ssr bench/composing.ts --outDir dist/bench && node dist/bench/composing.js FOLDER
 */
import { sql } from 'kysely'
import { lookAsSystem } from '#access'
import { readConfig } from '#platform/config'
import { composeReport } from '../src/6-tell/reports/compose-report.ts'
import { furnish } from '../src/main.ts'
import { percentile } from './running-system.ts'

const folder = process.argv[2]
if (!folder) throw new Error('Say in which folder the demonstration district is, or is to be loaded.')
const day = '2026-11-20'
const runs = 15
const reports = [
  ['month', 'xa-rach-kien', '2026-10', 150],
  ['year', 'huyen-can-duoc', '2023', 500],
  ['three_years', 'huyen-can-duoc', '2021-06..2024-05', 500],
] as const

const system = await furnish(readConfig({ DATA_FOLDER: folder }), () => {})
try {
  for (const [metric, slug, period, goal] of reports) {
    const times: number[] = []
    const { id } = await lookAsSystem(async (db) => {
      const { rows } = await sql<{ id: string }>`select id from org.unit where slug = ${slug}`.execute(db)
      return rows[0] ?? { id: '' }
    })
    const before = process.cpuUsage()
    for (let run = 0; run < runs; run += 1) {
      const begun = performance.now()
      await lookAsSystem((db) => composeReport(db, { unitId: id, period }, day))
      times.push(performance.now() - begun)
    }
    const used = process.cpuUsage(before)
    const warm = times.slice(3)
    console.log(
      JSON.stringify({
        bench: 'composing',
        metric,
        p50: Math.round(percentile(warm, 0.5)),
        p95: Math.round(percentile(warm, 0.95)),
        cpu: Math.round((used.user + used.system) / 1000 / runs),
        goal,
      }),
    )
  }
} finally {
  await system.stop()
}
