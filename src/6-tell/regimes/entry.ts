import { z } from 'zod'
import { issuingSystems } from '#parameters'
import { dayField, textField } from '#platform/submit'

/** How long the periods of a regime are. */
export const regimePeriods = ['month', 'quarter', 'half', 'nine_months', 'year'] as const

const wholeNumber = (least: number, most: number, code: string) =>
  z
    .string()
    .default('')
    .transform((text, context) => {
      const number = Number(text.trim())
      if (text.trim() !== '' && Number.isInteger(number) && number >= least && number <= most) return number
      context.addIssue({ code: 'custom', message: code })
      return z.NEVER
    })

/** What is typed of a regime; who reports is read from the same form (`ruleTyped`). */
export const regimeEntry = z.object({
  name: textField(200, 3),
  outline: textField(60, 1),
  periodKind: z.enum(regimePeriods, 'regime_period_is_unknown'),
  system: z.enum(issuingSystems, 'regime_system_is_unknown'),
  monthBegins: wholeNumber(1, 28, 'regime_cut_off_is_impossible'),
  dueDays: wholeNumber(0, 120, 'regime_is_due_before_it_ends'),
  /** The symbol of the document that says so; blank where none is registered. */
  document: textField(200).default(''),
  source: textField(1000, 3),
  validFrom: dayField(),
})
export type RegimeEntry = z.output<typeof regimeEntry>

/** What is typed to change a regime from a day on: `seen` is what the person saw. */
export const changeEntry = regimeEntry.extend({ seen: z.coerce.number().int() })
export type ChangeEntry = z.output<typeof changeEntry>

/** What is typed to end a regime: the first day on which it no longer holds. */
export const endEntry = z.object({ seen: z.coerce.number().int(), validTo: dayField() })
export type EndEntry = z.output<typeof endEntry>
