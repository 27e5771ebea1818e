import { z } from 'zod'
import { textField } from '#platform/submit'
import { daysToAnswer } from './rules.ts'

/** What is typed to make codes for the people of a record. */
export const batchEntry = z.object({
  size: z.coerce
    .number('field_is_no_number')
    .int('field_is_no_whole_number')
    .min(1, 'batch_size_is_out_of_range')
    .max(300, 'batch_size_is_out_of_range'),
  days: z.coerce.number().refine((days) => daysToAnswer.some((one) => one === days), 'field_is_no_choice'),
})
export type BatchEntry = z.output<typeof batchEntry>

/** What is typed to print the slips of a batch: who hands them out, and how often it was printed before. */
export const printEntry = z.object({
  seen: z.coerce.number().int(),
  handedOutBy: textField(200, 3),
})
export type PrintEntry = z.output<typeof printEntry>

/** What somebody says who has a code. */
export const answerEntry = z.object({
  happened: z.enum(['yes', 'no', 'unknown'], 'field_is_required'),
  received: z.enum(['yes', 'partly', 'no'], 'field_is_required'),
  quality: z
    .enum(['1', '2', '3', '4', '5'], 'field_is_no_choice')
    .optional()
    .transform((said) => (said === undefined ? null : Number(said))),
  remark: textField(500).default(''),
})
export type Answer = z.output<typeof answerEntry>

/** What a checker writes when a question that people raised has been looked into. */
export const settlementEntry = z.object({ settlement: textField(1000, 3) })

/** What an inspector decides about answers that came in a crowd. */
export const lookEntry = z.object({
  counts: z.enum(['yes', 'no'], 'field_is_required').transform((said) => said === 'yes'),
  settlement: textField(1000, 3),
})
export type LookEntry = z.output<typeof lookEntry>
