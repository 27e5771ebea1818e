import { defineModule } from '#platform/module'
import { parameterPages } from './pages/parameter-pages.tsx'
import { programmePages } from './pages/programme-pages.tsx'
import { permissions } from './permissions.ts'
import { loadParameters } from './read.ts'
import { areHolidaysVerified } from './store.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
}

export const parameters = defineModule({
  name: 'parameters',
  schemas: ['parameters'],
  permissions,
  places: [
    { key: 'parameters', group: 'manage', at: '/quan-ly/ngay-nghi', action: 'parameter.read', rank: 260 },
    {
      key: 'directives',
      group: 'manage',
      at: '/quan-ly/van-ban-chuong-trinh',
      action: 'parameter.read',
      rank: 261,
    },
  ],
  firstSteps: [{ key: 'holidays', at: '/quan-ly/ngay-nghi', isDone: areHolidaysVerified }],
  pages: [parameterPages, programmePages],
  prepare: loadParameters,
})
