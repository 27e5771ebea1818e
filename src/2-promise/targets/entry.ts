import { z } from 'zod'
import { type SaidAmount, textField } from '#platform/submit'

/** Which side of the amount is good: most targets are to be reached, some (late dossiers) not to be passed. */
export const directions = ['at_least', 'at_most'] as const
export type Direction = (typeof directions)[number]

/** What is held against the target: what came in during the year, what stands at its end, or a rate. */
export type Basis = 'flow' | 'stock' | 'rate'

/** An amount as people type it: 1.284, 12,5. It is read when its indicator is known. */
const amountField = () => textField(30, 1).transform((text): SaidAmount => text)

/** A field that may be left out: blank is nothing. */
const optional = <Schema extends z.ZodType<string, string>>(schema: Schema) =>
  z
    .string()
    .optional()
    .transform((text) => (text === undefined || text.trim() === '' ? undefined : text))
    .pipe(schema.optional())

const documentField = optional(z.guid('field_is_no_choice'))

/** What is typed to set one target. */
export const targetEntry = z.object({
  indicator: textField(60, 1),
  amount: amountField(),
  direction: z.enum(directions, 'field_is_required').default('at_least'),
  documentId: documentField,
  note: textField(500).default(''),
})
export type TargetEntry = z.output<typeof targetEntry>

/** What is typed to change a target that is set: never without the reason. `seen` is the version that was on the page. */
export const changeEntry = z.object({
  amount: amountField(),
  direction: z.enum(directions, 'field_is_required').default('at_least'),
  documentId: documentField,
  note: textField(500).default(''),
  reason: textField(500, 3),
  seen: z.coerce.number().int().min(1),
})
export type ChangeEntry = z.output<typeof changeEntry>

/** What is typed to take a target back. */
export const takeBackEntry = z.object({
  reason: textField(500, 3),
  documentId: documentField,
  seen: z.coerce.number().int().min(1),
})
export type TakeBackEntry = z.output<typeof takeBackEntry>

/** One row of a table in which a target is handed down: the unit, what it gets, and the version that was on the page. */
export type HandedRow = { unitId: string; amount: SaidAmount; seen: number }

/** What a whole table says besides its rows. Without a reason nothing that is set already changes. */
export const handDownEntry = z.object({
  direction: z.enum(directions, 'field_is_required').default('at_least'),
  documentId: documentField,
  reason: textField(500).default(''),
})
export type HandDownEntry = z.output<typeof handDownEntry>
