import { type Answers, openedRows } from '#activities'
import { plainName, type UnitMeant, unitFinder } from '#imports'
import { recordingObjection } from '#initiatives'
import { type Form, isUsable } from '#kinds'
import type { Reader } from '#platform/database'
import type { ProblemParams } from '#platform/problem'
import type { RowProblem } from '#platform/spreadsheet-table'
import type { Day } from '#platform/time'
import { titleOf } from './columns.ts'
import type { PastRow } from './read-row.ts'
import {
  daysOfIndicators,
  firstOpenDay,
  type InitiativeMeant,
  initiativesMeant,
  unitsToStartIn,
  wordingsThere,
} from './store.ts'

type Problem = RowProblem<string>

/** A record that a file would make. */
export type PlannedRecord = Omit<PastRow, 'unit'> & {
  unitId: string
  unitName: string
  initiativeKey: string
}

/** An initiative that a file would start: it has none of that name in its unit. */
export type PlannedInitiative = {
  key: string
  name: string
  unitId: string
  unitName: string
  startedOn: Day
}

/** What a file of records would do. */
export type PastPlan = {
  kind: string
  formId: string
  records: PlannedRecord[]
  initiatives: PlannedInitiative[]
  /** Initiatives that are known to have begun later, and would begin earlier. */
  earlier: { id: string; name: string; from: Day; to: Day }[]
  /** Rows that say what a record says already. */
  already: number
  problems: Problem[]
}

type Placed = Omit<PastRow, 'unit'> & { unit: UnitMeant; actingId: string }
type Refuse = (row: number, column: string | null, code: string, params?: ProblemParams) => void

/** Answers as they are compared: the same, whatever the order of their keys. */
const asText = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )

/** By what a row is known: its initiative, its day, its words and its answers. */
const keyOf = (initiative: string, said: { day: Day; summary: string; answers: Answers }): string =>
  asText([initiative, said.day, said.summary, said.answers])

const earlierOf = (one: Day | undefined, other: Day): Day => (one !== undefined && one < other ? one : other)

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

/** Refuses rows on days on which an indicator that they count did not apply. */
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
}

/** Finds the initiatives that rows name, and those that would be started. */
async function initiativesOf(db: Reader, kind: string, rows: readonly Placed[], refuse: Refuse) {
  const unitIds = [...new Set(rows.flatMap(({ unit, actingId }) => [unit.id, actingId]))]
  const there = Map.groupBy(
    await initiativesMeant(db, unitIds, [...new Set(rows.map(({ initiative }) => plainName(initiative)))]),
    ({ unitId, plain }) => `${unitId} ${plain}`,
  )
  const mayStart = await unitsToStartIn(db, unitIds)
  const usable = new Map<string, boolean>()
  const fresh = new Map<string, PlannedInitiative>()
  const found = new Map<number, InitiativeMeant | PlannedInitiative>()
  const earlier = new Map<string, PastPlan['earlier'][number]>()
  for (const { row, unit, actingId, initiative, day, startedOn } of rows) {
    const at = titleOf('initiative')
    const plain = plainName(initiative)
    const named = [...(there.get(`${actingId} ${plain}`) ?? []), ...(there.get(`${unit.id} ${plain}`) ?? [])]
    const known = named.find((one) => one.kind === kind)
    const params = { name: initiative.slice(0, 80), unit: unit.name }
    if (known) {
      const objection = recordingObjection(known, day)
      if (objection?.code === 'initiative_started_later' && mayStart.has(known.unitId)) {
        const to = earlierOf(startedOn, earlierOf(earlier.get(known.id)?.to, day))
        earlier.set(known.id, { id: known.id, name: known.name, from: known.startedOn ?? day, to })
        found.set(row, known)
      } else if (objection) refuse(row, titleOf('day'), objection.code, objection.params)
      else found.set(row, known)
    } else if (named.length > 0) refuse(row, at, 'past_initiative_is_of_another_kind', params)
    else if (initiative.length < 3) refuse(row, at, 'field_is_too_short', { minimum: 3 })
    else if (!mayStart.has(actingId)) refuse(row, at, 'past_initiative_is_not_there', params)
    else {
      if (!usable.has(actingId)) usable.set(actingId, await isUsable(db, kind, actingId))
      if (!usable.get(actingId)) refuse(row, at, 'initiative_kind_is_of_another_unit')
      const key = `new ${actingId} ${plain}`
      const before = fresh.get(key)
      const first = earlierOf(startedOn, day)
      const one = before ?? { key, name: initiative, unitId: actingId, unitName: unit.name, startedOn: first }
      if (first < one.startedOn) one.startedOn = first
      fresh.set(key, one)
      found.set(row, one)
    }
  }
  return { found, fresh: [...fresh.values()], earlier: [...earlier.values()] }
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
  await refuseByIndicator(db, form, rows, refuse)
  const { found, fresh, earlier } = await initiativesOf(db, form.kind, rows, refuse)
  const ids = [...new Set([...found.values()].flatMap((one) => ('id' in one ? [one.id] : [])))]
  const there = await keysThere(db, ids, rows)
  const records: PlannedRecord[] = []
  const first = new Map<string, number>()
  let already = 0
  for (const { unit, actingId: _, ...row } of rows) {
    const initiative = found.get(row.row)
    if (!initiative) continue
    const initiativeKey = 'id' in initiative ? initiative.id : initiative.key
    const key = keyOf(initiativeKey, row)
    const twice = first.get(key)
    first.set(key, twice ?? row.row)
    if (twice !== undefined) refuse(row.row, null, 'past_row_is_twice', { row: twice })
    else if (there.has(key)) already += 1
    else records.push({ ...row, unitId: unit.id, unitName: unit.name, initiativeKey })
  }
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
