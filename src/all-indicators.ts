import { readyIndicators } from '#figures'
import { pledgeIndicators } from '#pledges'

/** The indicators that come with the software; modules that post facts of their own bring theirs. */
export const allIndicators = [...readyIndicators, ...pledgeIndicators]
