/** The door of initiatives (mô hình): kinds and their forms, the registry, the life of each. */

export { advanceInitiative } from './advance-initiative.ts'
export {
  type Choice,
  type Comparison,
  type Condition,
  type Counting,
  type Field,
  type FieldType,
  proposal,
  type ReadyKind,
  type State,
  states,
} from './entry.ts'
export { kindHref, kindsHref } from './forms/pages/addresses.ts'
export { versionPage } from './forms/read.ts'
export { canBeRepeated } from './forms/rules.ts'
export { choiceInWords, conditionsInWords, labelOf, requiredInWords } from './forms/words.ts'
export type { Guide } from './guide/entry.ts'
export { type LibrarySearch, searchFrom } from './library/entry.ts'
export { LibraryView } from './library/library-view.tsx'
export { type LoadedSpread, loadSpread } from './library/load-spread.ts'
export { OfferView } from './library/offer-view.tsx'
export { libraryPage, offerAt } from './library/read.ts'
export { initiatives } from './module.ts'
export { freeSlug, proposeInitiative, rewordInitiative } from './propose-initiative.ts'
export { formForProposing, initiativeOf, initiativeWithLife, registry } from './read.ts'
export { readyKinds } from './ready-kinds/index.ts'
export { loadKinds } from './ready-kinds/load-kinds.ts'
export { RecognitionBadges } from './recognition/badges.tsx'
export { recogniseInitiative } from './recognition/recognise-initiative.ts'
export { recognitionsOf } from './recognition/store.ts'
export { spreadOf } from './replication/read.ts'
export { replicateInitiative } from './replication/replicate-initiative.ts'
export { SpreadView } from './replication/spread-view.tsx'
export { recordingObjection } from './rules.ts'
export {
  countByState,
  currentForm,
  type Form,
  fieldsOf,
  findInitiative,
  findInitiativeBySlug,
  type Initiative,
  type InitiativeRow,
  initiativesMatching,
  issuedForm,
  type Kind,
  kindsOf,
  type LifeStep,
  lifeOf,
  loadInitiatives,
} from './store.ts'
export { themeOfInitiative } from './themes/serve-themes.ts'
export { insertServed as loadServedThemes } from './themes/store.ts'
