/** The door of initiatives (mô hình): kinds and their forms, the registry, the life of each. */
import './touched.ts'

export { advanceInitiative } from './advance-initiative.ts'
export { initiativesApi } from './api.ts'
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
export { choiceInWords, conditionsInWords, labelOf } from './forms/words.ts'
export { initiativePages } from './pages/initiative-page.tsx'
export { registryPages } from './pages/registry-pages.tsx'
export { freeSlug, proposeInitiative, rewordInitiative } from './propose-initiative.ts'
export { formForProposing, initiativeOf, initiativeWithLife, registry } from './read.ts'
export { readyKinds } from './ready-kinds/index.ts'
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
  loadKinds,
  unitsCovered,
  unitsToAct,
} from './store.ts'
