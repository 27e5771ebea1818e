import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Actor, look, mayAnywhere, note } from '#access'
import { type Indicator, indicatorsOf } from '#figures'
import { defineImport } from '#imports'
import type { Reader } from '#platform/database'
import { newId } from '#platform/ids'
import { plainText } from '#platform/plain-text'
import { Problem } from '#platform/problem'
import type { TableRow } from '#platform/spreadsheet-table'
import { boxField, textField } from '#platform/submit'
import { addDays, type Day } from '#platform/time'
import { placeOf, postDeclared, takeTurnOf } from '../declare-figure.ts'
import { faultsBeside, keepWithinWholes, problemOfRows, rowsAtFault } from '../parts-beside.ts'
import { daysOfYears, daysSaid, objectionToDays, type Part, partsSaid } from '../rules.ts'
import { codesCountedOn, standingFor } from '../standing-store.ts'
import { insertDeclared, type NewDeclared, unitsNamedOn } from '../store.ts'
import { type DeclaredColumn, declaredIn, type RowProblem } from './rows.ts'

/** A row as it would be declared. */
export type PlannedFigure = Omit<NewDeclared, 'id' | 'writtenBy'> & {
  row: number
  unitName: string
  of: Indicator
  part: Part
  /** Amounts that count already where it would count. */
  isTwice: boolean
}

type Plan = { planned: PlannedFigure[]; problems: RowProblem[] }

function finder(all: readonly Indicator[]) {
  const named = (word: 'nameEn' | 'nameVi' | 'code') =>
    all.map((one) => [plainText(one[word]).trim(), one] as const)
  const known = new Map([...named('nameEn'), ...named('nameVi'), ...named('code')])
  return (text: string) => known.get(plainText(text).trim())
}

/** The problem of one field as one of a cell. */
function problemOf(fault: unknown): { code: string; params: NonNullable<RowProblem['params']> } {
  if (!(fault instanceof Problem)) throw fault
  const [first] = fault.fields
  return first
    ? { code: first.code, params: first.params ?? {} }
    : { code: fault.code, params: fault.params ?? {} }
}

type Row = { number: number; cell: (column: DeclaredColumn) => string }

/** The days of a row: of a stock the last; whole years may stand in either field. */
function daysOf({ cell }: Row) {
  const [from, last] = [cell('from').trim(), cell('last').trim()]
  const [first, second] = [daysOfYears(from), daysOfYears(last)]
  if (first && (last === '' || second)) return { since: first.since, day: (second ?? first).day }
  return daysSaid({ from, last, years: from === '' && second ? last : '' })
}

async function planFor(db: Reader, rows: readonly TableRow<DeclaredColumn>[], today: Day): Promise<Plan> {
  const all = await indicatorsOf(db)
  const named = finder(all)
  const names = [...new Set(rows.map(({ cells }) => (cells.unit ?? '').trim()))]
  const problems: RowProblem[] = []
  const planned: PlannedFigure[] = []
  const countedOn = new Map<Day, Set<string>>()
  const onDay = new Map<Day, Awaited<ReturnType<typeof unitsNamedOn>>>()
  for (const { number, cells } of rows) {
    const row = { number, cell: (column: DeclaredColumn) => cells[column] ?? '' }
    const refuse = (column: DeclaredColumn, code: string, params: NonNullable<RowProblem['params']> = {}) =>
      problems.push({ row: number, column, code, params })
    const of = named(row.cell('indicator'))
    if (!of || (of.rule !== 'sum' && of.rule !== 'stock')) {
      refuse('indicator', of ? 'declared_row_is_no_count' : 'declared_row_names_no_indicator', {
        text: row.cell('indicator').slice(0, 80),
      })
      continue
    }
    try {
      const days = daysOf(row)
      const objection = objectionToDays(days, of, today)
      if (objection) refuse(objection.field === 'from' ? 'from' : 'last', objection.code)
      const units =
        onDay.get(days.day) ?? (await unitsNamedOn(db, [...names, ...names.map(plainText)], days.day))
      onDay.set(days.day, units)
      const counted = countedOn.get(days.day) ?? (await codesCountedOn(db, days.day))
      countedOn.set(days.day, counted)
      if (!counted.has(of.code)) refuse('indicator', 'fact_indicator_did_not_exist_then')
      const text = row.cell('unit').trim()
      const exact = units.filter(({ slug, officialCode }) => slug === text || officialCode === text)
      const found = exact.length > 0 ? exact : units.filter(({ plain }) => plain === plainText(text).trim())
      const [unit] = found
      if (!unit) refuse('unit', 'declared_row_names_no_unit', { text: text.slice(0, 80) })
      else if (found.length > 1)
        refuse('unit', 'declared_row_names_several_units', { text: text.slice(0, 80) })
      const paper = row.cell('paper').trim().slice(0, 500)
      if (paper.length < 2) refuse('paper', 'declared_figure_names_no_paper')
      const said = { indicator: of.code, said: row.cell('amount') }
      const [part] = amountsOf(of, said, refuse)
      if (!unit || !part) continue
      const countedBy = (row.cell('countedBy').trim() || unit.name).slice(0, 200)
      planned.push({
        ...{ row: number, unitId: unit.id, unitName: unit.name, indicator: of.code, of, part },
        ...{ ...days, parts: [part], countedBy, paper, note: row.cell('note').slice(0, 1000), besides: '' },
        isTwice: false,
      })
    } catch (fault) {
      const { code, params } = problemOf(fault)
      refuse('from', code, params)
    }
  }
  problems.push(...(await faultsOfRows(db, all, planned)))
  await markTwice(db, planned)
  return { planned, problems }
}

