/** The door of occasions: what people come together for, which people are told apart, and what each counts. */

export { type Attended, attendedAt, replaceAttended } from './attended-store.ts'
export { categories, nameOfCategory } from './categories.ts'
export { studyIndicators } from './indicators.ts'
export { occasions as occasionsModule } from './module.ts'
export { nameOfOccasion, occasionOf, occasions } from './occasions.ts'
export { amountOfCategory, moreThanAll } from './rules.ts'
