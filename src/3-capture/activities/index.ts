/** The door of activities: what initiatives did, recorded once, checked by somebody else, corrected in the open. */
export { checkActivity, type Verdict } from './check-activity.ts'
export { type Correction, correctActivity } from './correct-activity.ts'
export type { Answers, People, RawAnswers } from './entry.ts'
export { type ActivityRow, loadActivities } from './load-activities.ts'
export { activitiesPage, activityPage, myWork } from './read.ts'
export { type ActivityEntry, recordActivity } from './record-activity.ts'
export { amountsOf, readAnswers } from './rules.ts'
export { type Activity, activitiesMatching, findActivity } from './store.ts'
