/** The door of figures: facts go in with their source, figures come out with their proof, and open to their facts. */

export { ArchiveNote, sumInArchive } from './archive/archive-note.tsx'
export { archiveYear } from './archive/archive-year.ts'
export { archives } from './archive/archives.ts'
export { restoreYear } from './archive/restore-year.ts'
export { archivesIn } from './archive/store.ts'
export { assignThemes } from './assign-themes.ts'
export { derive, neededFor } from './derive.ts'
export {
  deleteDraftIndicators,
  draftIndicator,
  firstDaysOf,
  freeIndicatorCode,
  indicatorsNamed,
  moveFirstDay,
  startCounting,
} from './draft-indicator.ts'
export { codesOf, evaluateFormula, parseFormula } from './formula/index.ts'
export type { LineageRow, Place } from './lineage/store.ts'
export { figures } from './module.ts'
export { choosesPeriod } from './periods/chooses-period.ts'
export { PeriodField } from './periods/period-field.tsx'
export { firstDayOf, periodsToChoose } from './periods/read.ts'
export { inWholeMonths, type OfferedGroup, wholeMonths, yearsSince } from './periods/rules.ts'
export { periodInWords } from './periods/words.ts'
export { assureFacts, endStocks, postFacts, reverseFacts, reverseFactsOfMany } from './post-facts.ts'
export { indicatorsToWithhold } from './protected/read.ts'
export type { Question } from './read.ts'
export {
  allIndicators,
  monthsBeside,
  monthsFor,
  opened,
  overview,
  partsOf,
  scopeFor,
  spanFor,
  unitAt,
  unitsToAsk,
} from './read.ts'
export {
  deriveMonths,
  factsOf,
  figureByMonth,
  figureOf,
  figuresOf,
  figuresOfSeries,
  figuresOfUnits,
  type IndicatorFigure,
  indicatorOf,
  type LineagePage,
  lineageOf,
  monthsOfUnits,
} from './read-figure.ts'
export { readIndicators, readyIndicators } from './ready-indicators.ts'
export { foldFigures, keepFolding, rebuildFigures, verifyFigures } from './roll-up/fold.ts'
export type { Answering, Basis, SumRow } from './roll-up/store.ts'
export { answeringFor } from './roll-up/store.ts'
export {
  type Amount,
  type Assurance,
  assurances,
  type Figure,
  noFigure,
  numberRulesOf,
  provenPercent,
  totalOf,
} from './rules.ts'
export {
  type Beside,
  type BesideWhat,
  publicWordsOfSources,
  type SourceWords,
  wordsOfSources,
} from './sources.ts'
export type { Rule } from './store.ts'
export {
  findIndicator,
  type Indicator,
  type IndicatorRow,
  indicatorsOf,
  insertFacts,
  loadIndicators,
  type Origin,
  type Scope,
} from './store.ts'
export type { Target, Targets, TargetsAsked } from './targets.ts'
export { targetsOf } from './targets.ts'
export { proveFigures } from './upkeep/prove.ts'
