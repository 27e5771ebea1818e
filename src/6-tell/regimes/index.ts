/** The door of regimes: what a report is made of, and who owes which report to whom by when. */

export { type LoadedRegime, loadRegimes } from './load-regimes.ts'
export { regimes } from './module.ts'
export { obligationsOn, unitsOwing } from './obligations.ts'
export { ownUnit, unitsToManageFor } from './outlines/draft-store.ts'
export {
  longestText,
  mostNamed,
  type Outline,
  type PeriodKind,
  type Section,
  type Topic,
  topics,
} from './outlines/entry.ts'
export { loadOutlines } from './outlines/load-outlines.ts'
export { exampleHref, outlineHref } from './outlines/pages/addresses.ts'
export { crumbsOfOutlines } from './outlines/pages/outline-page.tsx'
export { versionPage } from './outlines/read.ts'
export type { Fault, TextCheck } from './outlines/rules.ts'
export { findOutline, issuedOutlines, isUsableIn } from './outlines/store.ts'
export { isAbout } from './outlines/topics.ts'
export { periodNamed, periodsOf, type RegimePeriod } from './periods.ts'
export {
  fromAddress,
  nameInAddress,
  nextInWords,
  periodInWords,
  periodOf,
  type Reported,
  refuseEarlyIssue,
  refuseUnlessStanding,
  reportedOf,
  usualDayOfIssue,
  usualOutline,
  usualOutlineOf,
  yearsInWords,
} from './report-period.ts'
export { isThere, type SendingState } from './standing.ts'
export { findRegime, type ListedRegime, regimesFor, regimesToGather } from './store.ts'
