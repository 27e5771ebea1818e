/** The door of prose: figures go in, sentences as an office writes them come out. It reads nothing and keeps nothing. */

export { enumerated, type Voice, withinSentence } from './clauses.ts'
export type { Example, Group, Known, Teller } from './material.ts'
export { officialStyle } from './numbers.ts'
export { type Room, roomOf } from './room.ts'
export { type Counts, type LineToTell, padded, type Turn, tellCounts, tellLine } from './tell-line.ts'
export { tellProof } from './tell-proof.ts'
export { type Told, tellTopic } from './tell-topic.ts'
export { readyTellings, type Telling as WayToTell } from './telling.ts'
