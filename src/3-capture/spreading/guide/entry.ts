import { z } from 'zod'
import { type NumberRules, readWithin } from '#platform/number'
import type { FieldProblem } from '#platform/problem'
import { numberOrBlank, textField } from '#platform/submit'
import { type Day, isDay } from '#platform/time'

/** A whole number that may be left blank. */
const wholeOrBlank = (most: number, unit: string) => numberOrBlank({ isWhole: true, unit, least: 0, most })

/** What is typed of how an initiative is done. Steps are written one a line. */
export const guideEntry = z.object({
  how: textField(6000).default(''),
  steps: textField(6000)
    .default('')
    .transform((text) =>
      text
        .split('\n')
        .map((line) => line.replace(/^\s*(?:\d+[.)]|[-•*])\s*/, '').trim())
        .filter((line) => line !== ''),
    )
    .pipe(z.array(z.string()).max(30, 'guide_steps_are_too_many')),
  peopleNeeded: textField(300).default(''),
  preparationDays: wholeOrBlank(1000, 'ngày'),
  costDong: wholeOrBlank(1_000_000_000_000, 'đồng'),
  costNote: textField(500).default(''),
})
export type Guide = z.output<typeof guideEntry>

/** A target of an initiative: how much of an indicator, by when. */
export type Target = { indicator: string; amount: number; until: Day }

/**
 * Targets out of a form: `amount.<indicator>` and `until.<indicator>` for each indicator that the kind counts. A blank
 * amount is no target.
 */
export function targetsTyped(
  typed: Readonly<Record<string, string>>,
  indicators: readonly string[],
  rulesOf: (indicator: string) => NumberRules,
): { targets: Target[]; faults: FieldProblem[] } {
  const targets: Target[] = []
  const faults: FieldProblem[] = []
  for (const indicator of indicators) {
    const said = (typed[`amount.${indicator}`] ?? '').trim()
    if (said === '') continue
    const { value: amount, fault } = readWithin(said, { ...rulesOf(indicator), most: Number.MAX_VALUE })
    const until = (typed[`until.${indicator}`] ?? '').trim()
    if (fault) faults.push({ field: `amount.${indicator}`, ...fault })
    else if (!(amount > 0 && amount <= 1e14))
      faults.push({ field: `amount.${indicator}`, code: 'target_amount_is_impossible' })
    if (!isDay(until)) faults.push({ field: `until.${indicator}`, code: 'field_is_no_day' })
    if (amount !== undefined) targets.push({ indicator, amount, until })
  }
  return { targets, faults }
}
