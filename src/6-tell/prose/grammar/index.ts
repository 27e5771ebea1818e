/** Figures go in, sentences as an office writes them come out. Nothing here reads or keeps anything. */

export { bracketed, clausesOf, enumerated, leansInACircle, type Voice, withinSentence } from './clauses.ts'
export type { Example, Group, Known, Teller } from './material.ts'
export { officialStyle } from './numbers.ts'
export { type Room, roomOf } from './room.ts'
export { paragraphOf, sentence } from './sentences.ts'
export { type Counts, padded, type Turn, tellCounts, tellLine } from './tell-line.ts'
export { tellProof } from './tell-proof.ts'
export { type Doer, tellTopic } from './tell-topic.ts'
export {
  hasNumber,
  readyTellings,
  type Telling,
  usualWeight,
  waysToLean,
  weights,
} from './telling.ts'
