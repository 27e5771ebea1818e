import { figuresOfSeries, firstDayOf, type IndicatorFigure } from '#figures'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { addMonths, type Day, type Span, today } from '#platform/time'
import { indicatorsFedBy } from '../guide/store.ts'
import { recognitionsOf } from '../recognition/store.ts'
import { commonIndicator, growthOf, linesOf, treeOf } from './rules.ts'
import { communesAround, familyOf } from './store.ts'

/** All that an initiative has ever done, until the end of this month. */
export const everUntil = async (db: Reader, day: Day): Promise<Span> => ({
  from: `${(await firstDayOf(db, undefined, day)).slice(0, 7)}-01`,
  until: `${addMonths(day.slice(0, 7), 1)}-01`,
})

/**
 * How an initiative spread: the tree of who copied whom, the years, the communes, and what each one reached of what most
 * of them count. Nobody is put in order by it.
 * @throws Problem `not_found_or_not_allowed`
 */
export async function spreadOf(db: Reader, id: string, day: Day = today()) {
  const family = await familyOf(db, id)
  const self = family.find((one) => one.id === id)
  if (!self) throw new Problem('not_found_or_not_allowed')
  const ids = family.map((one) => one.id)
  const results = await figuresOfSeries(db, ids, await everUntil(db, day))
  const code = commonIndicator(results, await indicatorsFedBy(db, self.kind))
  const figureOf = (one: string): IndicatorFigure | undefined =>
    results.get(one)?.find(({ indicator }) => indicator.code === code)
  const recognitions = Map.groupBy(await recognitionsOf(db, ids), ({ initiativeId }) => initiativeId)
  const tree = treeOf(
    family.map((one) => ({ ...one, result: figureOf(one.id), recognitions: recognitions.get(one.id) ?? [] })),
  )
  const running = Map.groupBy(
    family.filter(({ state, placeId }) => placeId !== null && (state === 'active' || state === 'recognised')),
    ({ placeId }) => placeId as string,
  )
  const communes = await communesAround(db, [...running.keys()])
  return {
    self,
    tree,
    lines: linesOf(tree),
    growth: growthOf(family, day),
    communes: communes.map((commune) => ({ ...commune, count: running.get(commune.id)?.length ?? 0 })),
    indicator: ids.map(figureOf).find((one) => one !== undefined)?.indicator,
    today: day,
  }
}
export type Spread = Awaited<ReturnType<typeof spreadOf>>
