import { type Actor, look, note, perform } from '#access'
import type { Reader, Tx } from '#platform/database'
import { isId, newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { encrypted } from '#platform/secret'
import { type Day, today } from '#platform/time'
import { findAttachment } from '../cover/store.ts'
import { keepEvidence } from '../keep-evidence.ts'
import { insertFiles } from '../note-files.ts'
import type { Channel, PersonKind, Thing, Way } from './entry.ts'
import { allows } from './rules.ts'
import {
  consentsOf,
  findConsent,
  insertConsent,
  insertSubject,
  type Subject,
  setWithdrawn,
  subjectsOf,
} from './store.ts'
import { canUnpublish, unpublishAll } from './unpublish.ts'

/** A consent as it is typed in. `proof` is the paper, the message or the recording that shows it was given. */
export type ConsentEntry = {
  unitId: string
  personName: string
  personKind: PersonKind
  guardianName: string
  childAgreed: boolean
  things: Thing[]
  channels: Channel[]
  purpose: string
  givenOn: Day
  givenHow: Way
  validUntil?: Day | undefined
  attachmentId?: string | undefined
  proof?: { bytes: Uint8Array; name: string } | undefined
}

/**
 * Records that somebody agreed. For a child its guardian agrees, from seven years on the child too. Names are encrypted at rest.
 * @throws Problem `not_found_or_not_allowed`, `form_has_faults`, those of keeping the proof
 */
export async function recordConsent(actor: Actor, entry: ConsentEntry, day: Day = today()): Promise<string> {
  const faults = faultsOf(entry, day)
  if (faults.length > 0) throw new Problem('form_has_faults', {}, { fields: faults })
  const attachment = entry.attachmentId ? await photoToRestOn(actor, entry.attachmentId) : undefined
  // Asked before the file is kept, so that a stranger fills nothing.
  await look(actor, 'consent.record', entry.unitId, async () => undefined)
  const proof = await keepEvidence(entry.proof?.bytes ?? new Uint8Array(), entry.proof?.name ?? '').catch(
    (fault: unknown) => {
      throw fault instanceof Problem ? new Problem(fault.code, fault.params, { field: 'proof' }) : fault
    },
  )
  const id = newId()
  await perform(actor, 'consent.record', entry.unitId, async (tx) => {
    await insertFiles(tx, [proof], actor.personId)
    await insertConsent(
      tx,
      {
        ...entry,
        id,
        personName: encrypted(entry.personName),
        guardianName: entry.personKind === 'adult' ? null : encrypted(entry.guardianName),
        childAgreed: entry.personKind === 'child_from_7' && entry.childAgreed,
        validUntil: entry.validUntil ?? null,
        proofSha256: proof.sha256,
      },
      actor.personId,
    )
    if (attachment) await insertSubject(tx, id, { kind: 'attachment', id: attachment.id })
    note(tx, { consent: id, of: entry.personKind, for: entry.things.join(','), on: entry.channels.join(',') })
  })
  return id
}

function faultsOf(entry: ConsentEntry, day: Day) {
  const faults: { field: string; code: string }[] = []
  if (entry.things.length === 0) faults.push({ field: 'things', code: 'consent_is_for_nothing' })
  if (entry.channels.length === 0) faults.push({ field: 'channels', code: 'consent_has_no_channel' })
  if (entry.personKind !== 'adult' && entry.guardianName.length < 2)
    faults.push({ field: 'guardianName', code: 'consent_lacks_a_guardian' })
  if (entry.personKind === 'child_from_7' && !entry.childAgreed)
    faults.push({ field: 'childAgreed', code: 'consent_lacks_the_child' })
  if (entry.givenOn > day) faults.push({ field: 'givenOn', code: 'consent_was_given_in_future' })
  if (entry.validUntil !== undefined && entry.validUntil < entry.givenOn)
    faults.push({ field: 'validUntil', code: 'consent_ends_before_it_begins' })
  if (!entry.proof || entry.proof.bytes.byteLength === 0)
    faults.push({ field: 'proof', code: 'consent_has_no_proof' })
  return faults
}

async function photoToRestOn(actor: Actor, id: string) {
  const found = isId(id)
    ? await look(actor, 'consent.record', null, (db) => findAttachment(db, id))
    : undefined
  if (!found) throw new Problem('not_found_or_not_allowed')
  return found
}

/** Lets a photo rest on a consent that is there. @throws Problem `not_found_or_not_allowed`, `consent_has_ended` */
export async function restPhotoOn(actor: Actor, consentId: string, attachmentId: string): Promise<void> {
  await photoToRestOn(actor, attachmentId)
  const consent = isId(consentId)
    ? await look(actor, 'consent.record', null, (db) => findConsent(db, consentId))
    : undefined
  if (!consent) throw new Problem('not_found_or_not_allowed')
  await perform(actor, 'consent.record', consent.unitId, async (tx) => {
    await restOn(tx, consentId, { kind: 'attachment', id: attachmentId })
    note(tx, { consent: consentId, attachment: attachmentId })
  })
}

/**
 * Lets a thing rest on a consent: when that ends, so does its being public.
 * @throws Problem `consent_has_ended`
 */
export async function restOn(tx: Tx, consentId: string, subject: Subject, day: Day = today()): Promise<void> {
  if (!canUnpublish(subject.kind))
    throw new Error(`Nobody said how things of the kind “${subject.kind}” stop being public.`)
  const consent = await findConsent(tx, consentId)
  if (!consent) throw new Problem('not_found_or_not_allowed')
  if (consent.withdrawnAt !== null || (consent.validUntil !== null && consent.validUntil < day))
    throw new Problem('consent_has_ended')
  await insertSubject(tx, consentId, subject)
}

/**
 * Whether somebody agreed that this is shown of them there, and still does. Who has withdrawn is covered (`needs_covering`); who
 * never agreed is the checker's to see.
 */
export async function hasConsent(
  db: Reader,
  subject: Subject,
  { thing, channel, day = today() }: { thing: Thing; channel: Channel; day?: Day },
): Promise<boolean> {
  const given = await consentsOf(db, subject)
  return given.some((consent) => allows(consent, thing, channel, day))
}

/**
 * Withdraws a consent: everything that rests on it is taken away in the same transaction. Nobody owes a reason.
 * @throws Problem `not_found_or_not_allowed`, `consent_is_withdrawn_already`
 */
export async function withdrawConsent(actor: Actor, id: string, reason: string): Promise<void> {
  const consent = isId(id)
    ? await look(actor, 'consent.withdraw', null, (db) => findConsent(db, id))
    : undefined
  if (!consent) throw new Problem('not_found_or_not_allowed')
  await perform(actor, 'consent.withdraw', consent.unitId, async (tx) => {
    const subjects = await subjectsOf(tx, id)
    if (
      !(await setWithdrawn(tx, id, { personId: actor.personId, reason: reason ? encrypted(reason) : null }))
    )
      throw new Problem('consent_is_withdrawn_already')
    await unpublishAll(tx, subjects)
    note(tx, { consent: id, takenAway: subjects.length })
  })
}
