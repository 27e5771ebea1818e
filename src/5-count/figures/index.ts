/** The door of figures: facts go in with their source, figures come out with their proof, and open to their facts. */

export { ArchiveNote, sumInArchive } from './archive/archive-note.tsx'
export { archiveYear } from './archive/archive-year.ts'
export { archives } from './archive/archives.ts'
export { restoreYear } from './archive/restore-year.ts'
export { archivesIn } from './archive/store.ts'
export { assignThemes } from './assign-themes.ts'
export { BeyondNote, beyondInWords, spanInWords } from './beyond.tsx'
export { derive, neededFor } from './derive.ts'
export {
  deleteDraftIndicators,
  draftIndicator,
  freeIndicatorCode,
  indicatorsNamed,
  startCounting,
} from './draft-indicator.ts'
export { codesOf, evaluateFormula, parseFormula } from './formula/index.ts'
export { factsOf, type LineagePage, lineageOf } from './lineage/read-lineage.ts'
export type { LineageRow, Place } from './lineage/store.ts'
export { figures } from './module.ts'
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
  figureByMonth,
  figureOf,
  figuresOf,
  figuresOfSeries,
  figuresOfUnits,
  type IndicatorFigure,
  indicatorOf,
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
