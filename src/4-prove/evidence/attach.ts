import { type Actor, look, perform } from '#access'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import type { KeptFile, KeptPhoto } from './keep/kept.ts'
import { type Arriving, keepEvidence, keepPhoto } from './keep-evidence.ts'
import { holdFiles } from './leaving/store.ts'
import { insertFiles } from './note-files.ts'
import { photoLimits, waitingLimits } from './rules.ts'
import { countAttachments, insertAttachments, ownFiles, type Proven, waitingFiles } from './store.ts'

/**
 * Keeps a photo that a phone sends ahead of its record, so that a slow line carries one photo at a time and a dropped
 * one is sent again alone. It proves nothing until it is attached.
 * @throws Problem `photo_is_too_large`, `photo_is_heic`, `photo_is_no_picture`, `photo_is_broken`, and those of scanning
 */
export async function sendPhoto(actor: Actor, bytes: Uint8Array, name: string): Promise<KeptPhoto> {
  await refuseHoarding(actor)
  const photo = await keepPhoto(bytes, name)
  await perform(actor, 'activity.record', null, (tx) => insertFiles(tx, [photo], actor.personId))
  return photo
}

/**
 * Keeps a file of any kind that is sent ahead of what it proves.
 * @throws Problem those of `keepEvidence`
 */
export async function sendFile(actor: Actor, arriving: Arriving, name: string): Promise<KeptFile> {
  await refuseHoarding(actor)
  const file = await keepEvidence(arriving, name)
  await perform(actor, 'activity.record', null, (tx) => insertFiles(tx, [file], actor.personId))
  return file
}

/** @throws Problem `waiting_files_are_too_many` where somebody sent a great deal that proves nothing */
async function refuseHoarding(actor: Actor): Promise<void> {
  const { files, bytes } = await look(actor, 'activity.record', null, waitingFiles)
  if (files >= waitingLimits.files || bytes >= waitingLimits.bytes)
    throw new Problem('waiting_files_are_too_many', { maximum: waitingLimits.files })
}

/**
 * Attaches files to what they prove: those kept just now, and by hash those sent ahead.
 * @throws Problem `photo_was_not_received`, `photos_are_too_many`
 */
export async function attach(
  tx: Tx,
  proven: Proven,
  files: { kept: readonly KeptFile[]; sentAhead: readonly string[] },
  personId: string | null,
): Promise<void> {
  await insertFiles(tx, files.kept, personId)
  await holdFiles(tx, files.sentAhead)
  const known = await ownFiles(tx, files.sentAhead)
  if (known.length < new Set(files.sentAhead).size)
    throw new Problem('photo_was_not_received', {}, { field: 'photos' })
  const before = await countAttachments(tx, proven)
  const named = new Map([...known, ...files.kept].map(({ sha256, name }) => [sha256, name]))
  const hashes = [...new Set([...files.sentAhead, ...files.kept.map((file) => file.sha256)])]
  await insertAttachments(
    tx,
    hashes.map((sha256, index) => ({
      proven,
      sha256,
      name: named.get(sha256) ?? '',
      position: before + index,
      personId,
    })),
  )
  if ((await countAttachments(tx, proven)) > photoLimits.perRecord)
    throw new Problem('photos_are_too_many', { maximum: photoLimits.perRecord }, { field: 'photos' })
}
