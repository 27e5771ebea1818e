import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Actor, look, note, perform } from '#access'
import { type Indicator, indicatorsOf, numberRulesOf } from '#figures'
import type { Reader } from '#platform/database'
import { plainText } from '#platform/plain-text'
import { Problem } from '#platform/problem'
import type { Notice } from '#platform/spreadsheet'
import { spreadsheetSent } from '#platform/spreadsheet-sent'
import { checked } from '#platform/submit'
import { type NamedUnit, unitsNamedIn } from '../around-store.ts'
import { directions, years } from '../entry.ts'
import { unitToRead } from '../read.ts'
import { objectionToTarget } from '../rules.ts'
import { type Wanted, type Written, writeTargets } from '../set-target.ts'
import { findTargets, targetsOfUnits } from '../store.ts'
import { type FileRow, fileRowsIn, mostRows, type RowProblem } from './rows.ts'

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
export type Preview = {
  fileName: string
  rows: FileRow[]
  planned: PlannedRow[]
  unchanged: number
  problems: RowProblem[]
  notices: Notice[]
  /** Stands for all that would be written; what is confirmed must be what was seen. */
  seen: string
}

const fileRow = z.object({
  row: z.number().int().min(1).max(1_048_576),
  indicator: z.string().min(1).max(200),
  unit: z.string().min(1).max(200),
  year: z.number().int().min(years.first).max(years.last),
  amount: z.number().min(0).max(1e14),
  direction: z.enum(directions),
  note: z.string().max(500),
})

/** What a person confirms: the rows as they were read, what they saw, and why targets that are set already change. */
export const confirmation = z.object({
  rows: z
    .string()
    .max(4_000_000)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue({ code: 'custom', message: 'field_is_malformed' })
        return z.NEVER
      }
    })
    .pipe(z.array(fileRow).min(1).max(mostRows)),
  seen: z.string().length(64),
  reason: z.string().trim().max(500).default(''),
})

/**
 * Reads a file of targets and says row by row what it would do. Writes nothing.
 * @throws Problem of `readSpreadsheet`; `not_found_or_not_allowed`
 */
export async function previewTargets(
  actor: Actor,
  slug: string,
  file: { name: string; bytes: Uint8Array },
): Promise<Preview> {
  const unit = await unitToRead(actor, slug)
  const fileName = file.name.normalize('NFC').toWellFormed().replaceAll('\0', '').slice(-200)
  const sheet = await spreadsheetSent(file.bytes, fileName)
  return look(actor, 'target.set', unit.id, async (db) => {
    const named = byCodeOrName(await indicatorsOf(db))
    const { rows, problems, notices } = fileRowsIn(sheet, (text) => {
      const indicator = named(text)
      return indicator ? numberRulesOf(indicator) : {}
    })
    return { fileName, rows, notices, ...(await plan(db, unit.id, rows, problems)) }
  })
}

/** The preview of rows that were read before, against what is there now; undefined where they are no rows of ours. */
export async function previewAgain(actor: Actor, slug: string, typed: unknown): Promise<Preview | undefined> {
  const read = confirmation.pick({ rows: true }).safeParse(typed)
  if (!read.success) return undefined
  const unit = await unitToRead(actor, slug)
  const { rows } = read.data
  return look(actor, 'target.set', unit.id, async (db) => ({
    fileName: '',
    rows,
    notices: [],
    ...(await plan(db, unit.id, rows, [])),
  }))
}

/**
 * Writes the rows of a file that was previewed: all of them, or nothing where something is no longer as it was seen.
 * @throws Problem `seen_is_outdated`, `target_change_has_no_reason`, and those of `writeTargets`
 */
export async function importTargets(actor: Actor, slug: string, typed: unknown): Promise<Written> {
  const unit = await unitToRead(actor, slug)
  const { rows, seen, reason } = checked(confirmation, typed)
  return perform(actor, 'target.set', unit.id, async (tx) => {
    const planned = await plan(tx, unit.id, rows, [])
    if (planned.problems.length > 0 || planned.seen !== seen) throw new Problem('seen_is_outdated')
    const written = await writeTargets(tx, unit.id, planned.planned, reason, actor.personId)
    note(tx, { imported: rows.length, ...written })
    return written
  })
}

async function plan(
  db: Reader,
  setByUnitId: string,
  rows: readonly FileRow[],
  given: readonly RowProblem[],
): Promise<Pick<Preview, 'planned' | 'unchanged' | 'problems' | 'seen'>> {
  const problems = [...given]
  const indicatorNamed = byCodeOrName(await indicatorsOf(db))
  const wanted: (PlannedRow & { unit: NamedUnit })[] = []
  const first = new Map<string, number>()
  for (const year of new Set(rows.map((row) => row.year))) {
    const ofYear = rows.filter((row) => row.year === year)
    const unitNamed = await unitsOf(db, ofYear, year)
    for (const row of ofYear) {
      const refuse = (code: string, params: RowProblem['params'] = {}) =>
        problems.push({ row: row.row, code, params })
      const indicator = indicatorNamed(row.indicator)
      const units = unitNamed(row.unit)
      const [unit] = units
      if (!indicator) refuse('target_row_names_no_indicator', { text: row.indicator.slice(0, 80) })
      else if (!unit) refuse('target_row_names_no_unit', { text: row.unit.slice(0, 80) })
      else if (units.length > 1)
        refuse('target_row_names_several_units', { text: row.unit.slice(0, 80), count: units.length })
      else {
        const key = `${unit.id} ${indicator.code} ${year}`
        const twice = first.get(key)
        if (twice !== undefined) refuse('target_row_is_twice', { row: twice })
        first.set(key, twice ?? row.row)
        const objection = objectionToTarget(row, indicator, { validFrom: '0001-01-01', validTo: null })
        if (objection) refuse(objection, { unit: unit.name, year })
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
  return { planned, unchanged, problems, seen: hashOf(planned) }
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

const hashOf = (planned: readonly PlannedRow[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        planned.map(({ unitId, indicator, year, amount, direction, note: words, seen }) => [
          unitId,
          indicator,
          year,
          amount,
          direction,
          words,
          seen,
        ]),
      ),
    )
    .digest('hex')

/** Whether something that is set already would change: then a reason is asked for. */
export const changesSomething = ({ planned }: Preview): boolean => planned.some(({ seen }) => seen > 0)
