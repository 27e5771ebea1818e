/** The door of exploring: figures seen from all sides, readings of them, and questions about what looks wrong. */

export { exploring } from './module.ts'
export { linkTo as figureAt } from './pages/addresses.ts'
export { openQuestionsIn } from './quality/store.ts'
export { causesInWords } from './readings/pages/difference.tsx'
export { changedSince } from './readings/read.ts'
export { keepReading, keepReadings, takeReading, takeReadings } from './readings/take-reading.ts'
