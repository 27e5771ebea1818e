import type { Answers } from '#activities'
import type { Form } from '#kinds'
import type { Reader } from '#platform/database'
import type { Day } from '#platform/time'
import { type SpanOfUnit, unitsWithStock } from './store.ts'

/** A row that would be written, with when its unit stood. */
export type RowOfUnit = { row: number; initiativeKey: string; day: Day; answers: Answers; unit: SpanOfUnit }

type UnitThere = SpanOfUnit & { first: Day }

/**
 * Whether amounts of a stock of two units would replace each other in one initiative: each has one on a day before the other was
 * gone. A unit that carries on the work of another has none before that, and replaces rightly.
 */
const overlap = (one: UnitThere, other: UnitThere): boolean =>
  one.id !== other.id &&
  (other.validTo === null || one.first < other.validTo) &&
  (one.validTo === null || other.first < one.validTo)

/**
 * Rows whose stock would replace that of another unit, or be replaced by it, since both are recorded in one initiative.
 * @returns the name of the other unit by row
 */
export async function stocksOfTwoUnits(
  db: Reader,
  form: Form,
  rows: readonly RowOfUnit[],
  given: { initiativeIds: readonly string[]; stocks: ReadonlySet<string> },
): Promise<Map<number, string>> {
  const found = new Map<number, string>()
  const asked = form.fields.filter(({ indicator }) => indicator !== null && given.stocks.has(indicator))
  const counting = rows.filter(({ answers }) =>
    asked.some(({ parent, key }) => answers[parent ?? key] !== undefined),
  )
  if (counting.length === 0) return found
  const units = new Map<string, UnitThere[]>()
  const count = (initiative: string, unit: UnitThere) => {
    const of = units.get(initiative) ?? []
    const before = of.find(({ id }) => id === unit.id)
    if (!before) of.push({ ...unit })
    else if (unit.first < before.first) before.first = unit.first
    units.set(initiative, of)
  }
  for (const { initiativeId, ...unit } of await unitsWithStock(db, given.initiativeIds))
    count(initiativeId, unit)
  for (const { initiativeKey, unit, day } of counting) count(initiativeKey, { ...unit, first: day })
  for (const { row, initiativeKey, unit } of counting) {
    const of = units.get(initiativeKey) ?? []
    const own = of.find(({ id }) => id === unit.id)
    const other = own && of.find((one) => overlap(own, one))
    if (other) found.set(row, other.name)
  }
  return found
}
