import { z } from 'zod'
import { textField } from '#platform/submit'
import { answers } from './rules.ts'

/** What a person answers to a question about photos. */
export const answerEntry = z.object({
  answer: z.enum(answers, 'field_is_no_choice'),
  reason: textField(1000).default(''),
})
export type AnswerEntry = z.output<typeof answerEntry>
