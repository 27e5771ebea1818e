/** The door of figures: facts go in with their source, figures come out with their proof, and open to their facts. */

export { archiveYear } from './archive/archive-year.ts'
export { archives } from './archive/archives.ts'
export { restoreYear } from './archive/restore-year.ts'
export { assignThemes } from './assign-themes.ts'
export {
  deleteDraftIndicators,
  draftIndicator,
  freeIndicatorCode,
  indicatorsNamed,
  startCounting,
} from './draft-indicator.ts'
export type { TargetsAsked } from './explorer/targets.ts'
export type { Member } from './federation/figures-of-servers.ts'
export { figuresOfServers } from './federation/figures-of-servers.ts'
export { join as joinServer, leave as leaveServer } from './federation/join.ts'
export { keepBeating, publish as publishFigures, stopPublishing } from './federation/publish.ts'
export { stretch, warningsOf } from './federation/rules.ts'
export { federationStatus } from './federation/status.ts'
export type { LineageRow, Place } from './lineage/store.ts'
export { figures } from './module.ts'
export { ArchiveNote, sumInArchive } from './pages/archive-note.tsx'
export { assureFacts, endStocks, postFacts, reverseFacts, reverseFactsOfMany } from './post-facts.ts'
export { indicatorsToWithhold } from './protected/read.ts'
export { countQuestions } from './quality/answer-question.ts'
export { monthsBeside, monthsFor, partsOf, scopeFor, spanFor, unitAt } from './read.ts'
export {
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
export { causesInWords } from './readings/pages/difference.tsx'
export { changedSince } from './readings/read.ts'
export { keepReading, keepReadings, takeReading, takeReadings } from './readings/take-reading.ts'
export { readyIndicators } from './ready-indicators.ts'
export { foldFigures, keepFolding, rebuildFigures, verifyFigures } from './roll-up/fold.ts'
export type { Basis } from './roll-up/store.ts'
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
  type SourceWords,
  wordsOfSources,
} from './sources.ts'
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
export { proveFigures } from './upkeep/prove.ts'
