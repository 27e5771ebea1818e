import { z } from 'zod'
import { numberField, type SaidAmount, textField } from '#platform/submit'
import { yearLimits } from '#platform/time'

/** What can have come of a pledge. */
export const outcomes = ['done', 'partly', 'not_done', 'carried_on'] as const
export type Outcome = (typeof outcomes)[number]

/** What can lie on paper: how many, never whose. */
export const paperKinds = ['individual', 'commitment', 'heads_plan'] as const
export type PaperKind = (typeof paperKinds)[number]

const year = z.coerce.number().int().min(yearLimits.first).max(yearLimits.last)
const version = z.coerce.number().int().min(1)

/** A field that may be left out: blank is nothing. */
const optional = <Schema extends z.ZodType<string | number, string>>(schema: Schema) =>
  z
    .string()
    .optional()
    .transform((text) => (text === undefined || text.trim() === '' ? undefined : text))
    .pipe(schema.optional())

const amount = textField(30).transform((text): SaidAmount => text)

/** What is measured, where somebody promises a number: an indicator and how much of it. */
const measured = {
  indicator: optional(textField(60)),
  amount: optional(amount),
}
const isWhole = (given: { indicator?: string | undefined; amount?: SaidAmount | undefined }): boolean =>
  (given.indicator === undefined) === (given.amount === undefined)
const half = { message: 'pledge_amount_counts_nothing', path: ['amount'] }

/** What a person writes down for themselves. */
export const personalEntry = z
  .object({
    year,
    cellId: z.guid('field_is_required'),
    themeId: optional(z.guid('field_is_no_choice')),
    words: textField(2000, 3),
    ...measured,
  })
  .refine(isWhole, half)
export type PersonalEntry = z.output<typeof personalEntry>

/** The same, written anew. `seen` is the version that was on the page. */
export const rewording = z
  .object({ words: textField(2000, 3), ...measured, seen: version })
  .refine(isWhole, half)
export type Rewording = z.output<typeof rewording>

/** What came of it; why is up to the person. */
export const outcomeEntry = z.object({
  outcome: z.enum(outcomes, 'field_is_required'),
  words: textField(2000).default(''),
})
export type OutcomeEntry = z.output<typeof outcomeEntry>

/** What a collective registers. `untilYear` is the last year, where it registers for several. */
export const collectiveEntry = z
  .object({
    unitId: z.guid('field_is_required'),
    year,
    untilYear: z.preprocess((text) => (text === '' ? undefined : text), year.optional()),
    themeId: optional(z.guid('field_is_no_choice')),
    words: textField(2000, 3),
    initiativeId: optional(z.guid('field_is_no_choice')),
    ...measured,
  })
  .refine(isWhole, half)
  .refine(({ year, untilYear }) => untilYear === undefined || untilYear > year, {
    message: 'pledge_ends_before_it_begins',
    path: ['untilYear'],
  })
export type CollectiveEntry = z.output<typeof collectiveEntry>

/** What the level above says when it confirms. */
export const confirmationEntry = z.object({ words: textField(1000, 3) })

/** How many pledges lie on paper. */
export const paperEntry = z.object({
  unitId: z.guid('field_is_required'),
  year,
  themeId: optional(z.guid('field_is_no_choice')),
  kind: z.enum(paperKinds, 'field_is_required'),
  count: textField(20, 1)
    .pipe(numberField({ isWhole: true, unit: 'bản' }))
    .pipe(z.number().min(1, 'pledge_paper_count_is_out_of_range').max(100_000)),
  note: textField(500).default(''),
})
export type PaperEntry = z.output<typeof paperEntry>
