/** The door of the ledger: every row that somebody relies on is bound to its audit line, and a signed root stands over all. */
export { ledger } from './module.ts'
export { openRoots } from './open-roots.ts'
export { type Finding, type Known, proveLedger } from './prove.ts'
export type { Root } from './rules.ts'
export { publishedRoot, publishedRoots, signRoot } from './sign-root.ts'
