import { z } from 'zod'
import { dayField, textField } from '#platform/submit'

/** At which level an initiative can be recognised, from the lowest up. */
export const levels = ['commune', 'district', 'province', 'national'] as const
export type Level = (typeof levels)[number]

/** What is typed of a recognition: the document that decided it, and whose it is. */
export const recognitionEntry = z.object({
  level: z.enum(levels, 'field_is_required'),
  document: textField(200, 1),
  day: dayField(),
  issuer: textField(200, 1),
})
export type RecognitionEntry = z.output<typeof recognitionEntry>

/** What is typed to take a recognition back: which, and why. */
export const withdrawal = z.object({
  recognitionId: z.guid('field_is_required'),
  why: textField(500, 3),
})
export type Withdrawal = z.output<typeof withdrawal>
