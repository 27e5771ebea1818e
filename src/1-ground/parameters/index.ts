/** The door of parameters: what law and guidance say, from when to when, by which source. */
export {
  defaultDays,
  dueDay,
  type Holidays,
  isWorkingDay,
  nextWorkingDay,
  noHolidays,
  workingDaysBetween,
} from './deadlines/rules.ts'
export { officialLayout, officialLayouts } from './layouts.ts'
export { parameters } from './module.ts'
export {
  type DocumentType,
  documentTypes,
  type IssuingSystem,
  issuingSystems,
  type NumberingRules,
  numberingRulesOf,
} from './numbering.ts'
export { outcomesAreToldFrom } from './pledges.ts'
export {
  type Directive,
  nameOfDirective,
  programmeInFull,
  programmeInShort,
  type Review,
  reviewsOf,
} from './programme/rules.ts'
export { directivesOf } from './programme/store.ts'
export { dueDayFrom, holidaysBetween, loadParameters, longestClosed, parameterOn } from './read.ts'
export { dayInYear } from './values/ready-parameters.ts'
