/** The door of initiatives (mô hình): the registry and the life of each. */

export { advanceInitiative } from './advance-initiative.ts'
export { insertLinks as linkToCampaigns } from './campaigns/store.ts'
export { findAlike } from './duplicates/find-alike.ts'
export { proposal, type State, states } from './entry.ts'
export { hostsInWords } from './hosts/words.ts'
export { initiativeLife } from './life.ts'
export {
  beginEarlier,
  type InitiativeRow,
  loadInitiatives,
} from './load-store.ts'
export { initiatives } from './module.ts'
export { freeSlug, freeSlugs, proposeInitiative, rewordInitiative } from './propose-initiative.ts'
export { formForProposing, initiativeOf, initiativeWithLife, registry } from './read.ts'
export { recordingObjection } from './rules.ts'
export {
  countByState,
  findInitiative,
  findInitiativeBySlug,
  holdInitiative,
  type Initiative,
  initiativesMatching,
  initiativesWithIds,
  insertLife,
  type LifeStep,
  lifeOf,
} from './store.ts'
export { servedSpans, themeOfInitiative } from './themes/serve-themes.ts'
export { insertServed as loadServedThemes } from './themes/store.ts'
