import { asSystemKeeping } from '../perform.ts'
import { deleteOld } from './event-store.ts'

/** Deletes what is no longer needed of signing in: old tries, ended sessions, events of more than a year ago. */
export const tidySignIn = (): Promise<Record<string, number>> => asSystemKeeping(deleteOld)

/** Tidies up every ten minutes for as long as the system is up. Returns how to end it. */
export function keepSignInTidy(onFault: (fault: unknown) => void): () => Promise<void> {
  let underWay: Promise<unknown> = Promise.resolve()
  const tidy = (): void => {
    underWay = tidySignIn().catch(onFault)
  }
  const timer = setInterval(tidy, 10 * 60_000)
  timer.unref()
  tidy()
  return async () => {
    clearInterval(timer)
    await underWay
  }
}
