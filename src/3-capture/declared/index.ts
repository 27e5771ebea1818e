/** The door of declared: figures of a day or a longer span that a unit declares, each with its source. */

export { declared } from './module.ts'
export { codesCountedOn, standingFor } from './standing-store.ts'
