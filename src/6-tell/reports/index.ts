/** The door of reports: composed from figures, never typed; in the official layout of who issues them. */

export { atReport, type ReportAddress, type ReportThere, unitAt } from './at-report.ts'
export { type AskedReport, askedReport, composeHead, composeReport } from './compose-report.ts'
export { type ReportState, reportStates } from './entry.ts'
export { contentOf, type Freezing, freezeReport, reportToFreeze } from './freeze-report.ts'
export { issueReport } from './issue-report.ts'
export { reports } from './module.ts'
export { addressIn } from './pages/asked.ts'
export { reportSite } from './pages/report-site.tsx'
export { sendReport } from './pages/send-report.ts'
export { fileName } from './papers-of-reports.ts'
export type { ReportHead } from './report.ts'
export { writeReport } from './write-report.ts'
