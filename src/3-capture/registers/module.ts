import { defineModule } from '#platform/module'
import { registersWaiting } from './on-queue.tsx'
import { registerPages } from './pages.tsx'

export const registers = defineModule({
  name: 'registers',
  schemas: ['activities'],
  places: [{ key: 'past_records', group: 'record', at: '/so-lieu-cu', action: 'activity.record', rank: 185 }],
  pages: [registerPages],
  onQueue: [registersWaiting],
})
