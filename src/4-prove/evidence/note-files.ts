import type { Tx } from '#platform/database'
import { sizeOfKept } from '#platform/files'
import { Problem } from '#platform/problem'
import type { KeptFile } from './keep/kept.ts'
import { keptNames } from './kinds.ts'
import { takeBack } from './leaving/store.ts'
import { insertFileRows } from './store.ts'

/**
 * Notes kept files, and who sent them. One that is there already stays as it is.
 * @throws Problem `file_went_meanwhile` where an old copy of the same bytes was removed while this one came
 */
export async function insertFiles(
  tx: Tx,
  files: readonly KeptFile[],
  personId: string | null,
): Promise<void> {
  if (files.length === 0) return
  const doubtful = new Set(
    await takeBack(
      tx,
      files.map(({ sha256 }) => sha256),
    ),
  )
  for (const file of files.filter(({ sha256 }) => doubtful.has(sha256)))
    for (const name of keptNames(file))
      if ((await sizeOfKept(name)) === undefined)
        throw new Problem('file_went_meanwhile', { name: file.name }, { field: 'photos' })
  await insertFileRows(tx, files, personId)
}
