import type { Reader } from '#platform/database'
import type { Span } from '#platform/time'
import { spanSums } from '../roll-up/span-store.ts'
import { answeringFor } from '../roll-up/store.ts'
import { addTo, nothing, within } from '../roll-up/sums.ts'
import { sliceOf } from '../roll-up/totals.ts'
import type { Figure } from '../rules.ts'
import type { Indicator, Scope } from '../store.ts'
import type { Part } from './parts.ts'

/**
 * Adds to parts that came within the period what they counted for spans that began before: such an amount belongs to where the
 * unit stood on its last day, and no reading of the part's own stretch holds it.
 */
export async function addCrossing(
  db: Reader,
  found: ReadonlyMap<Part, Map<string, Figure>>,
  asked: { span: Span; indicators: readonly Indicator[]; scope: Omit<Scope, 'unitId' | 'seriesId'> },
): Promise<void> {
  const { span, indicators, scope } = asked
  const came = [...found.keys()].filter((part) => part.span.from > span.from)
  const codes = indicators.filter(({ rule }) => rule === 'sum').map(({ code }) => code)
  if (came.length === 0 || codes.length === 0) return
  const unitIds = [...new Set(came.map(({ unit }) => unit.id))]
  const answering = await answeringFor(db, unitIds, scope.basis ?? 'today', span)
  if (!answering.some(({ hasSpans }) => hasSpans)) return
  const slice = sliceOf({ ...scope, unitId: '' })
  for (const sum of await spanSums(db, { answering, codes, slice, span }))
    for (const part of came) {
      const isHere = sum.day >= part.span.from && sum.day < part.span.until
      const isCut = sum.since >= span.from && sum.since < part.span.from
      const figures = found.get(part)
      if (part.unit.id === sum.unitId && isHere && isCut && figures)
        addTo(within(figures, sum.indicator, nothing), sum)
    }
}
