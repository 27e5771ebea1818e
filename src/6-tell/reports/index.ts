/** The door of reports: composed from figures, never typed; in the official layout of who issues them. */
import './regimes/stand-elsewhere.tsx'
import './touched.ts'

export { type CheckedFile, checkFile } from './check/check-file.ts'
export { reportsApi } from './exchange/pages/api.ts'
export { packageSchemaPage } from './exchange/pages/download-pages.ts'
export { brokenFrozen } from './frozen/verify-frozen.ts'
export { issueReport } from './issue-report.ts'
export { writeReport } from './official-document.ts'
export { loadOutlines } from './outlines/load-outlines.ts'
export { ReportBody } from './pages/report-blocks.tsx'
export { reportPages } from './pages/routes.ts'
export {
  checkedReport,
  codeTyped,
  heldAgainst,
  publishedReport,
  publishedReports,
  signersOf,
} from './reading/for-everybody.ts'
export type { Checked } from './reading/store.ts'
export { type LoadedRegime, loadRegimes } from './regimes/load-regimes.ts'