/** The rows of each unit and time. */
const rowsTogether = <Row extends Pick<PlannedFigure, 'unitId' | 'since' | 'day'>>(rows: readonly Row[]) => [
  ...Map.groupBy(rows, ({ unitId, since, day }) => `${unitId} ${since} ${day}`).values(),
]

/** Where rows of one unit and time are held against what stands there. */
const placeOfRows = (rows: readonly PlannedFigure[]) => {
  const [{ unitId, since, day } = { unitId: '', since: '', day: '' }] = rows
  return placeOf({ unitId, since, day, parts: rows.map(({ part }) => part) })
}

const rowsNamed = (rows: readonly PlannedFigure[]) => rows.map(({ row, indicator: code }) => ({ row, code }))

/** Rows of one unit and time that contradict each other, or what stands there, as parts and whole. */
async function faultsOfRows(
  db: Reader,
  all: readonly Indicator[],
  planned: readonly PlannedFigure[],
): Promise<RowProblem[]> {
  const together = rowsTogether(planned)
  const faults = await faultsBeside(db, all, together.map(placeOfRows))
  return together.flatMap((rows, index) => {
    const fault = faults[index]
    return fault
      ? rowsAtFault(rowsNamed(rows), fault).map((row) => ({
          ...{ row, column: 'amount' as const, code: fault.code, params: fault.params },
        }))
      : []
  })
}

function amountsOf(
  of: Indicator,
  said: { indicator: string; said: string },
  refuse: (column: DeclaredColumn, code: string, params?: NonNullable<RowProblem['params']>) => void,
): Part[] {
  try {
    return partsSaid([of], { parts: [said] })
  } catch (fault) {
    const { code, params } = problemOf(fault)
    refuse('amount', code, params)
    return []
  }
}

/** Marks rows where something counts already: in the figures, or in another row of the same unit. */
async function markTwice(db: Reader, planned: readonly PlannedFigure[]): Promise<void> {
  for (const rows of rowsTogether(planned)) {
    const [first] = rows
    if (!first) continue
    const codes = [...new Set(rows.map(({ indicator }) => indicator))]
    const span = { from: first.since, until: addDays(first.day, 1) }
    const standing = await standingFor(db, first.unitId, codes, span, {})
    for (const one of rows) one.isTwice = standing.has(one.indicator) || isBesideAnother(one, planned)
  }
}

const isBesideAnother = (one: PlannedFigure, all: readonly PlannedFigure[]): boolean =>
  all.some(
    (other) =>
      other.row < one.row &&
      other.unitId === one.unitId &&
      other.indicator === one.indicator &&
      (one.of.rule === 'sum' ? other.since <= one.day && other.day >= one.since : other.day === one.day),
  )

/** Those that would count beside what is there already. */
export const countingTwice = (planned: readonly PlannedFigure[]): PlannedFigure[] =>
  planned.filter(({ isTwice }) => isTwice)

/** Declared figures of many units from a table: every row becomes a figure of its own. */
export const declaredImport = defineImport({
  name: 'declared',
  action: 'figure.declare',
  read: declaredIn,
  most: 1000,
  judge: (db, _into, rows, { day }) => planFor(db, rows, day),
  count: ({ planned }) => planned.length,
  seen: ({ planned }) =>
    createHash('sha256')
      .update(
        JSON.stringify(
          planned.map(({ row, unitId, since, day, part, paper, isTwice }) => [
            row,
            unitId,
            since,
            day,
            part,
            paper,
            isTwice,
          ]),
        ),
      )
      .digest('hex'),
  says: z.object({ countsBesides: boxField(), besides: textField(1000).default('') }),
  async lock(tx) {
    await takeTurnOf(tx, 'import')
  },
  async write(tx, _into, { planned }, { actor, said }) {
    const twice = countingTwice(planned)
    if (twice.length > 0 && !said.countsBesides)
      throw new Problem('figures_would_count_twice', { count: twice.length }, { field: 'countsBesides' })
    if (twice.length > 0 && said.besides.length < 3)
      throw new Problem('declared_figure_counts_twice_without_reason', {}, { field: 'besides' })
    const rows = planned.map((one) => ({
      ...one,
      id: newId(),
      besides: one.isTwice ? said.besides : '',
      writtenBy: actor.personId,
    }))
    await insertDeclared(tx, rows)
    const all = await indicatorsOf(tx)
    const places = rowsTogether(rows).map((together) => ({ ...placeOfRows(together), together }))
    const post = async () => {
      for (const row of rows) await postDeclared(tx, row, all)
    }
    await keepWithinWholes(tx, all, places, post, (fault, place) =>
      problemOfRows(rowsNamed(place.together), fault),
    )
    note(tx, { declared: rows.length, twice: twice.length })
    return rows.length
  },
})

/** Whether this person may declare anywhere. @throws Problem `not_found_or_not_allowed` */
export const mayImport = (actor: Actor): Promise<boolean> =>
  look(actor, 'figure.declare', null, (db) => mayAnywhere(db, 'figure.declare'))
