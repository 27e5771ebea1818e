/** The door of the programme: documents, themes, plans and their tasks, targets. */
import './documents/describe.ts'
import './plans/describe.ts'
import './stand-elsewhere.ts'
import './targets/provide.ts'
import './tasks/describe.ts'
import './tasks/touched.ts'

export { documentsApi } from './documents/api.ts'
export { documentIndicators } from './documents/indicators.ts'
export { type LoadedDocument, loadDocuments, loadNumbering } from './documents/load-documents.ts'
export { issuingOf } from './documents/numbering/store.ts'
export { documentPages } from './documents/pages/index.tsx'
export { numberToIssue, registerIssued } from './documents/register-issued.ts'
export { type Standing, standUnderDocuments } from './documents/standing.ts'
export { findDocument } from './documents/store.ts'
export {
  documentNamed,
  type LoadedPlan,
  type LoadedPlans,
  type LoadedTask,
  loadPlans,
} from './plans/load-plans.ts'
export { actionPlanPages } from './plans/pages/index.tsx'
export { targetsApi } from './targets/api.ts'
export { documentsOf, loadTargets, type NewTarget, type NextVersion } from './targets/load-targets.ts'
export { targetPages } from './targets/pages/index.tsx'
export { splitBy } from './targets/rules.ts'
export { tasksApi } from './tasks/api.ts'
export type { SelectionRule } from './tasks/entry.ts'
export { planAndTaskIndicators } from './tasks/indicators.ts'
export { taskPages } from './tasks/pages/index.tsx'
export { countMyTasks } from './tasks/read.ts'
export { type RuleUnit, unitsOfRule } from './tasks/selection-store.ts'
export { themesApi } from './themes/api.ts'
export { loadThemes } from './themes/load-themes.ts'
export { themePages } from './themes/pages/index.tsx'
export type { ThemeSpan } from './themes/rules.ts'
export { type Serving, standUnderThemes } from './themes/standing.ts'
export { type Theme, themesFor } from './themes/store.ts'
export { themeOfDay, themesOfDays } from './themes/theme-of-day.ts'
