/** The door of the beginning: the first units and the first administrator of a locality, and what is set up first. */

export { nameOfSite, openBeginning, setUpAuthority } from './begin.ts'
export { type Beginning, beginning as beginningEntry } from './entry.ts'
export { beginning } from './module.ts'
