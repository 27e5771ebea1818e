import { type Actor, look } from '#access'
import type { Reader, Tx } from '#platform/database'
import { addDays, type Day } from '#platform/time'
import { readyHolidays } from './deadlines/ready-holidays.ts'
import { dueDay, type Holidays } from './deadlines/rules.ts'
import { insertReadyDirectives } from './programme/store.ts'
import { holidayRows, insertReadyHolidays, insertReadyParameters, parameterRows, valueOn } from './store.ts'
import { type ParameterCode, readyParameters } from './values/ready-parameters.ts'

/** The longest row of closed days: Tết with a weekend on either side, and days to spare. */
export const longestClosed = 40

/** The days between two days, both included, on which offices are closed or, of a weekend, open. */
export async function holidaysBetween(db: Reader, from: Day, until: Day): Promise<Holidays> {
  const rows = await holidayRows(db, from, until)
  const days = (isWorked: boolean) =>
    new Set(rows.filter((row) => row.isWorked === isWorked).map(({ day }) => day))
  return { closed: days(false), worked: days(true) }
}

/** The value of a parameter on a day, or the one that comes with the software. */
export async function parameterOn(db: Reader, code: ParameterCode, day: Day): Promise<string> {
  const found = await valueOn(db, code, day)
  return found ?? readyParameters.find((ready) => ready.code === code)?.value ?? ''
}

/** The day on which something is due that is handed down on a day, by the rule and the holidays that hold. */
export async function dueDayFrom(db: Reader, from: Day, days?: number): Promise<Day> {
  const given = days ?? Number(await parameterOn(db, 'deadline_days', from))
  const holidays = await holidaysBetween(db, from, addDays(from, given + longestClosed))
  return dueDay({ from, days: given, holidays })
}

/** Puts in place the holidays, parameters and directives that come with the software; what somebody has changed stays. */
export async function loadParameters(tx: Tx): Promise<void> {
  await insertReadyHolidays(tx, readyHolidays)
  await insertReadyParameters(tx, readyParameters)
  await insertReadyDirectives(tx)
}

/** The holidays of a year, and all parameters, for their page. */
export const parametersOfYear = (actor: Actor, year: number) =>
  look(actor, 'parameter.read', null, async (db) => ({
    holidays: await holidayRows(db, `${year}-01-01`, `${year}-12-31`),
    parameters: await parameterRows(db),
  }))
