/** The door of kinds: what kinds of initiatives there are, and what each asks. */

export type { Condition, Field, ReadyKind } from './entry.ts'
export { comparisons, countings, fieldTypes } from './entry.ts'
export { kindHref, kindsHref } from './forms/pages/addresses.ts'
export { versionPage } from './forms/read.ts'
export { canBeRepeated } from './forms/rules.ts'
export { isUsable, kindsOfPast, kindsToStart } from './forms/store.ts'
export { choiceInWords, conditionsInWords, labelOf, requiredInWords } from './forms/words.ts'
export { kinds } from './module.ts'
export { readyKinds } from './ready-kinds/index.ts'
export { loadKinds } from './ready-kinds/load-kinds.ts'
export type { Form, Kind } from './store.ts'
export { currentForm, fieldsOf, issuedForm, kindsOf } from './store.ts'
