/**
 * How long a file waits for what it is to prove. A phone may carry records for weeks without a network, and relies on the
 * receipts of its photos meanwhile.
 */
export const waitingTime = { hours: 24, acknowledgedDays: 30 } as const

/** The bytes stay so long after the row: a check of all files that began before still finds them. */
export const bytesStayMinutes = 60
