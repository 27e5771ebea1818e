import { Hono } from 'hono'
import { takesFiles } from '#platform/bodies'
import type { Env } from '#platform/web'
import { editorPages } from '../editor/pages/routes.ts'
import { exchangePages } from '../exchange/pages/index.ts'
import { frozenPages } from '../frozen/pages/routes.ts'
import { gatheringPages } from '../gathering/pages/index.ts'
import { readingPages } from '../reading/pages/index.ts'
import { addressIn } from './asked.ts'
import { askForFile, showCheck } from './check-page.tsx'
import { choosePage } from './choose-page.tsx'
import { examplePage } from './example-page.tsx'
import { keepReport, showReport } from './report-page.tsx'
import { sendReport } from './send-report.ts'

/** Reports: choose a unit and a period, read the figures, write what only people know, take the file. */
export const reportPages = new Hono<Env>()
  .get('/quan-ly/de-cuong/:code/xem-thu', examplePage)
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
  .get('/bao-cao/:unit/:period/bao-cao.docx', (c) => sendReport(c, addressIn(c), 'docx'))
  .get('/bao-cao/:unit/:period/bao-cao.pdf', (c) => sendReport(c, addressIn(c), 'pdf'))
