/** The door of the programme: documents, themes, plans and their tasks, targets. */
import './targets/provide.ts'

export { documentPages } from './documents/pages/index.tsx'
export { actionPlanPages } from './plans/pages/index.tsx'
export { targetsApi } from './targets/api.ts'
export { documentsOf, loadTargets, type NewTarget, type NextVersion } from './targets/load-targets.ts'
export { targetPages } from './targets/pages/index.tsx'
export { splitBy } from './targets/rules.ts'
export { taskPages } from './tasks/pages/index.tsx'
export { themePages } from './themes/pages/index.tsx'
