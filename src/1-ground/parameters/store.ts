import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { type Day, today } from '#platform/time'
import type { Holiday } from './deadlines/ready-holidays.ts'
import type { Parameter } from './values/ready-parameters.ts'

/** Holidays and exchanged days between two days, both included, in order. */
export const holidayRows = (db: Reader, from: Day, until: Day): Promise<Holiday[]> =>
  db
    .selectFrom('parameters.holiday')
    .select(['day', 'is_worked as isWorked', 'name', 'source', 'is_verified as isVerified'])
    .where('day', '>=', from)
    .where('day', '<=', until)
    .orderBy('day')
    .limit(2_000)
    .execute()

/** Writes down the days that come with the software; one that is there stays as somebody has put it. */
export async function insertReadyHolidays(tx: Tx, holidays: readonly Holiday[]): Promise<void> {
  await tx
    .insertInto('parameters.holiday')
    .values(
      holidays.map(({ day, isWorked, name, source, isVerified }) => ({
        day,
        is_worked: isWorked,
        name,
        source,
        is_verified: isVerified,
      })),
    )
    .onConflict((conflict) => conflict.column('day').doNothing())
    .execute()
}

/** Says of a day that it is closed or worked; what was said of it before is replaced. */
export async function putHoliday(tx: Tx, holiday: Holiday, by: string): Promise<void> {
  const row = {
    is_worked: holiday.isWorked,
    name: holiday.name,
    source: holiday.source,
    is_verified: holiday.isVerified,
    changed_at: new Date(),
    changed_by: by,
  }
  await tx
    .insertInto('parameters.holiday')
    .values({ day: holiday.day, ...row })
    .onConflict((conflict) => conflict.column('day').doUpdateSet(row))
    .execute()
}

/** Makes a day an ordinary one again. @returns whether it was another. */
export async function deleteHoliday(tx: Tx, day: Day): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('parameters.holiday')
    .where('day', '=', day)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Writes down the parameters that come with the software; of a code that is there nothing changes. */
export async function insertReadyParameters(tx: Tx, parameters: readonly Parameter[]): Promise<void> {
  const { rows } = await sql<{ code: string }>`
    select distinct code from parameters.parameter limit 1000`.execute(tx)
  const there = new Set(rows.map(({ code }) => code))
  const missing = parameters.filter(({ code }) => !there.has(code))
  if (missing.length > 0)
    await tx
      .insertInto('parameters.parameter')
      .values(
        missing.map(({ code, value, validFrom, validTo, source }) => ({
          code,
          value,
          valid_from: validFrom,
          valid_to: validTo,
          source,
        })),
      )
      .execute()
}

/** The value of a parameter on a day; undefined where none holds. */
export async function valueOn(db: Reader, code: string, day: Day): Promise<string | undefined> {
  const found = await db
    .selectFrom('parameters.parameter')
    .select('value')
    .where('code', '=', code)
    .where(sql<boolean>`daterange(valid_from, valid_to) @> ${day}::date`)
    .executeTakeFirst()
  return found?.value
}

/** Every value that a parameter has had and will have, the latest first. */
export const parameterRows = (db: Reader) =>
  db
    .selectFrom('parameters.parameter')
    .select(['id', 'code', 'value', 'valid_from as validFrom', 'valid_to as validTo', 'source'])
    .orderBy('code')
    .orderBy('valid_from', 'desc')
    .limit(300)
    .execute()

/** Ends what holds of a parameter on a day, and sets what holds from that day on. */
export async function succeedParameter(
  tx: Tx,
  next: { code: string; value: string; validFrom: Day; source: string },
  by: string,
): Promise<void> {
  await tx
    .updateTable('parameters.parameter')
    .set({ valid_to: next.validFrom, changed_at: new Date(), changed_by: by })
    .where('code', '=', next.code)
    .where('valid_to', 'is', null)
    .where('valid_from', '<', next.validFrom)
    .execute()
  await tx
    .insertInto('parameters.parameter')
    .values({
      code: next.code,
      value: next.value,
      valid_from: next.validFrom,
      source: next.source,
      changed_by: by,
    })
    .execute()
}

/** Whether the holidays of this year have been compared with their announcement, all of them. */
export async function areHolidaysVerified(db: Reader): Promise<boolean> {
  const year = today().slice(0, 4)
  const holidays = await holidayRows(db, `${year}-01-01`, `${year}-12-31`)
  return holidays.length > 0 && holidays.every(({ isVerified }) => isVerified)
}
