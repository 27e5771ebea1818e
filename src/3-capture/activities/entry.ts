import { z } from 'zod'
import { dayField, type Typed, textField } from '#platform/submit'

export type { Field } from '#initiatives'

/** Answers as they arrive, from a form (texts) or from the API (texts and numbers), by the key of their question. */
export type RawAnswers = Record<string, unknown>

/** A head count kept apart by sex, as reports ask for it. */
export type People = { female: number; male: number }

/** Answers as they are kept: a number, a text, or people by sex. A question left blank is not there at all. */
export type Answers = Record<string, number | string | People>

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

/** What a checker decides. `seen` is the version that the checker saw. */
export const verdictEntry = z.object({
  seen: z.coerce.number().int(),
  verdict: z.enum(['accepted', 'returned'], 'field_is_no_choice'),
  reason: textField(1000).default(''),
  field: z.string().max(60).default(''),
  publishPhotos: z
    .string()
    .optional()
    .transform((ticked) => ticked !== undefined),
})

/** The answers out of a form, whose fields are named `a.households`, `a.people.women`. */
export function answersTyped(typed: Typed): RawAnswers {
  const answers: RawAnswers = {}
  for (const [name, value] of Object.entries(typed)) {
    const [mark, key, part] = name.split('.')
    if (mark !== 'a' || !key || !/^[a-z][a-z0-9_]*$/.test(key)) continue
    if (part === 'women' || part === 'men') {
      const people = (answers[key] ?? {}) as Record<string, string>
      answers[key] = { ...people, [part === 'women' ? 'female' : 'male']: value }
    } else if (part === undefined) answers[key] = value
  }
  return answers
}

/** The hashes of the photos that a form says were sent ahead, and the ids of those to take away. */
export const photosTyped = (typed: Typed): { sentAhead: string[]; removed: string[] } => ({
  sentAhead: (typed.photosSent ?? '').split(',').filter((hash) => /^[0-9a-f]{64}$/.test(hash)),
  removed: Object.keys(typed).flatMap((name) => /^remove\.([0-9a-f-]{36})$/.exec(name)?.[1] ?? []),
})
