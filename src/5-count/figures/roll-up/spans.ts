import type { Reader } from '#platform/database'
import type { Span } from '#platform/time'
import type { Figure } from '../rules.ts'
import { type SpanSum, type SpansAsked, spanSums } from './span-store.ts'
import { addTo, exact } from './sums.ts'

const counts = (name: 'over' | 'about', count: number) => (count > 0 ? { [name]: count } : {})

/** Notes beside a figure that an amount was counted for a span that its own period does not hold. */
function addBeyond(figure: Figure, { entries, total, over, about, since, day }: SpanSum): void {
  const { beyond } = figure
  figure.beyond = {
    entries: (beyond?.entries ?? 0) + entries,
    amount: exact((beyond?.amount ?? 0) + total),
    ...counts('over', (beyond?.over ?? 0) + over),
    ...counts('about', (beyond?.about ?? 0) + about),
    ...(beyond && (beyond.isMany || beyond.from !== since || beyond.last !== day) ? { isMany: true } : {}),
    from: beyond && beyond.from < since ? beyond.from : since,
    last: beyond && beyond.last > day ? beyond.last : day,
  }
}

/**
 * Adds what was counted for many days together to the figures of some periods: it counts where the period holds its
 * whole span, and is noted beside every other period that it overlaps. `figureOf` gives the figure of the period with
 * an index.
 */
export async function addSpans(
  db: Reader,
  asked: SpansAsked,
  periods: readonly Span[],
  figureOf: (unitId: string, indicator: string, index: number) => Figure,
): Promise<void> {
  if (!asked.answering[0]?.hasSpans || asked.codes?.length === 0) return
  for (const sum of await spanSums(db, asked))
    for (const [index, { from, until }] of periods.entries()) {
      if (sum.since >= until || sum.day < from) continue
      const figure = figureOf(sum.unitId, sum.indicator, index)
      if (sum.since >= from && sum.day < until) addTo(figure, sum)
      else addBeyond(figure, sum)
    }
}
