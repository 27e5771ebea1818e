/** How each indicator is told: data of an office, with a way for every indicator that nobody has thought of. */

import { z } from 'zod'
import { readReadyData } from '#platform/ready-data'

/**
 * In which way a figure leans on another: as one of its `part`s in brackets, `with` it as a phrase behind it, or as the `rate`
 * that it makes.
 */
export const waysToLean = ['part', 'with', 'rate'] as const

/** 3 is told first, 1 only where there is room, 0 in the annex alone. */
export const weights = [3, 2, 1, 0] as const

/** The weight of an indicator for which nobody has set one. */
export const usualWeight = 2

/** Whether the number stands in the words, exactly once, and no other braces do. */
export const hasNumber = (words: string): boolean =>
  words.split('{n}').length === 2 && !/[{}\p{Cc}]/u.test(words.replace('{n}', ''))

/** How an indicator is told. `told` begins with a verb, or leans on the figure of another indicator. */
export type Telling = {
  code: string
  /** `trao {n} suất học bổng`. A unit of measure is written with the number, a noun stands in the words. */
  told?: string | undefined
  of?: string | undefined
  as?: (typeof waysToLean)[number] | undefined
  /** How many decimals are written; −3 is whole thousands. Where nothing is said, the kind of number decides. */
  decimals?: number | undefined
  weight?: number | undefined
}

const readyTelling = z.strictObject({
  code: z.string(),
  told: z.string().refine(hasNumber, 'telling_has_no_number').optional(),
  of: z.string().optional(),
  as: z.enum(waysToLean).optional(),
  weight: z.coerce.number().int().min(0).max(3).optional(),
})

/** How the indicators that come with the software are told. */
export const readyTellings: readonly Telling[] = readReadyData(
  'src/6-tell/prose/grammar/telling.csv',
  readyTelling,
)
