import { defineModule } from '#platform/module'
import { tellingPages } from './tellings/pages/index.ts'

export const prose = defineModule({
  name: 'prose',
  schemas: ['reports'],
  places: [
    { key: 'tellings', group: 'reports', at: '/quan-ly/cach-ke', action: 'outline.manage', rank: 105 },
  ],
  pages: [tellingPages],
})
