import { lookAsSystem } from '#access'
import { type Archive, archivesIn } from './store.ts'

/** Which years lie in files. */
export const archives = (): Promise<Archive[]> => lookAsSystem((db) => archivesIn(db))
