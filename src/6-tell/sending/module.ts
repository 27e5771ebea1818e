import { defineModule } from '#platform/module'
import { describe } from './exchange/in/describe.ts'
import { reportsApi } from './exchange/pages/api.ts'
import { packageSchemaPage } from './exchange/pages/download-pages.ts'
import { exportSection } from './exchange/pages/export-section.tsx'
import { exchangePages } from './exchange/pages/index.ts'
import { missingReports } from './gathering/pages/gaps.tsx'
import { gatheringPages } from './gathering/pages/index.ts'
import { sendWhenIssued } from './gathering/send-report.ts'
import { permissions } from './permissions.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
  interface SourceKinds {
    import: true
  }
}

export const sending = defineModule({
  name: 'sending',
  schemas: ['reports'],
  permissions,
  openPages: [packageSchemaPage],
  pages: [exchangePages, gatheringPages],
  api: [reportsApi],
  sources: { import: describe },
  onIssued: { report: sendWhenIssued },
  onReportPage: exportSection,
  beforeFreezing: missingReports,
})
