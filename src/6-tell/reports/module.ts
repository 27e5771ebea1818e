import { defineModule } from '#platform/module'
import { describe } from './exchange/in/describe.ts'
import { reportsApi } from './exchange/pages/api.ts'
import { packageSchemaPage } from './exchange/pages/download-pages.ts'
import { reportPages } from './pages/routes.ts'
import { permissions } from './permissions.ts'
import { countReports } from './store.ts'
import { textCheckToday } from './text/faults.ts'

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
  places: [{ key: 'reports', at: '/bao-cao', action: 'report.read', rank: 90 }],
  openPages: [packageSchemaPage],
  pages: [reportPages],
  api: [reportsApi],
  outlineTexts: textCheckToday,
  sources: { import: describe },
  touched: { 'reports.touched': countReports },
})
