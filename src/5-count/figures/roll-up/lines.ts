import { isPublic, type Reader } from '#platform/database'
import { isOfWholeMonths } from '#platform/time'
import { addSpans } from './spans.ts'
import { distinctByLine, type LineRow, sumsByLine } from './store.ts'
import { addTo, nothing, within } from './sums.ts'
import { type ManyUnits, shares, type Totals, totalsOf } from './totals.ts'

/** Totals of some units for each line of organisations, by the code of the line. */
export async function totalsByLine(
  db: Reader,
  many: ManyUnits & { lines: readonly string[] },
): Promise<Map<string, Totals>> {
  const found = new Map<string, Totals>()
  const ofLine = (line: string): ManyUnits => ({ ...many, scope: { ...many.scope, line } })
  // Of broken months and of people who need protection each line is asked for itself.
  if (isPublic(db) || !isOfWholeMonths(many.span)) {
    for (const line of many.lines) found.set(line, await totalsOf(db, ofLine(line)))
    return found
  }
  const figureOf = (line: string, unit: string, code: string) =>
    within(
      within(
        within(found, line, () => new Map()),
        unit,
        () => new Map(),
      ),
      code,
      nothing,
    )
  const { asked, distinct, spans } = await shares(db, many)
  const wanted = new Set(many.lines)
  const add = (rows: LineRow[], askers: Map<string, string[]>) => {
    for (const row of rows)
      if (wanted.has(row.line))
        for (const unit of askers.get(row.unitId) ?? []) addTo(figureOf(row.line, unit, row.indicator), row)
  }
  for (const { question, isKept, askers } of asked) {
    add(await sumsByLine(db, isKept ? 'kept' : 'counted', question), askers)
    if (distinct.length > 0) add(await distinctByLine(db, { ...question, codes: distinct }), askers)
  }
  if (spans.answering[0]?.hasSpans)
    for (const line of many.lines)
      await addSpans(db, { ...spans, slice: `line:${line}` }, [many.span], (unit, code) =>
        figureOf(line, unit, code),
      )
  return found
}
