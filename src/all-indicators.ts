import { readyIndicators } from '#figures'
import { planAndTaskIndicators } from '#programme'

/** The indicators that come with the software; modules that post facts of their own bring theirs. */
export const allIndicators = [...readyIndicators, ...planAndTaskIndicators]
