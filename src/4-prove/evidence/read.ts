import { type Actor, look, lookPublic } from '#access'
import { Problem } from '#platform/problem'
import type { NamedFile } from './serve-file.ts'
import { findFile, isFileProtected, nameOfFile } from './store.ts'

/** The name of a file that this person may see, and whether it must not be kept anywhere. @throws Problem `not_found_or_not_allowed` */
export const fileForWork = (actor: Actor, file: NamedFile): Promise<{ name: string; isProtected: boolean }> =>
  look(actor, 'activity.read', null, async (db) => {
    const found = await findFile(db, file.sha256)
    if (found?.mediaType !== file.mediaType) throw new Problem('not_found_or_not_allowed')
    return {
      name: await nameOfFile(db, file.sha256),
      isProtected: await isFileProtected(db, file.sha256),
    }
  })

/** Refuses what has not been published. @throws Problem `not_found_or_not_allowed` */
export const refuseUnlessPublic = (file: NamedFile): Promise<void> =>
  lookPublic(async (db) => {
    const found = await findFile(db, file.sha256)
    if (found?.mediaType !== file.mediaType) throw new Problem('not_found_or_not_allowed')
  })
