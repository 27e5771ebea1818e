import { z } from 'zod'
import { type Indicator, indicatorsOf, numberRulesOf } from '#figures'
import { defineImport } from '#imports'
import { unitBySlug } from '#org'
import type { Reader } from '#platform/database'
import { plainText } from '#platform/plain-text'
import { Problem } from '#platform/problem'
import { textField } from '#platform/submit'
import { type NamedUnit, unitsNamedIn } from '../around-store.ts'
import { unitToRead } from '../read.ts'
import { objectionToTarget } from '../rules.ts'
import { type Wanted, writeTargets } from '../set-target.ts'
import { findTargets, targetsOfUnits } from '../store.ts'
import { type FileRow, type RowProblem, readRows, targetsIn } from './rows.ts'

/** A row of the file as it would be written. */
export type PlannedRow = Wanted & {
  amount: number
  row: number
  unitName: string
  indicatorOf: Indicator
  /** What the target is now; undefined where it is new. */
  before: number | undefined
}

/** What a file would do: nothing at all while one row has a problem. */
type TargetsPlan = { planned: PlannedRow[]; unchanged: number; problems: RowProblem[] }

/** Targets that one unit sets, from a file: as many as a province with a hundred communes and twenty indicators has. */
export const targetImport = defineImport({
  name: 'targets',
  action: 'target.set',
  unitOf: async (actor, { slug }: { slug: string }) => (await unitToRead(actor, slug)).id,
  read: targetsIn,
  most: 3000,
  async judge(db, { slug }, rows): Promise<TargetsPlan> {
    const indicators = await indicatorsOf(db)
    const named = byCodeOrName(indicators)
    const { read, problems } = readRows(rows, (text) => {
      const indicator = named(text)
      return indicator ? numberRulesOf(indicator) : {}
    })
    return planFor(db, await idOf(db, slug), read, { problems, named })
  },
  count: ({ planned }) => planned.length,
  seen: ({ planned }) =>
    planned.map(({ unitId, indicator, year, amount, direction, note, seen }) => [
      unitId,
      indicator,
      year,
      amount,
      direction,
      note,
      seen,
    ]),
  says: z.object({ reason: textField(500).default('') }),
  write: async (tx, { slug }, { planned }, { actor, said }) =>
    writeTargets(tx, await idOf(tx, slug), planned, said.reason, actor.personId),
})

async function idOf(db: Reader, slug: string): Promise<string> {
  const unit = await unitBySlug(db, slug)
  if (!unit) throw new Problem('not_found_or_not_allowed')
  return unit.id
}

async function planFor(
  db: Reader,
  setByUnitId: string,
  rows: readonly FileRow[],
  given: { problems: readonly RowProblem[]; named: (text: string) => Indicator | undefined },
): Promise<TargetsPlan> {
  const problems = [...given.problems]
  const wanted: (PlannedRow & { unit: NamedUnit })[] = []
  const first = new Map<string, number>()
  for (const year of new Set(rows.map((row) => row.year))) {
    const ofYear = rows.filter((row) => row.year === year)
    const unitNamed = await unitsOf(db, ofYear, year)
    for (const row of ofYear) {
      const refuse = (column: RowProblem['column'], code: string, params: RowProblem['params'] = {}) =>
        problems.push({ row: row.row, column, code, params })
      const indicator = given.named(row.indicator)
      const units = unitNamed(row.unit)
      const [unit] = units
      if (!indicator)
        refuse('indicator', 'target_row_names_no_indicator', { text: row.indicator.slice(0, 80) })
      else if (!unit) refuse('unit', 'target_row_names_no_unit', { text: row.unit.slice(0, 80) })
      else if (units.length > 1)
        refuse('unit', 'target_row_names_several_units', { text: row.unit.slice(0, 80), count: units.length })
      else {
        const key = `${unit.id} ${indicator.code} ${year}`
        const twice = first.get(key)
        if (twice !== undefined) refuse(null, 'target_row_is_twice', { row: twice })
        first.set(key, twice ?? row.row)
        const objection = objectionToTarget(row, indicator, { validFrom: '0001-01-01', validTo: null })
        if (objection) refuse('amount', objection, { unit: unit.name, year })
        wanted.push({
          row: row.row,
          unit,
          unitName: unit.name,
          indicatorOf: indicator,
          unitId: unit.id,
          indicator: indicator.code,
          year,
          amount: row.amount,
          direction: row.direction,
          documentId: undefined,
          note: row.note,
          seen: 0,
          before: undefined,
          field: `row.${row.row}`,
        })
      }
    }
  }
  const { planned, unchanged } = await heldAgainst(db, setByUnitId, wanted, problems)
  problems.sort((one, other) => one.row - other.row)
  return { planned, unchanged, problems }
}

/** Holds rows against the targets that there are: what is so already is left out, what cannot be changed is a problem. */
async function heldAgainst(
  db: Reader,
  setByUnitId: string,
  wanted: readonly PlannedRow[],
  problems: RowProblem[],
) {
  const planned: PlannedRow[] = []
  let unchanged = 0
  for (const year of new Set(wanted.map((one) => one.year))) {
    const some = wanted.filter((one) => one.year === year)
    const unitIds = [...new Set(some.map(({ unitId }) => unitId))]
    const codes = [...new Set(some.map(({ indicator }) => indicator))]
    const keyOf = (one: { unitId: string; indicator: string }) => `${one.unitId} ${one.indicator}`
    const known = new Map((await findTargets(db, unitIds, codes, year)).map((row) => [keyOf(row), row]))
    const holding = new Map((await targetsOfUnits(db, unitIds, year, codes)).map((one) => [keyOf(one), one]))
    for (const one of some) {
      const row = known.get(keyOf(one))
      const now = holding.get(keyOf(one))
      if (row && now && now.amount === one.amount && now.direction === one.direction) unchanged += 1
      else if (row && row.setByUnitId !== setByUnitId && !row.isFree)
        problems.push({
          row: one.row,
          column: null,
          code: 'target_is_set_by_another',
          params: { unit: one.unitName, year },
        })
      else planned.push({ ...one, seen: row?.version ?? 0, before: now?.amount })
    }
  }
  return { planned, unchanged }
}

function byCodeOrName(all: readonly Indicator[]): (text: string) => Indicator | undefined {
  const known = new Map<string, Indicator>()
  for (const indicator of all)
    for (const name of [indicator.nameEn, indicator.nameVi, indicator.code])
      known.set(plainText(name).trim(), indicator)
  return (text) => known.get(plainText(text).trim())
}

async function unitsOf(db: Reader, rows: readonly FileRow[], year: number) {
  const texts = [...new Set(rows.map(({ unit }) => unit.trim()))]
  const found = await unitsNamedIn(db, [...texts, ...texts.map((text) => plainText(text))], year)
  return (text: string): NamedUnit[] => {
    const exact = found.filter((unit) => unit.slug === text.trim() || unit.officialCode === text.trim())
    return exact.length > 0 ? exact : found.filter((unit) => unit.plain === plainText(text).trim())
  }
}

/** Whether something that is set already would change: then a reason is asked for. */
export const changesSomething = ({ planned }: Pick<TargetsPlan, 'planned'>): boolean =>
  planned.some(({ seen }) => seen > 0)
