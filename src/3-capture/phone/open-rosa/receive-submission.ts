import { type Actor, look, perform } from '#access'
import { activityEntry, initiativeToRecord, recordActivity } from '#activities'
import { sendPhoto } from '#evidence'
import { currentForm, type Form, issuedForm } from '#kinds'
import { Problem } from '#platform/problem'
import { checked } from '#platform/submit'
import { correctBySubmission } from './correct-by-submission.ts'
import { answersOf, readSubmission, type Submission } from './read-submission.ts'
import { keepPhotoName, photoNamesOf } from './store.ts'

/** What one request of ODK Collect carries. `isIncomplete`: more photos of the same record follow. */
export type Parcel = { xml: Uint8Array; media: readonly File[]; isIncomplete: boolean }

/**
 * Takes a record, or a part of its photos, from ODK Collect. Photos may come in several requests, each with the same
 * record; it is recorded with the last, once however often it is sent.
 * @returns whether the record is in
 * @throws Problem `submission_is_malformed`, `submission_photo_is_missing`, `submission_photo_is_not_named`, and those of `sendPhoto`,
 *   `recordActivity` and `correctBySubmission`
 */
export async function receiveSubmission(actor: Actor, parcel: Parcel): Promise<boolean> {
  const submission = readSubmission(parcel.xml)
  const photoNames = new Set(submission.photos)
  for (const { name } of parcel.media)
    if (!photoNames.has(nameOf(name))) throw new Problem('submission_photo_is_not_named', { name })
  for (const file of parcel.media) await keepNamed(actor, submission.id, file)
  if (parcel.isIncomplete) return false
  const photos = await photosFor(actor, submission)
  const { id: formId, fields } = await formFor(actor, submission)
  const entry = checked(activityEntry, {
    id: submission.id,
    initiativeId: submission.initiativeId,
    day: submission.day,
    summary: submission.summary,
  })
  const answers = answersOf(fields, submission.nodes)
  const { replaces } = submission
  if (replaces !== undefined) {
    await correctBySubmission(actor, { ...entry, replaces, answers, photos })
    return true
  }
  await recordActivity(actor, { ...entry, formId, answers, photos: { kept: [], sentAhead: photos } })
  return true
}

/** The name of a photo, in the letters of the record that names it. */
const nameOf = (name: string): string => name.normalize('NFC').slice(0, 255)

async function keepNamed(actor: Actor, instanceId: string, file: File): Promise<void> {
  const name = nameOf(file.name)
  const photo = await sendPhoto(actor, new Uint8Array(await file.arrayBuffer()), name)
  const row = { personId: actor.personId, instanceId, name, sha256: photo.sha256 }
  await perform(actor, 'activity.record', null, (tx) => keepPhotoName(tx, row))
}

/** The hashes of all photos that a record names. An edited one may leave those that were sent with the one before. */
async function photosFor(actor: Actor, { id, replaces, photos }: Submission): Promise<string[]> {
  const sent = await look(actor, 'activity.record', null, (db) =>
    photoNamesOf(db, actor.personId, replaces === undefined ? [id] : [replaces, id]),
  )
  const byName = new Map(sent.map(({ name, sha256 }) => [name, sha256]))
  return photos.map((name) => {
    const hash = byName.get(name)
    if (!hash) throw new Problem('submission_photo_is_missing', { name })
    return hash
  })
}

async function formFor(actor: Actor, { initiativeId, formId }: Submission): Promise<Form> {
  const { kind, unitId } = await initiativeToRecord(actor, initiativeId)
  const form = await look(actor, 'activity.record', unitId, (db) =>
    formId === undefined ? currentForm(db, kind) : issuedForm(db, kind, formId),
  )
  if (!form) throw new Problem('form_is_of_another_kind')
  return form
}
