import { dueDayFrom } from '#parameters'
import type { Reader } from '#platform/database'
import { addDays, type Day } from '#platform/time'
import { type RuleUnit, type SelectionRule, unitsOfRule } from '#programme'
import { periodsOf, type RegimePeriod, type Rhythm } from './periods.ts'

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

/** A report that a unit owes. */
export type Obligation = { unit: RuleUnit; period: string; dueOn: Day }

/** The day by which reports on a period are due: so many days after it; a day on which offices are closed moves on. */
export const dueDayOf = (db: Reader, regime: Pick<Regime, 'dueDays'>, { span }: RegimePeriod): Promise<Day> =>
  dueDayFrom(db, addDays(span.until, -1), regime.dueDays)

/** Who owes a report on a period of a regime, by name: the units that its rule chooses on the last day of the period. */
export async function obligationsOn(
  db: Reader,
  regime: Regime,
  period: RegimePeriod,
): Promise<{ dueOn: Day; units: RuleUnit[] }> {
  const lastDay = addDays(period.span.until, -1)
  return {
    dueOn: await dueDayOf(db, regime, period),
    units: await unitsOfRule(db, regime.unitId, regime.reporters, lastDay),
  }
}

/**
 * Who owes which report by when, as of a day: of the last period of the regime that has ended by then. Nothing where
 * none has.
 */
export async function obligations(db: Reader, regime: Regime, day: Day): Promise<Obligation[]> {
  const ended = periodsOf(regime, day, 2).find(({ span }) => span.until <= day)
  if (!ended) return []
  const { dueOn, units } = await obligationsOn(db, regime, ended)
  return units.map((unit) => ({ unit, period: ended.period, dueOn }))
}
