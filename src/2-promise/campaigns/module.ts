import { defineModule } from '#platform/module'
import { campaignsApi } from './api.ts'
import { campaignsByWords } from './find-store.ts'
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
  finders: [{ kind: 'campaign', action: 'campaign.read', find: campaignsByWords }],
  places: [{ key: 'campaigns', group: 'lead', at: '/phong-trao', action: 'campaign.read', rank: 55 }],
  pages: [campaignPages],
  api: [campaignsApi],
})
