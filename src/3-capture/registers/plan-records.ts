import { type Answers, openedRows } from '#activities'
import { type UnitMeant, unitFinder } from '#imports'
import type { Form } from '#kinds'
import type { Reader } from '#platform/database'
import type { RowProblem } from '#platform/spreadsheet-table'
import type { Day } from '#platform/time'
import { titleOf } from './columns.ts'
import {
  type EarlierInitiative,
  initiativesOf,
  type Placed,
  type PlannedInitiative,
  type Refuse,
} from './initiatives-of-rows.ts'
import type { PastRow } from './read-row.ts'
import { stocksOfTwoUnits } from './stocks-of-units.ts'
import { daysOfIndicators, firstOpenDay, wordingsThere } from './store.ts'

type Problem = RowProblem<string>

/** A record that a file would make. */
export type PlannedRecord = Omit<PastRow, 'unit'> & {
  unitId: string
  unitName: string
  initiativeKey: string
}

/** What a file of records would do. */
export type PastPlan = {
  kind: string
  formId: string
  records: PlannedRecord[]
  initiatives: PlannedInitiative[]
  earlier: EarlierInitiative[]
  /** Rows that say what a record says already. */
  already: number
  problems: Problem[]
}

/** Answers as they are compared: the same, whatever the order of their keys. */
const asText = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )

/** By what a row is known: its initiative, its unit, its day, its words and its answers. */
const keyOf = (
  initiative: string,
  said: { unitId: string; day: Day; summary: string; answers: Answers },
): string => asText([initiative, said.unitId, said.day, said.summary, said.answers])

/** The rows whose units are found, with the unit that acts for each today. */
async function placed(db: Reader, rows: readonly PastRow[], today: Day, refuse: Refuse): Promise<Placed[]> {
  const unitNamed = await unitFinder(
    db,
    'activity.record',
    rows.map(({ unit }) => unit),
  )
  const openFrom = await firstOpenDay(db)
  return rows.flatMap((row) => {
    if (row.day > today) refuse(row.row, titleOf('day'), 'activity_day_is_in_future')
    else if (openFrom !== null && row.day < openFrom) refuse(row.row, titleOf('day'), 'fact_year_is_archived')
    else {
      const found = unitNamed(row.unit, row.day)
      const params = { text: row.unit.slice(0, 80) }
      if ('code' in found) refuse(row.row, titleOf('unit'), found.code, params)
      else if (found.unit.actingId === null) refuse(row.row, titleOf('unit'), 'past_unit_was_split', params)
      else return [{ ...row, unit: found.unit, actingId: found.unit.actingId }]
    }
    return []
  })
}

/** Refuses rows on days on which an indicator that they count did not apply. @returns the indicators that are stocks */
async function refuseByIndicator(db: Reader, form: Form, rows: readonly Placed[], refuse: Refuse) {
  const days = await daysOfIndicators(db, [
    ...new Set(form.fields.flatMap(({ indicator }) => (indicator === null ? [] : [indicator]))),
  ])
  for (const { row, day, answers } of rows)
    for (const { code, name, from, until } of days) {
      const isCounted = form.fields.some(
        (field) => field.indicator === code && answers[field.parent ?? field.key] !== undefined,
      )
      if (isCounted && ((from !== null && day < from) || (until !== null && day >= until)))
        refuse(row, titleOf('day'), 'past_indicator_did_not_apply', { indicator: name })
    }
  return new Set(days.filter(({ rule }) => rule === 'stock').map(({ code }) => code))
}

/** The keys of what records of some initiatives say, or have said, on the days of some rows. */
async function keysThere(db: Reader, ids: readonly string[], rows: readonly Placed[]): Promise<Set<string>> {
  const wordings = await wordingsThere(db, ids, [...new Set(rows.map(({ day }) => day))])
  const opened = await openedRows(db, wordings)
  return new Set(opened.map((one) => keyOf(one.initiativeId, one)))
}

/**
 * What rows of a register would do, held against what is there now. A row that says what a record says already makes none, so that a
 * file can be sent again; two such rows in one file are a problem, since nobody knows whether they are one.
 */
export async function planRecords(
  db: Reader,
  form: Form,
  read: readonly PastRow[],
  given: { today: Day; problems: readonly Problem[] },
): Promise<PastPlan> {
  const problems = [...given.problems]
  const refuse: Refuse = (row, column, code, params = {}) => problems.push({ row, column, code, params })
  const rows = await placed(db, read, given.today, refuse)
  const stocks = await refuseByIndicator(db, form, rows, refuse)
  const { found, fresh, earlier } = await initiativesOf(db, form.kind, rows, refuse)
  const ids = [...new Set([...found.values()].flatMap((one) => ('id' in one ? [one.id] : [])))]
  const there = await keysThere(db, ids, rows)
  const planned: (PlannedRecord & { unit: UnitMeant })[] = []
  const first = new Map<string, number>()
  let already = 0
  for (const { unit, actingId: _, ...row } of rows) {
    const initiative = found.get(row.row)
    if (!initiative) continue
    const initiativeKey = 'id' in initiative ? initiative.id : initiative.key
    const key = keyOf(initiativeKey, { ...row, unitId: unit.id })
    const twice = first.get(key)
    first.set(key, twice ?? row.row)
    if (twice !== undefined) refuse(row.row, null, 'past_row_is_twice', { row: twice })
    else if (there.has(key)) already += 1
    else planned.push({ ...row, unit, unitId: unit.id, unitName: unit.name, initiativeKey })
  }
  const others = await stocksOfTwoUnits(db, form, planned, { initiativeIds: ids, stocks })
  for (const { row, initiative, unitName } of planned) {
    const other = others.get(row)
    if (other !== undefined)
      refuse(row, titleOf('initiative'), 'past_stock_of_two_units', {
        name: initiative,
        unit: unitName,
        other,
      })
  }
  const records = planned.filter(({ row }) => !others.has(row)).map(({ unit: _, ...record }) => record)
  problems.sort((one, other) => one.row - other.row)
  const used = new Set(records.map(({ initiativeKey }) => initiativeKey))
  return {
    kind: form.kind,
    formId: form.id,
    records,
    initiatives: fresh.filter(({ key }) => used.has(key)),
    earlier: earlier.filter(({ id }) => used.has(id)),
    already,
    problems,
  }
}
