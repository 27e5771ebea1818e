import { type Actor, look, lookPublic } from '#access'
import { Problem } from '#platform/problem'
import type { NamedFile } from './serve-file.ts'
import { findFile, nameOfFile } from './store.ts'

/** The name of a file that this person may see. @throws Problem `not_found_or_not_allowed` */
export const fileForWork = (actor: Actor, file: NamedFile): Promise<string> =>
  look(actor, 'activity.read', null, async (db) => {
    const found = await findFile(db, file.sha256)
    if (found?.mediaType !== file.mediaType) throw new Problem('not_found_or_not_allowed')
    return nameOfFile(db, file.sha256)
  })

/** Refuses what has not been published. @throws Problem `not_found_or_not_allowed` */
export const refuseUnlessPublic = (file: NamedFile): Promise<void> =>
  lookPublic(async (db) => {
    const found = await findFile(db, file.sha256)
    if (found?.mediaType !== file.mediaType) throw new Problem('not_found_or_not_allowed')
  })
