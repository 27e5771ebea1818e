import type { Limit } from '#platform/limiter'

/** Guessing a code of 100 bits is hopeless anyway; this keeps whoever tries from wearing the database out. */
export const wrongCodes: Limit = { most: 30, minutes: 10 }
/** A whole meeting may answer over the one network of the culture house. */
export const answers: Limit = { most: 200, minutes: 60 }
