import { dueDay, type Holidays, workingDaysBetween } from '#parameters'
import { Problem } from '#platform/problem'
import { addDays } from '#platform/time'
import type { RegimePeriod } from './periods.ts'

/** How many working days a State body leaves between the end of a period and the day on which it is due. */
const leastWorkingDays = 1

/**
 * A State body has at least one working day to report after the data are closed (NĐ 09/2019/NĐ-CP), in each of some periods.
 * @throws Problem `regime_of_state_is_due_at_once`
 */
export function refuseHaste(
  regime: { system: string; dueDays: number },
  periods: readonly RegimePeriod[],
  holidays: Holidays,
): void {
  if (regime.system !== 'state') return
  const isHasty = periods.some(({ span }) => {
    const last = addDays(span.until, -1)
    const due = dueDay({ from: last, days: regime.dueDays, holidays })
    return workingDaysBetween(last, due, holidays) < leastWorkingDays
  })
  if (isHasty || regime.dueDays < 1)
    throw new Problem('regime_of_state_is_due_at_once', {}, { field: 'dueDays' })
}
