import { defineModule } from '#platform/module'
import { loadOutlines } from './outlines/load-outlines.ts'
import { outlinePages } from './outlines/pages/index.ts'
import { regimePages } from './pages/index.ts'
import { permissions } from './permissions.ts'
import { remindOfReports } from './remind.ts'
import { calendarEntriesOfReports, reportsOfMine } from './stand-elsewhere.tsx'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
}

export const regimes = defineModule({
  name: 'regimes',
  schemas: ['reports'],
  permissions,
  places: [
    { key: 'outlines', group: 'reports', at: '/quan-ly/de-cuong', action: 'outline.manage', rank: 100 },
    { key: 'regimes', group: 'reports', at: '/quan-ly/che-do-bao-cao', action: 'regime.manage', rank: 110 },
  ],
  pages: [outlinePages, regimePages],
  prepare: loadOutlines,
  mornings: { 'reports.remind': async (tx, day) => void (await remindOfReports(tx, day)) },
  calendar: { reports: calendarEntriesOfReports },
  onMyWork: [reportsOfMine],
})
