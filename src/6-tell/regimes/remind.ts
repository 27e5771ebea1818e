import { type NewNotice, raiseNotices } from '#notices'
import type { Tx } from '#platform/database'
import { formatDay, formatPeriod } from '#platform/i18n'
import { addDays, type Day } from '#platform/time'
import { dueDaysOf, type LadderStep, ladder } from '#tasks'
import { type Due, dueReports, isOpen, longestLate } from './read.ts'
import { nameInAddress } from './report-period.ts'

/** So many notices go in one statement. */
const atOnce = 5000

/** Who of a unit is told at each step, and who of those to whom it reports. */
const told = (step: LadderStep): { unit: string[]; above: string[] } =>
  step === 'soon' || step === 'today'
    ? { unit: ['checker', 'leader'], above: [] }
    : { unit: ['checker', 'leader'], above: ['checker'] }

const daysBetween = (from: Day, until: Day): number =>
  Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000)

function noticesOf({ regime, unit, period, dueOn }: Due, step: LadderStep, day: Day): NewNotice[] {
  const { unit: ownRoles, above } = told(step)
  const words = {
    name: regime.name.slice(0, 200),
    unit: unit.name,
    above: regime.unitName,
    period: formatPeriod(period),
    due: formatDay(dueOn),
    days: Math.abs(daysBetween(dueOn, day)),
  }
  const isLate = step !== 'soon' && step !== 'today'
  const one = (unitId: string, roles: string[], whom: 'unit' | 'above', href: string): NewNotice[] =>
    roles.length === 0
      ? []
      : [
          {
            // A key is told once, on whatever day.
            key: `report.due:${step}:${regime.id}:${period}:${unit.id}:${whom}`,
            unitId,
            roles,
            kind: `regimes.notice.${isLate ? `late_${whom}` : step}`,
            words,
            href,
          },
        ]
  return [
    ...one(unit.id, ownRoles, 'unit', `/bao-cao/${unit.slug}/${nameInAddress(period, regime.outline)}`),
    ...one(regime.unitId, above, 'above', `/quan-ly/che-do-bao-cao/${regime.id}`),
  ]
}

/**
 * Reminds units of reports that they owe, before the deadline, on its day and when it is over; those to whom they report are told
 * who is late. Each step is told once, however often it is run. What has been sent is not spoken of.
 * @returns how many reports are on a step of the ladder
 */
export async function remindOfReports(tx: Tx, day: Day): Promise<number> {
  const window = { from: addDays(day, -longestLate), until: addDays(day, 5) }
  const due = (await dueReports(tx, day, window)).filter(isOpen)
  let reminded = 0
  for (const rung of ladder) {
    const { first, last } = dueDaysOf(rung, day)
    const some = due.filter(({ dueOn }) => dueOn >= first && dueOn <= last)
    const notices = some.flatMap((one) => noticesOf(one, rung.step, day))
    for (let from = 0; from < notices.length; from += atOnce)
      await raiseNotices(tx, notices.slice(from, from + atOnce))
    reminded += some.length
  }
  return reminded
}
