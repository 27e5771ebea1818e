import { defineModule } from '#platform/module'
import { parameterPages } from './pages/parameter-pages.tsx'
import { permissions } from './permissions.ts'
import { loadParameters } from './read.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
}

export const parameters = defineModule({
  name: 'parameters',
  schemas: ['parameters'],
  permissions,
  places: [{ key: 'parameters', at: '/quan-ly/ngay-nghi', action: 'parameter.read', rank: 260 }],
  pages: [parameterPages],
  prepare: loadParameters,
})
