import { z } from 'zod'
import { textField } from '#platform/submit'

const mark = z.enum(['1', '2', '3', '4', '5'], 'field_is_required').transform((said) => Number(said))

/** The three questions about a session, and a word to whoever held it. Nothing about anybody's opinions. */
export const ratingEntry = z.object({
  clear: mark,
  useful: mark,
  timely: mark,
  remark: textField(500).default(''),
})
export type RatingEntry = z.output<typeof ratingEntry>

/** The three questions, in their order. */
export const questions = ['clear', 'useful', 'timely'] as const

/** From how many answers on averages are shown: of fewer one might know whose they are. */
export const shownFrom = 5
