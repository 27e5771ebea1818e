import { z } from 'zod'
import { boxField, textField } from '#platform/submit'
import { hasNumber, waysToLean, weights } from '../grammar/index.ts'

/** How fine a number can be written: three decimals down to none, then whole thousands and millions. */
export const decimalsToChoose = [3, 2, 1, 0, -3, -6] as const

/** What is typed of how an indicator is told. `seen` is the version that the person saw; 0 where the unit had none. */
export const tellingEntry = z.object({
  seen: z.coerce.number().int().min(0).default(0),
  told: textField(300)
    .default('')
    .refine((words) => words === '' || hasNumber(words), 'telling_has_no_number')
    .transform((words) => words || undefined),
  of: textField(60)
    .default('')
    .transform((code) => code || undefined),
  as: z
    .union([z.literal(''), z.enum(waysToLean)], 'field_is_no_choice')
    .default('')
    .transform((way) => way || undefined),
  decimals: z
    .enum(['', ...decimalsToChoose.map(String)], 'field_is_no_choice')
    .default('')
    .transform((typed) => (typed === '' ? undefined : Number(typed))),
  /** Whether it is only shown how it would read. */
  preview: boxField(),
  weight: z.enum(weights.map(String), 'field_is_no_choice').transform(Number),
})
export type TellingEntry = z.output<typeof tellingEntry>

/** What is typed to go back to the default. */
export const resetEntry = tellingEntry.pick({ seen: true })
