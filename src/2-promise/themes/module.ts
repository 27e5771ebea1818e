import { defineModule } from '#platform/module'
import { themesApi } from './api.ts'
import { themesByWords } from './find-store.ts'
import { themePages } from './pages/index.tsx'
import { permissions } from './permissions.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
}

export const themes = defineModule({
  name: 'themes',
  schemas: ['programme'],
  permissions,
  finders: [{ kind: 'theme', action: 'theme.read', find: themesByWords }],
  places: [{ key: 'themes', group: 'lead', at: '/chuyen-de', action: 'theme.read', rank: 50 }],
  pages: [themePages],
  api: [themesApi],
})
