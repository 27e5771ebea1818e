import { type Context, Hono } from 'hono'
import { takesFiles } from '#platform/bodies'
import { savedAs } from '#platform/saved-as'
import type { Env } from '#platform/web'
import { editorPages } from '../editor/pages/routes.ts'
import { exchangePages } from '../exchange/pages/index.ts'
import { frozenPages, sendIssued } from '../frozen/pages/routes.ts'
import { gatheringPages } from '../gathering/pages/index.ts'
import { fileName, fileOf, mediaTypes } from '../official-document.ts'
import { outlinePages } from '../outlines/pages/index.ts'
import { composedAt } from '../read.ts'
import { readingPages } from '../reading/pages/index.ts'
import { regimePages } from '../regimes/pages/index.ts'
import { addressIn, printingOf } from './asked.ts'
import { askForFile, showCheck } from './check-page.tsx'
import { choosePage } from './choose-page.tsx'
import { keepReport, showReport } from './report-page.tsx'

async function download(c: Context<Env>, kind: 'docx' | 'pdf') {
  // What is in force goes out as it was issued, whatever the figures are today.
  const issued = await sendIssued(c, kind)
  if (issued) return issued
  const report = await composedAt(c.var.actor, addressIn(c))
  const bytes = await fileOf(report, kind, printingOf(c))
  const name = `Báo cáo ${report.unit.name} ${report.period}.${kind}`
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': mediaTypes[kind],
    'content-disposition': savedAs(name, `${fileName(report)}.${kind}`),
  })
}

/** Reports: choose a unit and a period, read the figures, write what only people know, take the file. */
export const reportPages = new Hono<Env>()
  .route('/', outlinePages)
  .route('/', regimePages)
  .get('/bao-cao', choosePage)
  .route('/', exchangePages)
  .route('/', readingPages)
  .route('/', editorPages)
  .route('/', frozenPages)
  .route('/', gatheringPages)
  .get('/bao-cao/:unit/:period', showReport)
  .post('/bao-cao/:unit/:period', keepReport)
  .get('/bao-cao/:unit/:period/kiem-tra', askForFile)
  .post('/bao-cao/:unit/:period/kiem-tra', takesFiles(32 * 1_048_576), showCheck)
  .get('/bao-cao/:unit/:period/bao-cao.docx', (c) => download(c, 'docx'))
  .get('/bao-cao/:unit/:period/bao-cao.pdf', (c) => download(c, 'pdf'))
