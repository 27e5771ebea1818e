import { asSystem, lookAsSystem, note } from '#access'
import { sealed } from '#platform/sealed'
import { keepSealed, wordsInClear } from './seal-store.ts'

const atOnce = 500

/**
 * Seals what inspectors and checkers wrote about protected records and what is there in clear: from before it was sealed, or
 * from before the kind began to protect people. A second time changes nothing.
 * @returns how many texts were sealed
 */
export async function sealWords(): Promise<number> {
  let count = 0
  for (;;) {
    const found = await lookAsSystem((db) => wordsInClear(db, atOnce))
    if (found.length === 0) return count
    await asSystem('verification.seal', async (tx) => {
      await keepSealed(
        tx,
        found.map(({ recordId, ...row }) => ({ ...row, words: sealed(recordId, row.words) })),
      )
      note(tx, { texts: found.length })
    })
    count += found.length
    if (found.length < atOnce) return count
  }
}
