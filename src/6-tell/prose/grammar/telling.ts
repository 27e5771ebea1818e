/** How each indicator is told: data of an office, with a way for every indicator that nobody has thought of. */

import { z } from 'zod'
import { readReadyData } from '#platform/ready-data'

/**
 * In which way a figure leans on another: as one of its `part`s in brackets, `with` it as a phrase behind it, or as the `rate`
 * that it makes.
 */
export const waysToLean = ['part', 'with', 'rate'] as const

/** How an indicator is told. `told` begins with a verb, or leans on the figure of another indicator. */
export const telling = z.object({
  code: z.string(),
  /** `trao {n} suất học bổng`. A unit of measure is written with the number, a noun stands in the words. */
  told: z
    .string()
    .refine((words) => words.split('{n}').length === 2, 'telling_has_no_number')
    .optional(),
  of: z.string().optional(),
  as: z.enum(waysToLean).optional(),
  /** How many decimals are written; −3 is whole thousands. */
  decimals: z.coerce.number().int().min(-6).max(3).optional(),
  /** 3 is told first, 1 only where there is room, 0 in the annex alone. */
  weight: z.coerce.number().int().min(0).max(3).optional(),
})
export type Telling = z.output<typeof telling>

/** How the indicators that come with the software are told. */
export const readyTellings: readonly Telling[] = readReadyData(
  'src/6-tell/prose/grammar/telling.csv',
  telling,
)
