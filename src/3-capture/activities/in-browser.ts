/** What the browser may take of activities: what an answer may be, and nothing of the server. */

export { isSaid, peopleTogether, type Quantity, saidOf } from './answers/quantity.ts'
export { answersTyped, withAnswers } from './answers/rules.ts'
export type { Answer, Answers, Field, RawAnswers, Row } from './entry.ts'
export { isRequired, isShown, photoFault, readAnswers } from './rules.ts'
