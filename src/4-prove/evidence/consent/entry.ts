import { z } from 'zod'
import { boxField, dayField, type Typed, textField } from '#platform/submit'

/** Who agrees: for children the law asks others too. */
export const personKinds = ['adult', 'child_under_7', 'child_from_7'] as const
/** What of the person may be shown. A video shows what a photo does. */
export const things = ['photo', 'name', 'story', 'voice'] as const
/** Where it may be shown. */
export const channels = ['portal', 'facebook', 'zalo', 'radio', 'report'] as const
/** How it was given, so that it can be shown to have been. */
export const ways = ['paper', 'electronic', 'recorded_speech'] as const

export type PersonKind = (typeof personKinds)[number]
export type Thing = (typeof things)[number]
export type Channel = (typeof channels)[number]
export type Way = (typeof ways)[number]

/** What is typed to record a consent, but for what it is for and where, which are boxes to tick. */
export const consentEntry = z.object({
  unitId: z.uuid('field_is_required'),
  personName: textField(100, 2),
  personKind: z.enum(personKinds, 'field_is_no_choice'),
  guardianName: textField(100).default(''),
  childAgreed: boxField(),
  purpose: textField(500, 3),
  givenOn: dayField(),
  givenHow: z.enum(ways, 'field_is_no_choice'),
  validUntil: z.union([z.literal('').transform(() => undefined), dayField()]).optional(),
  attachmentId: z.union([z.literal('').transform(() => undefined), z.uuid('field_is_malformed')]).optional(),
})

/** The boxes that are ticked, of `thing.photo`, `channel.portal` … Nothing is ticked before somebody ticks it. */
export const tickedOf = <Word extends string>(typed: Typed, group: string, words: readonly Word[]): Word[] =>
  words.filter((word) => typed[`${group}.${word}`] !== undefined)

/** What is typed to withdraw one. The person owes nobody a reason. */
export const withdrawalEntry = z.object({ reason: textField(500).default('') })

/** Which consent a photo rests on. */
export const subjectEntry = z.object({ consentId: z.uuid('field_is_required') })
