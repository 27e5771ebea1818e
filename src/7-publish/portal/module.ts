import { defineModule } from '#platform/module'
import { describe } from './describe.ts'
import { portal as pages } from './portal.ts'

export const portal = defineModule({
  name: 'portal',
  schemas: ['portal'],
  places: [{ key: 'portal', group: 'own', at: '/', action: null, rank: 320 }],
  publicPages: [pages()],
  publicSources: { activity: describe },
})
