/** The door of the programme: documents, themes, plans and their tasks, targets. */
export { documentPages } from './documents/pages/index.tsx'
export { actionPlanPages } from './plans/pages/index.tsx'
export { targetPages } from './targets/pages/index.tsx'
export { taskPages } from './tasks/pages/index.tsx'
export { themePages } from './themes/pages/index.tsx'
