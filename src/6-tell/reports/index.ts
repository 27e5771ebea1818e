/** The door of reports: composed from figures, never typed; in the official layout of who issues them. */

export { type CheckedFile, checkFile } from './check/check-file.ts'
export { brokenFrozen } from './frozen/verify-frozen.ts'
export { issueReport } from './issue-report.ts'
export { reports } from './module.ts'
export { writeReport } from './official-document.ts'
export { ReportBody } from './pages/report-blocks.tsx'
export {
  checkedReport,
  codeTyped,
  heldAgainst,
  publishedReport,
  publishedReports,
  signersOf,
} from './reading/for-everybody.ts'
export type { Checked } from './reading/store.ts'
