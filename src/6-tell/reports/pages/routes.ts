import { Hono } from 'hono'
import { choosesPeriod } from '#figures'
import { takesFiles } from '#platform/bodies'
import type { Env } from '#platform/web'
import { approvalPage, keepApproval } from '../approval/pages/approval-page.tsx'
import { editorPages } from '../editor/pages/routes.ts'
import { askForFile, showCheck } from './check-page.tsx'
import { choosePage } from './choose-page.tsx'
import { examplePage } from './example-page.tsx'
import { keepOwnName, keepSigner } from './name-signer.ts'
import { keepReport, showReport } from './report-page.tsx'
import { pagesOfReportPapers } from './report-site.tsx'
import { sendReport } from './send-report.ts'

/** Reports: choose a unit and a period, read the figures, write what only people know, take the file. */
export const reportPages = new Hono<Env>()
  .get('/quan-ly/de-cuong/:code/xem-thu', examplePage)
  .get('/bao-cao', choosesPeriod, choosePage)
  .get('/bao-cao/cach-duyet/:unit', (c) => approvalPage(c))
  .post('/bao-cao/cach-duyet/:unit', keepApproval)
  .route('/', pagesOfReportPapers)
  .route('/', editorPages)
  .get('/bao-cao/:unit/:period', showReport)
  .post('/bao-cao/:unit/:period', keepReport)
  .post('/bao-cao/:unit/:period/trinh-ky/nguoi-ky', keepSigner)
  .post('/bao-cao/:unit/:period/trinh-ky/ten-toi', keepOwnName)
  .get('/bao-cao/:unit/:period/kiem-tra', askForFile)
  .post('/bao-cao/:unit/:period/kiem-tra', takesFiles(32 * 1_048_576), showCheck)
  .get('/bao-cao/:unit/:period/bao-cao.docx', (c) => sendReport(c, 'docx'))
  .get('/bao-cao/:unit/:period/bao-cao.pdf', (c) => sendReport(c, 'pdf'))
