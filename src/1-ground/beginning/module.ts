import { defineModule } from '#platform/module'
import { beginPages } from './pages/begin-pages.tsx'
import { firstStepsOfMine } from './pages/first-steps.tsx'
import { peopleListPages } from './people/pages.tsx'

export const beginning = defineModule({
  name: 'beginning',
  schemas: [],
  openPages: [beginPages],
  pages: [peopleListPages],
  onMyWork: [firstStepsOfMine],
})
