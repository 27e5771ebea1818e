import { defineModule } from '#platform/module'
import { contactPages } from './contact/pages.tsx'
import { guidePages } from './guide/pages.tsx'
import { libraryApi } from './library/api.ts'
import { libraryPages } from './library/pages.tsx'
import { spreadingOnInitiative } from './on-initiative.tsx'
import { permissions } from './permissions.ts'
import { recognitionPages } from './recognition/pages.tsx'
import { replicationPages } from './replication/pages.tsx'
import { rollOutPages } from './roll-out/pages.tsx'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
}

export const spreading = defineModule({
  name: 'spreading',
  schemas: ['initiatives'],
  permissions,
  places: [
    { key: 'library', group: 'initiatives', at: '/thu-vien-mo-hinh', action: 'initiative.read', rank: 170 },
  ],
  pages: [libraryPages, contactPages, replicationPages, rollOutPages, guidePages, recognitionPages],
  api: [libraryApi],
  onInitiative: [spreadingOnInitiative],
})
