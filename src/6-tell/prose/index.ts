/** The door of prose: what a unit did in a period is read, and told in sentences and tables; texts with what is alive in them. */

export { prose } from './module.ts'
export { gatherResults, type Results, resultsOf } from './results/gather-results.ts'
export { recordsIn } from './results/results-store.ts'
export { sentences } from './results/sentences.ts'
export { scopeOf } from './results/tell-results.ts'
export { bind, isKnown, shownAs } from './results/wording.ts'
export { textCheckToday } from './text/faults.ts'
export { photosFor } from './text/store.ts'
export { countOf, targetsBehindIn } from './text/tell-counts.ts'
export { beginNarrating } from './text/tell-narrative.ts'
export { blockNames, type Telling, tellInline, tellText } from './text/tell-text.ts'
