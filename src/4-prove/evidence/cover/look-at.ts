import { type Actor, look, note, perform } from '#access'
import type { Tx } from '#platform/database'
import { keptFile } from '#platform/files'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { keepCopy } from '../keep-photo.ts'
import { kindOf, mayBePublic } from '../kinds.ts'
import { insertFiles } from '../note-files.ts'
import type { Proven, Rectangle } from '../store.ts'
import { covered } from './cover.ts'
import { mostRectangles } from './rules.ts'
import {
  countNotLookedAt,
  type FileToLookAt,
  findAttachment,
  setLookedAt,
  setLookedAtAsTheyAre,
  setPublic,
} from './store.ts'

/** A file that this person may look at before the public does. @throws Problem `not_found_or_not_allowed` */
export async function fileToLookAt(actor: Actor, id: string): Promise<FileToLookAt> {
  const found = isId(id)
    ? await look(actor, 'activity.check', null, (db) => findAttachment(db, id))
    : undefined
  if (!found || !mayBePublic(found.mediaType)) throw new Problem('not_found_or_not_allowed')
  return found
}

/**
 * Covers rectangles of a photo in a copy, which is all that the public may ever see of it; without any, the person says that
 * they looked and nothing needs covering. The original stays as it is, and within.
 * @throws Problem `not_found_or_not_allowed`, `rectangles_are_too_many`, `only_photos_are_covered`
 */
export async function lookAt(actor: Actor, id: string, rectangles: readonly Rectangle[]): Promise<void> {
  const file = await fileToLookAt(actor, id)
  if (rectangles.length > mostRectangles)
    throw new Problem('rectangles_are_too_many', { maximum: mostRectangles })
  if (rectangles.length > 0 && kindOf(file.mediaType) !== 'photo')
    throw new Problem('only_photos_are_covered')
  const copy = rectangles.length > 0 ? await coveredCopy(file, rectangles) : undefined
  await perform(actor, 'activity.check', file.unitId, async (tx) => {
    if (copy) await insertFiles(tx, [copy], null)
    await setLookedAt(tx, id, {
      publicSha256: copy?.sha256 ?? file.sha256,
      covered: rectangles,
      personId: actor.personId,
    })
    note(tx, { attachment: id, covered: rectangles.length })
  })
}

async function coveredCopy(file: FileToLookAt, rectangles: readonly Rectangle[]) {
  const original = await keptFile(`${file.sha256}.jpg`)
  if (!original) throw new Error(`The kept photo ${file.sha256} is not there.`)
  return keepCopy(await covered(original, rectangles), file.takenAt ?? undefined)
}

/**
 * Opens the files of a thing to the public, after somebody has looked at each. `looked` are those of which this person says so
 * now, without covering anything.
 * @throws Problem `files_were_not_looked_at`
 */
export async function publish(
  tx: Tx,
  proven: Proven,
  { looked, personId }: { looked: readonly string[]; personId: string },
): Promise<void> {
  await setLookedAtAsTheyAre(tx, proven, looked, personId)
  const count = await countNotLookedAt(tx, proven)
  if (count > 0) throw new Problem('files_were_not_looked_at', { count }, { field: 'publishPhotos' })
  await setPublic(tx, proven, true)
}
