import { readyIndicators } from '#figures'
import { studyIndicators } from '#gatherings'
import { pledgeIndicators } from '#pledges'
import { documentIndicators, planAndTaskIndicators } from '#programme'

/** The indicators that come with the software; modules that post facts of their own bring theirs. */
export const allIndicators = [
  ...readyIndicators,
  ...documentIndicators,
  ...planAndTaskIndicators,
  ...studyIndicators,
  ...pledgeIndicators,
]
