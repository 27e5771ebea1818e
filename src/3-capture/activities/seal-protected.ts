import { asSystem, lookAsSystem, note } from '#access'
import { areFilesOpen, inClear, protectFiles, sealOne } from './sealed-store.ts'

/** So many records are sealed in one transaction. */
const atOnce = 500

/**
 * Seals the words of records that are there in clear, and protects their files: those from before words were sealed, those
 * loaded in bulk, and those whose kind has begun to protect people since. A second time changes nothing.
 * @returns how many records were sealed
 */
export async function sealProtected(): Promise<number> {
  let sealed = 0
  for (;;) {
    // A night in which there is nothing to do leaves no line in the audit.
    const isNeeded = await lookAsSystem(
      async (db) => (await inClear(db, 1)).length > 0 || (await areFilesOpen(db)),
    )
    if (!isNeeded) return sealed
    const count = await asSystem('activities.seal', async (tx) => {
      await protectFiles(tx)
      const rows = await inClear(tx, atOnce)
      for (const row of rows) await sealOne(tx, row)
      note(tx, { records: rows.length })
      return rows.length
    })
    sealed += count
    if (count < atOnce) return sealed
  }
}
