import { asSystem, note } from '#access'
import { addDays, addMonths, today } from '#platform/time'
import { ratingDays } from '../door/rules.ts'
import { forgetBefore } from './store.ts'

/**
 * Forgets the names on lists that are older than so many months, and the numbers of phones once nobody is asked any more
 * how it was. How many came stays known.
 */
export const forgetNames = (
  months: number,
  day: string = today(),
): Promise<{ persons: number; phones: number }> =>
  asSystem('session.forget', async (tx) => {
    const lists = `${addMonths(day.slice(0, 7), -months)}${day.slice(7)}`
    const gone = await forgetBefore(tx, {
      lists: `${lists.slice(0, 7)}-01`,
      phones: addDays(day, -(ratingDays + 7)),
    })
    note(tx, gone)
    return gone
  })

/** Forgets once a day for as long as the system is up. Returns how to end it. */
export function keepForgetting(months: number, onFault: (fault: unknown) => void): () => Promise<void> {
  let underWay: Promise<unknown> = Promise.resolve()
  const forget = (): void => {
    underWay = forgetNames(months).catch(onFault)
  }
  const timer = setInterval(forget, 24 * 3_600_000)
  timer.unref()
  forget()
  return async () => {
    clearInterval(timer)
    await underWay
  }
}
