import { asSystem, lookAsSystem, note } from '#access'
import { hashOfKept } from '#platform/files'
import { smallName } from '../kinds.ts'
import { noteSmallHash, photosUnhashed } from '../store.ts'

const atOnce = 500

/** Hashes the small copies of photos that were kept before their hash was noted: from then on they are bound. */
export async function hashSmallCopies(): Promise<void> {
  let after = ''
  for (;;) {
    const photos = await lookAsSystem((db) => photosUnhashed(db, after, atOnce))
    const last = photos.at(-1)
    if (!last) return
    after = last.sha256
    const found: { sha256: string; small: string }[] = []
    for (const { sha256 } of photos) {
      const small = await hashOfKept(smallName(sha256))
      if (small) found.push({ sha256, small })
    }
    if (found.length === 0) continue
    await asSystem('evidence.hash_small', async (tx) => {
      for (const { sha256, small } of found) await noteSmallHash(tx, sha256, small)
      note(tx, { files: found.length })
    })
  }
}
