import { defineModule } from '#platform/module'
import { pledgesApi } from './api.ts'
import { describe } from './describe.ts'
import { pledgeIndicators } from './indicators.ts'
import { pledgePages } from './pages/index.tsx'
import { permissions } from './permissions.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
  interface SourceKinds {
    pledge: true
  }
  interface ProvenKinds {
    pledge: true
  }
}

export const pledges = defineModule({
  name: 'pledges',
  schemas: ['pledges'],
  permissions,
  places: [{ key: 'pledges', group: 'record', at: '/dang-ky-lam-theo', action: 'pledge.make', rank: 70 }],
  pages: [pledgePages],
  api: [pledgesApi],
  indicators: pledgeIndicators,
  sources: { pledge: describe },
  provenAt: { pledge: (id) => `/dang-ky-lam-theo/minh-chung/${id}` },
})
