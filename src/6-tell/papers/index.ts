/** The door of papers: what is frozen, approved, signed, numbered, printed, checked by its code, published and withdrawn. */

export { returnPaper } from './approve-paper.ts'
export { figuresIn, sentencesIn } from './blocks/index.ts'
export type { PaperColumn } from './blocks/table.tsx'
export { bodyOf } from './body-of.ts'
export {
  type Against,
  type CheckedClaim,
  type CheckedParagraph,
  checkDocument,
  sentenceAround,
} from './check/check-document.ts'
export {
  type CheckedFile,
  checkFile,
  checkFileFor,
  knownOf,
  unitToCheckFor,
  valueInWords,
} from './check/check-file.ts'
export type { CopySign } from './check/copies.ts'
export type { KnownFigure } from './check/match-claims.ts'
export { passedInAll } from './check/passed-by.ts'
export {
  type BoundFigure,
  type ContentSection,
  type FigureScope,
  isFigure,
  type PaperBlock,
  type PaperContent,
  type Piece,
} from './content.ts'
export { holdDossier } from './dossier-store.ts'
export { registerNumber } from './entry.ts'
export {
  checkedReport,
  codeTyped,
  heldAgainst,
  publishedReport,
  publishedReports,
  signersOf,
} from './for-everybody.ts'
export {
  beginPaper,
  bindFigures,
  type Frozen,
  freezePaper,
  frozenBefore,
  issueUnsigned,
} from './freeze-paper.ts'
export type { IssuingBody } from './issuing-body.ts'
export type { KindOfPaper, NamedPaper, OnIssued } from './kinds.ts'
export { lifeIn, readableDossier, standingOf } from './life.ts'
export { papers } from './module.ts'
export {
  asOfficialDocument,
  fileOf,
  mediaTypes,
  type Printing,
  type Sheet,
  sheetOf,
} from './official-document.ts'
export { printingOf } from './pages/asked.ts'
export { ShownBlocks } from './pages/blocks.tsx'
export { pagesOfPapers, sendIssued, takeStep } from './pages/index.ts'
export { PaperSheet, type SheetTools } from './pages/paper-sheet.tsx'
export type { PaperSite } from './pages/site.ts'
export { RemarksAt, StandingBand } from './pages/standing-band.tsx'
export type { Checked } from './public-store.ts'
export { publishPaper } from './publish-paper.ts'
export { type Arrangement, approvers, asIssued, refuseUnfinished, usualArrangement } from './rules.ts'
export { signPaper } from './sign-paper.ts'
export { signersFor } from './signature-store.ts'
export { strangerOn } from './signers.ts'
export { type FrozenPaper, type FrozenReason, findFrozen, inForce } from './store.ts'
export { brokenFrozen } from './verify-frozen.ts'
