import { defineModule } from '#platform/module'
import { campaignsApi } from './api.ts'
import { campaignPages } from './pages/index.tsx'
import { permissions } from './permissions.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
}

export const campaigns = defineModule({
  name: 'campaigns',
  schemas: ['programme'],
  permissions,
  places: [{ key: 'campaigns', group: 'lead', at: '/phong-trao', action: 'campaign.read', rank: 55 }],
  pages: [campaignPages],
  api: [campaignsApi],
})
