/** The door of the programme: documents, themes, plans and their tasks, targets. */
import './plans/describe.ts'
import './tasks/describe.ts'
import './tasks/touched.ts'

export { documentPages } from './documents/pages/index.tsx'
export {
  documentNamed,
  type LoadedPlan,
  type LoadedPlans,
  type LoadedTask,
  loadPlans,
} from './plans/load-plans.ts'
export { actionPlanPages } from './plans/pages/index.tsx'
export { targetPages } from './targets/pages/index.tsx'
export { tasksApi } from './tasks/api.ts'
export { planAndTaskIndicators } from './tasks/indicators.ts'
export { hearTaskChanges } from './tasks/outside.ts'
export { taskPages } from './tasks/pages/index.tsx'
export { countMyTasks } from './tasks/read.ts'
export { calendarEntriesOfTasks, remindOfTasks } from './tasks/remind.ts'
export { themePages } from './themes/pages/index.tsx'
