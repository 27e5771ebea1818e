/** The door of activities: what initiatives did, recorded once, checked by somebody else, corrected in the open. */

export { answersAsFound, correctAsFound, rejectAsFound } from './as-found.ts'
export { assureActivity } from './assurance.ts'
export { checkActivity, type Verdict } from './check-activity.ts'
export { type Correction, correctActivity } from './correct-activity.ts'
export {
  type Answer,
  type Answers,
  activityEntry,
  answersTyped,
  correctionEntry,
  type People,
  type Place,
  type RawAnswers,
  type Row,
} from './entry.ts'
export { type ActivityRow, loadActivities } from './load-activities.ts'
export { activities } from './module.ts'
export { AnswerList, answerInWords } from './pages/answers.tsx'
export { QuestionField } from './pages/fields.tsx'
export { photoScript, photosOf } from './pages/record-page.tsx'
export { publishFile } from './publish-file.ts'
export {
  activitiesPage,
  activityPage,
  activityToWrite,
  initiativeToRecord,
  myWork,
  whereToRecord,
} from './read.ts'
export { type ActivityEntry, recordActivity, refuseOtherwise } from './record-activity.ts'
export { reopenActivity } from './reopen-activity.ts'
export { amountsOf, isShown, photoFault, readAnswers } from './rules.ts'
export { sealProtected } from './seal-protected.ts'
export {
  openedAbout,
  openedRows,
  openerOf,
  sealedAbout,
  sealedReason,
  sealedWording,
} from './sealed-store.ts'
export {
  type Activity,
  activitiesMatching,
  findActivity,
  initiativesToRecord,
  insertMany,
  type LoadedActivity,
  publicFilesOfProtected,
} from './store.ts'
export { subjectKey } from './subject-key.ts'
