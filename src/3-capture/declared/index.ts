/** The door of declared: figures of a day or a longer span that a unit declares, each with its source. */

export { type ByHand, countedByHand } from './by-hand.ts'
export { declared } from './module.ts'
export { faultsBeside, keepWithinWholes, problemOfRows, rowsAtFault } from './parts-beside.ts'
export { codesCountedOn, standingFor } from './standing-store.ts'
