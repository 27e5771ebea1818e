import { defineModule } from '#platform/module'
import { targetsApi } from './api.ts'
import { targetPages } from './pages/index.tsx'
import { permissions } from './permissions.ts'
import { targetsSet } from './provide.ts'
import { missedTargets } from './tile.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
}

export const targets = defineModule({
  name: 'targets',
  schemas: ['programme'],
  permissions,
  tiles: [{ action: 'target.set', rank: 40, read: missedTargets }],
  places: [{ key: 'targets', group: 'lead', at: '/chi-tieu', action: 'target.read', rank: 40 }],
  pages: [targetPages],
  api: [targetsApi],
  targets: targetsSet,
})
