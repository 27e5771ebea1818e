import { figuresOfSeries, type IndicatorFigure, indicatorsOf, totalOf } from '#figures'
import {
  findInitiative,
  findInitiativeBySlug,
  type Initiative,
  initiativesWithIds,
  lifeOf,
} from '#initiatives'
import { kindsOf } from '#kinds'
import { linesOf } from '#org'
import type { Reader } from '#platform/database'
import { readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { contactFor } from '../contact/store.ts'
import { saysSomething } from '../guide/rules.ts'
import { costsOf, guideOf, indicatorsFedBy, targetsOf } from '../guide/store.ts'
import { recognitionsOf } from '../recognition/store.ts'
import { everUntil } from '../replication/read.ts'
import { familyOf, lessonsOf } from '../replication/store.ts'
import type { LibrarySearch } from './entry.ts'
import { picturesOf } from './pictures.ts'
import { copiesOf, libraryRows, originOf } from './store.ts'

// The library shows what has been published and nothing else: its reader is the public's, for officers too.

/** Results that are something, those of the first questions first. */
const telling = (figures: readonly IndicatorFigure[], order: readonly string[], most: number) =>
  figures
    .filter(({ indicator, figure }) => indicator.rule !== 'derived' && totalOf(figure) > 0)
    .sort((one, other) => place(order, one) - place(order, other))
    .slice(0, most)
const place = (order: readonly string[], { indicator }: IndicatorFigure): number =>
  order.includes(indicator.code) ? order.indexOf(indicator.code) : order.length

/** One page of the library: each initiative with its badges, its first results, what it costs, who copied it. */
export async function libraryPage(db: Reader, search: LibrarySearch, day: Day = today()) {
  const { rows: shown, next } = await readPage(
    search.limit,
    (limit) => libraryRows(db, { ...search, limit }),
    (last) => last,
  )
  const ids = shown.map(({ id }) => id)
  const initiatives = new Map((await initiativesWithIds(db, ids)).map((one) => [one.id, one]))
  const kinds = await kindsOf(db)
  const orders = new Map<string, string[]>()
  for (const kind of new Set([...initiatives.values()].map((one) => one.kind)))
    orders.set(kind, await indicatorsFedBy(db, kind))
  const figures = await figuresOfSeries(db, ids, await everUntil(db, day))
  const costs = await costsOf(db, ids)
  const recognitions = Map.groupBy(await recognitionsOf(db, ids), ({ initiativeId }) => initiativeId)
  const pictures = await picturesOf(db, ids, 1)
  return {
    rows: shown.flatMap(({ id, copies }) => {
      const initiative = initiatives.get(id)
      if (!initiative) return []
      const results = telling(figures.get(id) ?? [], orders.get(initiative.kind) ?? [], 2)
      return {
        initiative,
        copies,
        results,
        costDong: costs.get(id) ?? null,
        recognitions: recognitions.get(id) ?? [],
        picture: pictures.get(id)?.[0],
      }
    }),
    next,
    kinds,
    lines: await linesOf(db),
    indicators: (await indicatorsOf(db)).filter(({ rule }) => rule !== 'derived'),
  }
}
export type Library = Awaited<ReturnType<typeof libraryPage>>

/** All by which an initiative recommends itself to another unit, of one that has been published. */
export async function offerOf(db: Reader, initiative: Initiative, day: Day = today()) {
  const { id } = initiative
  const figures = (await figuresOfSeries(db, [id], await everUntil(db, day))).get(id) ?? []
  const family = await familyOf(db, id)
  const guide = await guideOf(db, id)
  const indicators = new Map((await indicatorsOf(db)).map((indicator) => [indicator.code, indicator]))
  const order = await indicatorsFedBy(db, initiative.kind)
  return {
    initiative,
    guide: guide && saysSomething(guide) ? guide : undefined,
    results: telling(figures, order, 8),
    targets: (await targetsOf(db, id)).flatMap((target) => {
      const indicator = indicators.get(target.indicator)
      const figure = figures.find((one) => one.indicator.code === target.indicator)?.figure
      return indicator ? [{ ...target, indicator, figure }] : []
    }),
    recognitions: await recognitionsOf(db, [id]),
    pictures: (await picturesOf(db, [id], 6)).get(id) ?? [],
    contact: await contactFor(db, initiative.unitId),
    origin: await originOf(db, id),
    copies: await copiesOf(db, id, 50),
    familySize: family.length,
    lessons: (
      await lessonsOf(db, { kind: initiative.kind, familyIds: family.map((one) => one.id), limit: 6 })
    ).filter((lesson) => lesson.id !== id),
    end: (await lifeOf(db, id)).findLast(({ event }) => event === 'ended'),
  }
}
export type Offer = Awaited<ReturnType<typeof offerOf>>

/** The offer of an initiative by its id. @throws Problem `not_found_or_not_allowed` */
export async function offerWithId(db: Reader, id: string): Promise<Offer> {
  const initiative = await findInitiative(db, id)
  if (!initiative) throw new Problem('not_found_or_not_allowed')
  return offerOf(db, initiative)
}

/** The offer of an initiative by its address. @throws Problem `not_found_or_not_allowed` */
export async function offerAt(db: Reader, slug: string): Promise<Offer> {
  const initiative = await findInitiativeBySlug(db, slug)
  if (!initiative) throw new Problem('not_found_or_not_allowed')
  return offerOf(db, initiative)
}
