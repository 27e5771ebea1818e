// Filling in a form: where it starts, and what is wrong with it, without a network.

import type { Answers, Field, RawAnswers } from '#activities/in-browser'
import { photoFault, readAnswers } from '#activities/in-browser'
import type { Picture, Typed } from './outbox.ts'
import type { Initiative, OnServer, Package } from './package.ts'
import { sentenceOf } from './words.ts'

/** Most photos of one record, as on the server. */
export const mostPhotos = 12

/** A form as it stands on the screen. */
export type Draft = Typed & { photosThere: number; marked: string | null }

/** A new record of an initiative, with today by the clock of the server. */
export const newDraft = (initiative: Initiative, today: string): Draft => ({
  initiativeId: initiative.id,
  initiativeName: initiative.name,
  unitId: initiative.unitId,
  unitName: initiative.unitName,
  formId: initiative.formId,
  day: today,
  summary: '',
  answers: {},
  photosThere: 0,
  marked: null,
})

/** The same as the last time, but for the day. */
export const repeated = (draft: Draft, initiative: Initiative): Draft => ({
  ...draft,
  summary: initiative.lastSummary ?? '',
  answers: typed(initiative.lastAnswers ?? {}),
})

/** A record that was returned, to be corrected. */
export const correctionOf = (record: OnServer): Draft => ({
  initiativeId: record.initiativeId,
  initiativeName: record.initiativeName,
  unitId: record.unitId,
  unitName: record.unitName,
  formId: record.formId,
  day: record.day,
  summary: record.summary,
  answers: typed(record.answers),
  seen: record.version,
  reason: '',
  photosThere: record.photos,
  marked: record.field,
})

/** Answers as the fields of a form hold them. */
const typed = (answers: Answers): RawAnswers => structuredClone(answers)

/** The questions of a draft; undefined where the phone has lost its form. */
export const fieldsOf = (
  pack: Package | undefined,
  draft: { formId: string },
): readonly Field[] | undefined => pack?.forms[draft.formId]?.fields

/**
 * All that is wrong with a draft, by the name of the field, in words: the very rules of the server, so that what is saved
 * here is taken there.
 */
export function problemsOf(
  draft: Draft,
  fields: readonly Field[],
  pictures: readonly Picture[],
  context: { today: string; initiative: Initiative | undefined },
): Map<string, string> {
  const problems = new Map<string, string>()
  const note = (field: string, code: string, params?: Record<string, string | number>): void => {
    if (!problems.has(field)) problems.set(field, sentenceOf({ code, params }))
  }
  const { today, initiative } = context
  if (!/^\d{4}-\d\d-\d\d$/.test(draft.day)) note('day', 'field_is_no_day')
  else if (draft.day > today) note('day', 'activity_day_is_in_future')
  else if (initiative?.startedOn && draft.day < initiative.startedOn)
    note('day', 'initiative_started_later', { name: initiative.name, day: initiative.startedOn })
  else if (initiative?.endedOn && draft.day > initiative.endedOn)
    note('day', 'initiative_has_ended', { name: initiative.name, day: initiative.endedOn })
  if (draft.summary.trim() === '') note('summary', 'field_is_required')
  if (draft.summary.length > 2000) note('summary', 'field_is_too_long', { maximum: 2000 })
  const { answers, faults } = readAnswers(fields, draft.answers)
  for (const { field, code, params } of faults) note(field, code, params)
  const count = pictures.length + draft.photosThere
  const tooFew = photoFault(fields, answers, count)
  if (tooFew) note('photos', tooFew.code, tooFew.params)
  if (count > mostPhotos) note('photos', 'photos_are_too_many', { maximum: mostPhotos })
  return problems
}

/** The answers that are sent: those that the form asks for, read by its rules. */
export const answersToSend = (fields: readonly Field[], raw: RawAnswers): Answers =>
  readAnswers(fields, raw).answers
