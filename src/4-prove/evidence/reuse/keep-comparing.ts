import { compareNext, hashSome } from './compare-photos.ts'
import { openComparer } from './comparer.ts'
import { onPhotosNoted } from './note-occasion.ts'

/** So many photos of bulk loads are hashed in each idle round: in the background, never in anybody's way. */
const hashedAtOnce = 25

/**
 * Goes on comparing photos, as long as the process lives: soon after each record, and whatever an earlier run left.
 * @returns a function that ends it and waits for what is under way.
 */
export function keepComparing(
  onFault: (fault: unknown) => void,
  everyMilliseconds = 1000,
): () => Promise<void> {
  let isEnding = false
  let wake: () => void = () => {}
  const comparer = openComparer('behind_pages')
  onPhotosNoted(() => wake())
  const pause = () =>
    new Promise<void>((done) => {
      wake = done
      setTimeout(done, everyMilliseconds).unref()
    })
  const ended = (async () => {
    // Once all photos have a hash, only new ones lack it, and those are hashed in their turn.
    let isHashing = true
    while (!isEnding) {
      try {
        if (await compareNext(comparer)) continue
        if (isHashing) isHashing = (await hashSome(hashedAtOnce)) > 0
      } catch (fault) {
        if (!isEnding) onFault(fault)
      }
      if (!isEnding) await pause()
    }
  })()
  return async () => {
    isEnding = true
    wake()
    await comparer.end()
    await ended
  }
}
