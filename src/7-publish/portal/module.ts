import { defineModule } from '#platform/module'
import { describe } from './describe.ts'
import { portal as pages } from './portal.ts'

export const portal = defineModule({
  name: 'portal',
  schemas: ['portal'],
  publicPages: [pages()],
  publicSources: { activity: describe },
})
