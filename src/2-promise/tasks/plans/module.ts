import { defineModule } from '#platform/module'
import { describe } from './describe.ts'
import { plansByWords } from './find-store.ts'
import { actionPlanPages } from './pages/index.tsx'
import { permissions } from './permissions.ts'
import { plansUnderDocuments, plansUnderTheme } from './stand-elsewhere.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
  interface SourceKinds {
    plan: true
  }
}

export const plans = defineModule({
  name: 'plans',
  schemas: ['programme'],
  permissions,
  finders: [{ kind: 'plan', action: 'plan.read', find: plansByWords }],
  places: [{ key: 'plans', group: 'lead', at: '/ke-hoach', action: 'plan.read', rank: 30 }],
  pages: [actionPlanPages],
  sources: { plan: describe },
  underThemes: [plansUnderTheme],
  underDocuments: [plansUnderDocuments],
})
