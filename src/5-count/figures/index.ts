/** The door of figures: facts go in with their source, figures come out with their proof, and open to their facts. */

export { ArchiveNote, sumInArchive } from './archive/archive-note.tsx'
export { archiveYear } from './archive/archive-year.ts'
export { archives } from './archive/archives.ts'
export { restoreYear } from './archive/restore-year.ts'
export { archivesIn } from './archive/store.ts'
export { assignThemes } from './assign-themes.ts'
export { BesideColumns, BeyondNote, beyondInWords, spanInWords } from './beyond.tsx'
export { type ByUnit, byUnitsBeneath, figuresOfParts, leftOver } from './breakdown/break-down.ts'
export { type Part, type Parts, partsBeneath } from './breakdown/parts.ts'
export {
  figureReached,
  figuresReached,
  figuresWithin,
  type Reach,
  reaches,
  reachNamed,
} from './breakdown/reach.ts'
export { addsUp, together } from './breakdown/rules.ts'
export { leftOverWords, shownRows } from './breakdown/words.ts'
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
export { factsOf, type LineagePage, lineageOf } from './lineage/read-lineage.ts'
export type { LineageRow, Place } from './lineage/store.ts'
export { figures } from './module.ts'
export {
  type Family,
  familyIn,
  faultOfParts,
  type PartFault,
  partBeyondWhole,
  partsOfWhole,
  sharesBesideWhole,
  withItsParts,
  withoutParts,
} from './of-which.ts'
export { OfWhich } from './of-which-note.tsx'
export { choosesPeriod } from './periods/chooses-period.ts'
export { PeriodField } from './periods/period-field.tsx'
export { firstDayOf, periodsToChoose } from './periods/read.ts'
export { inWholeMonths, type OfferedGroup, wholeMonths, yearsSince } from './periods/rules.ts'
export { periodInWords } from './periods/words.ts'
export {
  assureFacts,
  endStocks,
  postEntry,
  postFacts,
  reverseFacts,
  reverseFactsOfMany,
} from './post-facts.ts'
export { indicatorsToWithhold } from './protected/read.ts'
export type { Question } from './read.ts'
export {
  allIndicators,
  aroundFigure,
  monthsFor,
  opened,
  overview,
  scopeFor,
  spanFor,
  unitAt,
  unitsToAsk,
} from './read.ts'
export {
  deriveMonths,
  figureByMonth,
  figureOf,
  figuresByLine,
  figuresOf,
  figuresOfGroup,
  figuresOfSeries,
  figuresOfUnits,
  type IndicatorFigure,
  indicatorOf,
  leadingFirst,
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
  type Beyond,
  type Figure,
  isEntered,
  isTold,
  noFigure,
  numberRulesOf,
  provenPercent,
  shownTotal,
  totalOf,
} from './rules.ts'
export {
  type Beside,
  type BesideWhat,
  publicWordsOfSources,
  type SourceWords,
  wordsOfSources,
} from './sources.ts'
export { figureBySteps, monthsBeside, stepOf, stepsOf } from './steps.ts'
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
