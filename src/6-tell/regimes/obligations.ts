import { dueDayFrom } from '#parameters'
import type { Reader } from '#platform/database'
import { addDays, type Day } from '#platform/time'
import { type RuleUnit, type SelectionRule, unitsOfRule } from '#tasks'
import type { RegimePeriod, Rhythm } from './periods.ts'

/** Who reports what to whom: what of a regime decides who owes which report by when. */
export type Regime = Rhythm & {
  id: string
  /** To whom it is reported. */
  unitId: string
  name: string
  outline: string
  reporters: SelectionRule
  /** So many days after the period a report is due. */
  dueDays: number
}

/** The units that owe a report on a period of a regime, by name: those that its rule chooses on the last day of the period. */
export const unitsOwing = (db: Reader, regime: Regime, { span }: RegimePeriod): Promise<RuleUnit[]> =>
  unitsOfRule(db, regime.unitId, regime.reporters, addDays(span.until, -1))

/**
 * Who owes a report on a period of a regime, and by when: so many days after it; a day on which offices are closed moves on.
 */
export const obligationsOn = async (
  db: Reader,
  regime: Regime,
  period: RegimePeriod,
): Promise<{ dueOn: Day; units: RuleUnit[] }> => ({
  dueOn: await dueDayFrom(db, addDays(period.span.until, -1), regime.dueDays),
  units: await unitsOwing(db, regime, period),
})
