import { z } from 'zod'
import type { Said } from '#platform/precision'
import { boxField, dayField, type Typed, textField } from '#platform/submit'
import type { Quantity } from './answers/quantity.ts'

export type { Field } from '#kinds'
export { answersTyped } from './answers/rules.ts'

/** Answers as they arrive, from a form (texts) or from the API (texts and numbers), by the key of their question. */
export type RawAnswers = Record<string, unknown>

/** A head count kept apart by sex, as reports ask for it. */
export type People = { female: Quantity; male: Quantity }

/** A place on earth, in degrees, with how far off it may be. */
export type Place = { latitude: number; longitude: number; accuracyMetres?: number }

/** The answers in one row of a list. */
export type Row = Record<string, number | Said | string | People | string[] | Place>

/** One answer as it is kept: a number (one that is not exact with its precision), a text (also a day, a time, a choice), people by sex, choices, a place, rows. */
export type Answer = Row[string] | Row[]

/** Answers by the key of their question. A question left blank, or not asked, is not there at all. */
export type Answers = Record<string, Answer>

const shape = {
  day: dayField(),
  summary: textField(2000, 1),
}

/** What is typed to record an activity, but for its answers, which the form of its kind describes. */
export const activityEntry = z.object({
  id: z.uuid('field_is_malformed'),
  initiativeId: z.uuid('field_is_malformed'),
  ...shape,
})

/** What is typed to correct an activity. `seen` is the version that the person saw. */
export const correctionEntry = z.object({
  ...shape,
  seen: z.coerce.number().int(),
  reason: textField(1000).default(''),
})

/** Waiting for a checker, or what the checker said. What waits or was accepted counts; the others count nowhere. */
export const activityStates = ['recorded', 'accepted', 'returned', 'rejected'] as const
export type ActivityState = (typeof activityStates)[number]

/** What a checker can decide. */
export const decisions = ['accepted', 'returned', 'rejected'] as const
export type Decided = (typeof decisions)[number]

/** What a checker decides. `seen` is the version that the checker saw. */
export const verdictEntry = z.object({
  seen: z.coerce.number().int(),
  verdict: z.enum(decisions, 'field_is_no_choice'),
  reason: textField(1000).default(''),
  field: z.string().max(60).default(''),
  publishPhotos: boxField(),
})

/** What is typed to take up a rejected record again. */
export const reopeningEntry = z.object({ seen: z.coerce.number().int(), reason: textField(1000).default('') })

/** Which file of a record is opened to the public, or taken away from it. */
export const publicEntry = z.object({
  file: z.uuid('field_is_malformed'),
  isPublic: z.enum(['yes', 'no'], 'field_is_no_choice'),
})

/** How many rows a button adds. */
export const rowsAdded = 3

/** What was typed, with more rows in the list whose button was pressed; undefined where none was. */
export function withMoreRows(typed: Typed): Typed | undefined {
  const list = typed.more
  if (!list) return undefined
  const count = Number(typed[`rows.${list}`]) || 0
  return { ...typed, [`rows.${list}`]: String(count + rowsAdded) }
}

/** The ids of the files of which a form says that somebody looked at them and found nothing to cover: `looked.<id>`. */
export const lookedTyped = (typed: Typed): string[] =>
  Object.keys(typed).flatMap((name) => /^looked\.([0-9a-f-]{36})$/.exec(name)?.[1] ?? [])

/** The hashes of the photos that a form says were sent ahead, and the ids of those to take away. */
export const photosTyped = (typed: Typed): { sentAhead: string[]; removed: string[] } => ({
  sentAhead: (typed.photosSent ?? '').split(',').filter((hash) => /^[0-9a-f]{64}$/.test(hash)),
  removed: Object.keys(typed).flatMap((name) => /^remove\.([0-9a-f-]{36})$/.exec(name)?.[1] ?? []),
})
