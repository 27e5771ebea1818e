/** The door of the programme: documents, themes, plans and their tasks, targets. */

export { documentsNamed } from './documents/find-by-symbol.ts'
export { type LoadedDocument, loadDocuments, loadNumbering } from './documents/load-documents.ts'
export { documents } from './documents/module.ts'
export { issuingOf } from './documents/numbering/store.ts'
export { numberToIssue, registerIssued } from './documents/register-issued.ts'
export type { Standing } from './documents/standing.ts'
export { findDocument } from './documents/store.ts'
export {
  documentNamed,
  type LoadedPlan,
  type LoadedPlans,
  type LoadedTask,
  loadPlans,
} from './plans/load-plans.ts'
export { plans } from './plans/module.ts'
export { documentsOf, loadTargets, type NewTarget, type NextVersion } from './targets/load-targets.ts'
export { targets } from './targets/module.ts'
export { targetsBehind } from './targets/read.ts'
export { splitBy } from './targets/rules.ts'
export { fieldsOfRule, ruleTyped, type SelectionRule, selectsNothing } from './tasks/entry.ts'
export { refuseUnfit } from './tasks/hand-down.ts'
export { tasks } from './tasks/module.ts'
export { RuleForm } from './tasks/pages/rule-form.tsx'
export { countMyTasks } from './tasks/read.ts'
export { dueDaysOf, type LadderStep, ladder } from './tasks/rules.ts'
export { namesOf as namesOfUnits, type RuleUnit, unitsOfRule } from './tasks/selection-store.ts'
export { loadThemes } from './themes/load-themes.ts'
export { themes } from './themes/module.ts'
export type { ThemeSpan } from './themes/rules.ts'
export type { Serving } from './themes/standing.ts'
export { type Theme, themesFor } from './themes/store.ts'
export { themeOfDay, themesOfDays } from './themes/theme-of-day.ts'
