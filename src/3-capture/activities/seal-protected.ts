import { asSystem, note } from '#access'
import { inClear, protectFiles, sealOne } from './sealed-store.ts'

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
