/** The door of targets. */

export type { NewTarget, NextVersion } from './load-targets.ts'
export { documentsOf, loadTargets } from './load-targets.ts'
export { targets } from './module.ts'
export { handedBehind, type Standing, targetsBehind } from './read.ts'
export { splitBy } from './rules.ts'
