import { defineModule } from '#platform/module'
import { spotChecksApi } from './api.ts'
import { checksBesideFigure } from './pages/beside-figures.ts'
import { spotCheckPages } from './pages/check-pages.tsx'
import { planPages } from './pages/plan-pages.tsx'
import { publishedCheckPages } from './pages/public-page.tsx'
import { visitPages } from './pages/visit-pages.tsx'
import { permissions } from './permissions.ts'
import { openChecks } from './tile-store.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
  interface ProvenKinds {
    finding: true
  }
}

export const spotChecks = defineModule({
  name: 'spot_checks',
  schemas: ['verification'],
  permissions,
  tiles: [{ action: 'spotcheck.record', rank: 60, read: openChecks }],
  places: [
    { key: 'spotchecks', group: 'prove', at: '/kiem-tra-thuc-te', action: 'spotcheck.read', rank: 210 },
  ],
  openPages: [publishedCheckPages],
  pages: [planPages, spotCheckPages, visitPages],
  api: [spotChecksApi],
  besideFigures: [checksBesideFigure],
})
