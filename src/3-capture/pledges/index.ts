/** The door of pledges: what people and collectives register to do, and what came of it. */

export { themesOf as themesOfYears } from './collective/store.ts'
export { type LoadedPledges, loadPledges } from './load-pledges.ts'
export { pledges } from './module.ts'
