import { defineModule } from '#platform/module'
import { themesApi } from './api.ts'
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
  places: [{ key: 'themes', group: 'lead', at: '/chuyen-de', action: 'theme.read', rank: 50 }],
  pages: [themePages],
  api: [themesApi],
})
