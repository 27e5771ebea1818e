import { defineModule } from '#platform/module'
import { initiativesApi } from './api.ts'
import { kindSetupPages } from './forms/pages/index.ts'
import { libraryApi } from './library/api.ts'
import { initiativePages } from './pages/initiative-page.tsx'
import { registryPages } from './pages/registry-pages.tsx'
import { spreadingPages } from './pages/spreading-pages.ts'
import { permissions } from './permissions.ts'
import { readyKinds } from './ready-kinds/index.ts'
import { loadKinds } from './ready-kinds/load-kinds.ts'
import { countRunning } from './store.ts'
import { initiativesUnderTheme } from './themes/under-themes.ts'

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
  places: [
    { key: 'initiatives', at: '/quan-ly/mo-hinh', action: 'initiative.read', rank: 150 },
    { key: 'kinds', at: '/quan-ly/loai-mo-hinh', action: 'kind.manage', rank: 160 },
    { key: 'library', at: '/thu-vien-mo-hinh', action: 'initiative.read', rank: 170 },
  ],
  pages: [registryPages, kindSetupPages, spreadingPages, initiativePages],
  api: [initiativesApi, libraryApi],
  prepare: (tx) => loadKinds(tx, readyKinds, '2021-05-18'),
  touched: { 'initiatives.touched': countRunning },
  underThemes: [initiativesUnderTheme],
})
