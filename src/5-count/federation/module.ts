import { defineModule } from '#platform/module'
import { federationPages } from './pages/federation-pages.tsx'
import { permissions } from './permissions.ts'
import { keepBeating } from './publish.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
}

export const federation = defineModule({
  name: 'federation',
  schemas: ['federation'],
  permissions,
  places: [{ key: 'federation', group: 'manage', at: '/lien-thong', action: 'federation.read', rank: 290 }],
  pages: [federationPages],
  loops: [{ fault: 'the heartbeat was missed', start: (onFault) => keepBeating(onFault) }],
})
