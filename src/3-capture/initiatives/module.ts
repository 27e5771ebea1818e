import { defineModule } from '#platform/module'
import { initiativesApi } from './api.ts'
import { choosePages } from './campaigns/choose-pages.tsx'
import { initiativesOfCampaign } from './campaigns/join-campaigns.ts'
import { initiativesByWords } from './find-store.ts'
import { initiativePages } from './pages/initiative-page.tsx'
import { registryPages } from './pages/registry-pages.tsx'
import { permissions } from './permissions.ts'
import { countRunning, isAnyInitiative } from './store.ts'
import { initiativesUnderTheme } from './themes/under-themes.ts'
import { recognisedLately } from './tile-store.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
  interface SourceKinds {
    initiative: true
  }
}

export const initiatives = defineModule({
  name: 'initiatives',
  schemas: ['initiatives'],
  permissions,
  tiles: [{ action: 'initiative.decide', rank: 70, read: recognisedLately }],
  finders: [{ kind: 'initiative', action: 'initiative.read', find: initiativesByWords }],
  places: [
    {
      key: 'initiatives',
      group: 'initiatives',
      at: '/quan-ly/mo-hinh',
      action: 'initiative.read',
      rank: 150,
    },
  ],
  pages: [registryPages, initiativePages, choosePages],
  api: [initiativesApi],
  touched: { 'initiatives.touched': countRunning },
  firstSteps: [{ key: 'initiative', at: '/quan-ly/mo-hinh', isDone: isAnyInitiative }],
  underThemes: [initiativesUnderTheme],
  inCampaigns: [initiativesOfCampaign],
})
