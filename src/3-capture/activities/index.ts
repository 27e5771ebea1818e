/** The door of activities: what initiatives did, recorded once, checked by somebody else, corrected in the open. */
import { openSourcesAt } from '#evidence'
import './describe.ts'
import './pictures-of-initiatives.ts'
import './touched.ts'

openSourcesAt('activity', (id) => `/hoat-dong/${id}`)

export { activitiesApi } from './api.ts'
export { checkActivity, type Verdict } from './check-activity.ts'
export { type Correction, correctActivity } from './correct-activity.ts'
export type { Answer, Answers, People, Place, RawAnswers, Row } from './entry.ts'
export { type ActivityRow, loadActivities } from './load-activities.ts'
export { openRosa } from './open-rosa/routes.ts'
export { activityPages } from './pages/activity-page.tsx'
export { workPages } from './pages/list-pages.tsx'
export { previewPages } from './pages/preview-page.tsx'
export { recordPages } from './pages/record-page.tsx'
export { publishFile } from './publish-file.ts'
export { activitiesPage, activityPage, myWork } from './read.ts'
export { type ActivityEntry, recordActivity } from './record-activity.ts'
export { amountsOf, isShown, photoFault, readAnswers } from './rules.ts'
export { type Activity, activitiesMatching, findActivity, publicFilesOfProtected } from './store.ts'
