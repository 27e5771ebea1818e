import { z } from 'zod'
import { categories, occasions } from '#occasions'
import { grouped, ticked } from '#platform/forms/boxes'
import { qualifiers } from '#platform/precision'
import { readSaidWithin } from '#platform/said'
import { dayField, numberOrBlank, textField } from '#platform/submit'
import { isYear } from '#platform/time'
import { ways } from './rules.ts'

/** In which form people come together. Relayed: they sit in their own hall before a screen (tiếp sóng). */
export const forms = ['in_person', 'online', 'relayed'] as const
export type Form = (typeof forms)[number]

export const states = ['planned', 'held', 'cancelled'] as const
export type State = (typeof states)[number]

const timeField = () =>
  z
    .string()
    .trim()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'session_time_is_no_time')

const idOrNone = () =>
  z
    .union([z.literal(''), z.guid('field_is_no_choice')])
    .nullish()
    .transform((id) => id || null)

/** What is typed of a session, as programs send it. */
export const sessionEntry = z
  .object({
    title: textField(300, 3),
    occasion: z.enum(occasions, 'field_is_required'),
    /** What else it is held for. */
    also: z.array(z.enum(occasions, 'field_is_no_choice')).max(6).default([]),
    themeId: idOrNone(),
    /** The campaign to which it belongs. */
    campaignId: idOrNone(),
    documentIds: z.array(z.guid('field_is_no_choice')).max(20).default([]),
    day: dayField().refine((day) => isYear(Number(day.slice(0, 4))), 'gathering_day_is_out_of_range'),
    startsAt: timeField(),
    endsAt: timeField(),
    form: z.enum(forms, 'field_is_required'),
    place: textField(300).default(''),
    presenter: textField(300).default(''),
    /** Its parts, one on each line, with who reported. */
    parts: textField(4000).default(''),
  })
  .refine(({ startsAt, endsAt }) => endsAt > startsAt, {
    path: ['endsAt'],
    message: 'gathering_ends_before_it_starts',
  })
  // Who ticks what the session is anyway has said nothing new.
  .transform((entry) => ({
    ...entry,
    also: [...new Set(entry.also)].filter((one) => one !== entry.occasion),
  }))
type Whole = z.output<typeof sessionEntry>
/** Most sessions have one purpose and no parts, and belong to no campaign. */
export type SessionEntry = Omit<Whole, 'campaignId' | 'also' | 'parts'> &
  Partial<Pick<Whole, 'campaignId' | 'also' | 'parts'>>

/** The same as a form sends it. */
export const sessionForm = z
  .record(z.string(), z.string())
  .transform(
    (typed) =>
      ({
        ...typed,
        documentIds: ticked(typed, 'documents'),
        also: ticked(typed, 'also'),
      }) as unknown as z.input<typeof sessionEntry>,
  )
  .pipe(sessionEntry)

/** A change of what stands already: what the person saw, and why it is changed once it counts. */
export const seenEntry = z.object({
  seen: z.coerce.number('field_is_malformed').int(),
  reason: textField(500).default(''),
})
export type Seen = z.output<typeof seenEntry>

/** Why a session is not held. */
export const cancelling = z.object({
  seen: z.coerce.number('field_is_malformed').int(),
  reason: textField(500, 3),
})

/** Which units are called: of one kind, of one line, or both. */
export const selectionEntry = z
  .object({
    kind: textField(60).default(''),
    line: textField(60).default(''),
    under: idOrNone(),
    unitId: idOrNone(),
  })
  .transform(({ kind, line, ...rest }) => ({ ...rest, kind: kind || null, line: line || null }))
export type Selection = z.output<typeof selectionEntry>

/** What may stand after a number of people beside their unit. */
const words = ['đảng viên', 'lượt', 'lượt người', 'people']

const most = 1_000_000

