import { z } from 'zod'
import { numberField, textField } from '#platform/submit'
import { spanOf } from '#platform/time'

/** How sure an inspector may ask to be, in percent. */
export const confidences = ['90', '95', '99'] as const

const percentField = (code: string, least: number, most: number) =>
  numberField({ unit: '%' })
    .pipe(z.number().min(least, code).max(most, code))
    .transform((share) => Math.round(share * 10) / 10)

/** What is typed to plan a spot check. */
export const planEntry = z.object({
  unit: z.string().min(1, 'field_is_required').max(100),
  indicator: z.string().min(1, 'field_is_required').max(100),
  kind: z
    .string()
    .max(60)
    .default('')
    .transform((code) => code || null),
  period: z
    .string()
    .max(40)
    .refine((period) => spanOf(period) !== undefined, 'spot_check_period_is_malformed'),
  purpose: textField(1000, 3),
  confidence: z.enum(confidences, 'field_is_no_choice').transform(Number),
  tolerable: percentField('spot_check_tolerable_is_out_of_range', 1, 30),
  expected: percentField('spot_check_expected_is_out_of_range', 1, 50),
})
export type Plan = z.output<typeof planEntry>

/** What can be found of a record: as declared, otherwise, not at all, or it could not be looked at. */
export const outcomes = ['right', 'different', 'absent', 'out_of_reach'] as const
export type Outcome = (typeof outcomes)[number]

/** What is typed on the spot. The answers that were found come beside it. */
export const findingEntry = z.object({
  outcome: z.enum(outcomes, 'field_is_required'),
  note: textField(1000).default(''),
})

/** What is typed to close a spot check. */
export const conclusionEntry = z.object({ conclusion: textField(4000, 3) })
