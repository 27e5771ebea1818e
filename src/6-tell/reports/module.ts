import { defineModule } from '#platform/module'
import { textCheckToday } from '#prose'
import { reportsByWords } from './find-store.ts'
import { reportPages } from './pages/routes.ts'
import { reportPapers } from './papers-of-reports.ts'
import { permissions } from './permissions.ts'
import { countReports } from './store.ts'
import { reportsToSign } from './tile-store.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
}

export const reports = defineModule({
  name: 'reports',
  schemas: ['reports'],
  permissions,
  tiles: [{ action: 'report.sign', rank: 50, read: reportsToSign }],
  finders: [{ kind: 'report', action: 'report.read', find: reportsByWords }],
  places: [{ key: 'reports', group: 'reports', at: '/bao-cao', action: 'report.read', rank: 90 }],
  pages: [reportPages],
  outlineTexts: textCheckToday,
  paperKinds: { report: reportPapers },
  touched: { 'reports.touched': countReports },
})
