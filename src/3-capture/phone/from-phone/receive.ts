import { type Actor, look, note, perform } from '#access'
import {
  activityEntry,
  activityToWrite,
  correctActivity,
  correctionEntry,
  findActivity,
  recordActivity,
  whereToRecord,
} from '#activities'
import { attach, countAttachments, photoReceipts } from '#evidence'
import type { Reader, Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { type SignedReceipt, signedReceipt } from '#platform/receipt'
import { checked } from '#platform/submit'
import type { SentRecord, SentVersion } from '../browser/entry.ts'
import { asksForAnotherLook } from './rules.ts'
import {
  announcedPhotos,
  announcePhotos,
  insertPlace,
  insertRecordReceipt,
  photosArrived,
  recordReceipt,
  reopen,
} from './store.ts'

/** What the phone is told of a record: its receipt, and which of its photos are attached or still awaited. */
export type Received = {
  receipt: SignedReceipt
  version: number
  photos: { attached: string[]; awaited: string[] }
}

/** What was sent, and the hash of the very bytes. */
type Sent<T> = { id: string; entry: T; sha256: string }

/**
 * Takes over a record from a phone and acknowledges it. Photos may have come before it or come later; the record does not
 * wait for them. The same bytes sent again change nothing and get the same receipt.
 * @throws Problem `unit_has_changed` where the unit went over to another one meanwhile, and those of `recordActivity`
 */
export async function receiveRecord(actor: Actor, sent: Sent<SentRecord>): Promise<Received> {
  const known = await answerTo(actor, sent.id, sent.sha256)
  if (known) return attachArrived(actor, sent.id, sent.sha256)
  const { entry } = sent
  // A record of this id that was corrected since, and other bytes than those that made it: a person must look at both.
  const there = await look(actor, 'activity.record', null, (db) => findActivity(db, sent.id))
  if (there && there.version > 1) throw new Problem('seen_is_outdated')
  const { unitId } = await whereToRecord(actor, entry)
  if (unitId !== entry.unitId) throw new Problem('unit_has_changed')
  const read = checked(activityEntry, { ...entry, id: sent.id })
  const photos = await arrivedOf(actor, entry.photos)
  await recordActivity(
    actor,
    { ...read, formId: entry.formId, answers: entry.answers, photos: photosFor(entry.photos, photos) },
    undefined,
    (tx) => acknowledge(tx, actor, sent, 1, photos.sent),
  )
  return attachArrived(actor, sent.id, sent.sha256)
}

/**
 * Takes over a new wording of a record from a phone and acknowledges it.
 * @throws Problem `seen_is_outdated` where somebody wrote another version meanwhile, and those of `correctActivity`
 */
export async function receiveVersion(actor: Actor, sent: Sent<SentVersion>): Promise<Received> {
  if (await answerTo(actor, sent.id, sent.sha256)) return attachArrived(actor, sent.id, sent.sha256)
  const { entry } = sent
  const read = checked(correctionEntry, { ...entry, seen: entry.seen })
  const photos = await arrivedOf(actor, entry.photos)
  try {
    await correctActivity(
      actor,
      sent.id,
      { ...read, answers: entry.answers, photos: photosFor(entry.photos, photos), removed: [] },
      undefined,
      (tx) => acknowledge(tx, actor, sent, entry.seen + 1, photos.sent),
    )
  } catch (fault) {
    // Sent twice at once, the second finds the version of the first: that is no conflict.
    const isOurs = await answerTo(actor, sent.id, sent.sha256)
    if (!isOurs) throw fault
  }
  return attachArrived(actor, sent.id, sent.sha256)
}

/** The photos of a record as its use cases want them: those that are here, and how many are announced. */
const photosFor = (announced: readonly string[], arrived: { sent: string[]; kept: string[] }) => ({
  kept: [],
  sentAhead: arrived.kept,
  underWay: new Set(announced).size - arrived.sent.length,
})

/** Writes, in the transaction that records, all that the phone will ask for again. */
async function acknowledge(
  tx: Tx,
  actor: Actor,
  { id, entry, sha256 }: Sent<SentRecord | SentVersion>,
  version: number,
  arrived: readonly string[],
): Promise<void> {
  await insertRecordReceipt(tx, { activityId: id, sha256, personId: actor.personId, version })
  await announcePhotos(tx, id, entry.photos, actor.personId)
  await photosArrived(tx, id, arrived)
  if (entry.place) await insertPlace(tx, id, entry.place)
}

const arrivedOf = (actor: Actor, sent: readonly string[]) =>
  look(actor, 'activity.record', null, (db) => arrivedIn(db, sent))

async function arrivedIn(db: Reader, sent: readonly string[]): Promise<{ sent: string[]; kept: string[] }> {
  const rows = await photoReceipts(db, sent)
  // In the order in which they were taken, not in which they arrived.
  const found = sent.flatMap((hash) => rows.find((row) => row.sentSha256 === hash) ?? [])
  return { sent: found.map((row) => row.sentSha256), kept: found.map((row) => row.sha256) }
}

/** What was answered to these bytes; undefined where they never arrived. */
const answerTo = (actor: Actor, id: string, sha256: string): Promise<Received | undefined> =>
  look(actor, 'activity.record', null, async (db) => {
    const there = await recordReceipt(db, id, sha256)
    if (!there) return undefined
    const announced = await announcedPhotos(db, id, actor.personId)
    return {
      receipt: signedReceipt({ kind: 'record', id, sha256, at: there.at.toISOString() }),
      version: there.version,
      photos: {
        attached: announced.filter((photo) => photo.arrivedAt !== null).map((photo) => photo.sentSha256),
        awaited: announced.filter((photo) => photo.arrivedAt === null).map((photo) => photo.sentSha256),
      },
    }
  })

/** Attaches the photos of a record that have arrived since it was sent, and answers as things stand then. */
async function attachArrived(actor: Actor, id: string, sha256: string): Promise<Received> {
  const before = await answerTo(actor, id, sha256)
  if (!before) throw new Problem('not_found_or_not_allowed')
  const { sent, kept } = await arrivedOf(actor, before.photos.awaited)
  if (kept.length === 0) return before
  const { unitId } = await activityToWrite(actor, id)
  await perform(actor, 'activity.record', unitId, async (tx) => {
    const activity = await findActivity(tx, id)
    if (!activity) throw new Problem('not_found_or_not_allowed')
    const proven = { kind: 'activity', id, unitId } as const
    const photosBefore = await countAttachments(tx, proven)
    await attach(tx, proven, { kept: [], sentAhead: kept }, actor.personId)
    await photosArrived(tx, id, sent)
    if (asksForAnotherLook(activity.state, photosBefore)) await reopen(tx, id)
    note(tx, { activity: id, photosArrived: kept.length })
  })
  return (await answerTo(actor, id, sha256)) ?? before
}