/** A number of people as people write it: `48`, `1.284`, `trên 300`, `hàng trăm`; null where the box is empty. */
const saidField = z
  .string()
  .max(60)
  .transform((text, context) => {
    if (text.trim() === '') return null
    const said = readSaidWithin(text, { isWhole: true, unit: 'người', words, least: 0, most })
    const { fault } = said
    if (!fault) return said
    const isOutside = fault.code === 'field_is_too_small' || fault.code === 'field_is_too_large'
    context.addIssue({
      code: 'custom',
      message: isOutside ? 'turnout_is_out_of_range' : fault.code,
      params: isOutside ? {} : (fault.params ?? {}),
    })
    return z.NEVER
  })

const countField = numberOrBlank({
  isWhole: true,
  unit: 'người',
  least: 0,
  most: 100_000,
  code: 'invited_expected_is_out_of_range',
})

/** How many of each called unit are expected, and which are called no more. */
export const expectedForm = z
  .record(z.string(), z.string())
  .transform(grouped)
  .pipe(
    z.object({
      expectedMembers: z.record(z.string(), countField).default({}),
      expectedOthers: z.record(z.string(), countField).default({}),
      drop: z.record(z.string(), z.string()).default({}),
      wholeMembers: countField.default(null),
      wholeOthers: countField.default(null),
    }),
  )
export type ExpectedEntry = z.output<typeof expectedForm>

/** The row of those who come from no known unit, in the names of boxes. */
export const noUnit = 'none'

const wayField = z.union([z.literal(''), z.enum(ways)]).transform((way) => way || null)

/** The table in which people are counted, as a form sends it. */
export const countsForm = z
  .record(z.string(), z.string())
  .transform(grouped)
  .pipe(
    z.object({
      seen: z.coerce.number('field_is_malformed').int(),
      reason: textField(500).default(''),
      counted: z.enum(['units', 'whole'], 'field_is_no_choice'),
      headCount: countField.default(null),
      members: z.record(z.string(), saidField).default({}),
      others: z.record(z.string(), saidField).default({}),
      way: z.record(z.string(), wayField).default({}),
      attended: z.record(z.string(), saidField).default({}),
    }),
  )
  .transform(({ members, others, way, attended, ...rest }) => ({
    ...rest,
    attended: categories.flatMap((category) => {
      const said = attended[category]
      return said ? [{ category, amount: said.amount, amountIs: said.qualifier }] : []
    }),
    rows: [...new Set([...Object.keys(members), ...Object.keys(others), ...Object.keys(way)])].map(
      (unit) => ({
        unitId: unit === noUnit ? null : unit,
        members: members[unit]?.amount ?? null,
        membersAre: members[unit]?.qualifier ?? 'exact',
        others: others[unit]?.amount ?? null,
        othersAre: others[unit]?.qualifier ?? 'exact',
        way: way[unit] ?? null,
      }),
    ),
  }))

const people = z.number().int().min(0).max(most).nullable().default(null)

/** The same as programs send it. */
export const countsEntry = z.object({
  seen: z.number().int(),
  reason: textField(500).default(''),
  counted: z.enum(['units', 'whole']).default('units'),
  headCount: people,
  rows: z
    .array(
      z.object({
        unitId: z.guid('field_is_malformed').nullable(),
        members: people,
        membersAre: z.enum(qualifiers).default('exact'),
        others: people,
        othersAre: z.enum(qualifiers).default('exact'),
        way: z.enum(ways).nullable().default(null),
      }),
    )
    .max(500),
  attended: z
    .array(
      z.object({
        category: z.enum(categories, 'field_is_no_choice'),
        amount: z.number().int().min(0).max(most),
        amountIs: z.enum(qualifiers).default('exact'),
      }),
    )
    .max(categories.length)
    .default([])
    .describe('How many people of each category came, in all; categories overlap'),
})
export type CountsEntry = z.output<typeof countsEntry>

/** A link to read, with its name. */
export const materialEntry = z.object({
  title: textField(200, 1),
  href: z
    .string()
    .trim()
    .max(500)
    .regex(/^(https?:\/\/[^\s<>"]+)?$/, 'material_href_is_malformed')
    .default(''),
})
