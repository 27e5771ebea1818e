import { defineModule } from '#platform/module'
import { describe } from './exchange/in/describe.ts'
import { reportsApi } from './exchange/pages/api.ts'
import { packageSchemaPage } from './exchange/pages/download-pages.ts'
import { loadOutlines } from './outlines/load-outlines.ts'
import { reportPages } from './pages/routes.ts'
import { permissions } from './permissions.ts'
import { remindOfReports } from './regimes/remind.ts'
import { calendarEntriesOfReports, reportsOfMine } from './regimes/stand-elsewhere.tsx'
import { countReports } from './store.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
  interface SourceKinds {
    import: true
  }
}

export const reports = defineModule({
  name: 'reports',
  schemas: ['reports'],
  permissions,
  places: [
    { key: 'reports', at: '/bao-cao', action: 'report.read', rank: 90 },
    { key: 'outlines', at: '/quan-ly/de-cuong', action: 'outline.manage', rank: 100 },
    { key: 'regimes', at: '/quan-ly/che-do-bao-cao', action: 'regime.manage', rank: 110 },
  ],
  openPages: [packageSchemaPage],
  pages: [reportPages],
  api: [reportsApi],
  prepare: loadOutlines,
  sources: { import: describe },
  touched: { 'reports.touched': countReports },
  mornings: { 'reports.remind': async (tx, day) => void (await remindOfReports(tx, day)) },
  calendar: { reports: calendarEntriesOfReports },
  onMyWork: [reportsOfMine],
})
