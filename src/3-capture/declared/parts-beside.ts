import {
  type Amount,
  figuresOfUnits,
  type Indicator,
  isEntered,
  type PartFault,
  partBeyondWhole,
  sharesBesideWhole,
  totalOf,
} from '#figures'
import type { Reader, Tx } from '#platform/database'
import { qualifierOfCounts } from '#platform/precision'
import { Problem } from '#platform/problem'
import type { Span } from '#platform/time'

/** A unit and days for which amounts are entered. */
export type Place = { unitId: string; span: Span; amounts: readonly Amount[] }

/** What is related to some amounts: their wholes, and the parts of those. None where nothing is part of anything. */
function familyOf(all: readonly Indicator[], amounts: readonly Amount[]): Indicator[] {
  const codes = new Set(amounts.map(({ indicator }) => indicator))
  const wholes = new Set(all.flatMap(({ code, partOf }) => (codes.has(code) ? [code, partOf ?? code] : [])))
  const family = all.filter(({ code, partOf }) => wholes.has(code) || wholes.has(partOf ?? ''))
  return family.some(({ partOf }) => wholes.has(partOf ?? '')) ? family : []
}

/** What stands of the relatives at each place. Days of an archived year are not told apart: nothing can be said there. */
async function standingAt(
  db: Reader,
  all: readonly Indicator[],
  places: readonly Place[],
): Promise<Amount[][]> {
  const found = new Map<Place, Amount[]>()
  for (const together of Map.groupBy(places, ({ span }) => `${span.from} ${span.until}`).values()) {
    const family = familyOf(
      all,
      together.flatMap(({ amounts }) => amounts),
    )
    const [{ span } = { span: undefined }] = together
    if (!span || family.length === 0) continue
    const unitIds = [...new Set(together.map(({ unitId }) => unitId))]
    const totals = await figuresOfUnits(db, { unitIds, indicators: family, span }).catch((fault) => {
      if (fault instanceof Problem) return undefined
      throw fault
    })
    for (const place of together)
      found.set(
        place,
        family.flatMap(({ code }): Amount[] => {
          const figure = totals?.get(place.unitId)?.get(code)
          return isEntered(figure)
            ? [{ indicator: code, amount: totalOf(figure), qualifier: qualifierOfCounts(figure) }]
            : []
        }),
      )
  }
  return places.map((place) => found.get(place) ?? [])
}

/**
 * What would be wrong at each place once its amounts stand beside what is there: a part more than its whole, and more so than before,
 * or shares that add up to their whole neither by themselves nor with the rest. Levels replace what was there, so only those that come
 * are compared; `keepWithinWholes` sees the others.
 */
export async function faultsBeside(
  db: Reader,
  all: readonly Indicator[],
  places: readonly Place[],
): Promise<(PartFault | undefined)[]> {
  const rules = new Map(all.map(({ code, rule }) => [code, rule]))
  const standing = await standingAt(db, all, places)
  return places.map(({ amounts }, index) => {
    const before = (standing[index] ?? []).filter(({ indicator }) => rules.get(indicator) === 'sum')
    const family = familyOf(all, amounts)
    const after = [...before, ...amounts]
    return (
      partBeyondWhole(after, family, before) ??
      (sharesBesideWhole(amounts, family) && sharesBesideWhole(after, family))
    )
  })
}

/**
 * Writes what counts at some places, all of it, and refuses it where a part has then become more than its whole, or more so than it
 * was: what is broken already is mended one figure after the other.
 * @throws Problem `part_exceeds_whole`, as `refuse` words it for the place
 */
export async function keepWithinWholes<At extends Place>(
  tx: Tx,
  all: readonly Indicator[],
  places: readonly At[],
  write: () => Promise<void>,
  refuse: (fault: PartFault, place: At) => Problem = ({ code, params }) => new Problem(code, params),
): Promise<void> {
  const before = await standingAt(tx, all, places)
  await write()
  const after = await standingAt(tx, all, places)
  for (const [index, place] of places.entries()) {
    const fault = partBeyondWhole(after[index] ?? [], familyOf(all, place.amounts), before[index])
    if (fault) throw refuse(fault, place)
  }
}

/** A row of a file, as far as parts are asked for. */
type Row = { row: number; code: string }

/** The rows that speak of the part at fault, or of its whole where no row speaks of the part. */
export function rowsAtFault(rows: readonly Row[], { at, of }: Pick<PartFault, 'at' | 'of'>): number[] {
  const rowsOf = (asked: string) => rows.flatMap(({ code, row }) => (code === asked ? [row] : []))
  const ofPart = rowsOf(at)
  return ofPart.length > 0 ? ofPart : rowsOf(of)
}

/** A fault that is found once all rows are written, with the rows that it concerns. */
export const problemOfRows = (rows: readonly Row[], fault: PartFault): Problem =>
  new Problem('part_exceeds_whole_in_rows', {
    ...fault.params,
    rows: rowsAtFault(rows, fault).join(', '),
  })
