import { readIndicators } from '#figures'

/** What plans and tasks count (S1, S5): who has planned, what was given, what was done and in time. */
export const planAndTaskIndicators = readIndicators('src/2-promise/tasks/indicators.csv')
