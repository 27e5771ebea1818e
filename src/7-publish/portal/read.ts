import { lookPublic } from '#access'
import { publicFilesOfProtected } from '#activities'
import { type PublicFile, publicFilesOf } from '#evidence'
import {
  aroundFigure,
  figureBySteps,
  figuresOf,
  firstDayOf,
  indicatorsOf,
  type Place,
  periodsToChoose,
  publicWordsOfSources,
  scopeFor,
  spanFor,
  totalOf,
  unitAt,
} from '#figures'
import { countByState, findInitiativeBySlug, initiativesMatching, lifeOf, type State } from '#initiatives'
import { kindsOf } from '#kinds'
import { carriedOn, linesOf, unitOf } from '#org'
import type { Reader } from '#platform/database'
import { readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { addDays, addMonths, type Day, type Month, periodOfDays, type Span, today } from '#platform/time'
import { type LibrarySearch, libraryPage, offerAt, recognitionsOf, spreadOf } from '#spreading'
import { publicTallyOf } from '#verification'
import { communesOf, publicActivities, rootUnitId } from './store.ts'

/** From the month of the first fact to the end of this year. */
const sinceBeginning = async (db: Reader): Promise<Span> => ({
  from: `${(await firstDayOf(db, undefined)).slice(0, 7)}-01`,
  until: `${Number(today().slice(0, 4)) + 1}-01-01`,
})

const root = async (db: Reader) => {
  const id = await rootUnitId(db)
  return id === undefined ? undefined : unitOf(db, id)
}

/** Records with what is published of their files. */
async function withFiles(db: Reader, search: Parameters<typeof publicActivities>[1]) {
  const { rows, next } = await readPage(
    search.limit,
    (limit) => publicActivities(db, { ...search, limit }),
    ({ day, id }) => ({ day, id }),
  )
  const files = await publicFilesOf(
    db,
    'activity',
    rows.map((row) => row.id),
  )
  const bySource = Map.groupBy(files, (file: PublicFile) => file.sourceId)
  return {
    rows: rows.map((row) => ({ ...row, files: bySource.get(row.id) ?? [] })),
    next,
  }
}

/** What the first page shows. `place` is undefined while nobody has entered a unit. */
export const home = () =>
  lookPublic(async (db) => {
    const place = await root(db)
    if (!place) return undefined
    const span = await sinceBeginning(db)
    const all = await figuresOf(db, scopeFor(place), span)
    const headlines = all.filter(({ indicator }) => indicator.isHeadline)
    const leading = (headlines.length > 0 ? headlines : all).slice(0, 9)
    return {
      place,
      leading,
      since: span.from.slice(0, 7),
      period: periodOfDays(span.from, addDays(span.until, -1)),
      states: await countByState(db),
      communes: (await communesOf(db, place.id)).filter((commune) => commune.validTo === null),
      featured: await initiativesMatching(db, { state: 'recognised', limit: 6 }),
      latest: (await withFiles(db, { withPhotos: true, limit: 6 })).rows,
    }
  })

/** All figures of a unit (the portal's own when none is named) in a period. */
export const figuresIn = (slug: string | undefined, period: string) =>
  lookPublic(async (db) => {
    const span = spanFor(period)
    const place = slug ? await unitAt(db, slug) : await root(db)
    return (
      place && {
        place,
        figures: await figuresOf(db, scopeFor(place), span),
        periods: await periodsToChoose(db, place.id),
        communes: await communesOf(db, place.id),
      }
    )
  })

/** One figure opened: by month, by unit, and page by page what it came from. */
export const figureOpened = (
  slug: string | undefined,
  period: string,
  code: string,
  after: Place | undefined,
) =>
  lookPublic(async (db) => {
    const span = spanFor(period)
    const place = slug ? await unitAt(db, slug) : await root(db)
    if (!place) throw new Problem('not_found_or_not_allowed')
    const indicator = (await indicatorsOf(db)).find((one) => one.code === code)
    if (!indicator) throw new Problem('not_found_or_not_allowed')
    const around = await aroundFigure(db, { unit: place, indicator, span, after })
    const { facts } = around
    const ids = facts.rows.map((row) => row.sourceId)
    const activities = await withFiles(db, { ids, limit: 20 })
    const others = [...facts.rows, ...facts.beyond].filter(({ sourceKind }) => sourceKind !== 'activity')
    return {
      ...around,
      place,
      indicator,
      periods: await periodsToChoose(db, place.id),
      words: await publicWordsOfSources(db, others),
      activities: new Map(activities.rows.map((row) => [row.id, row])),
    }
  })

/** The communes of the portal's area. */
export const communes = () =>
  lookPublic(async (db) => {
    const place = await root(db)
    return place && { place, communes: await communesOf(db, place.id) }
  })

/** One unit: its figures this year, its initiatives, what it carries on and who carries it on. */
export const unitPage = (slug: string) =>
  lookPublic(async (db) => {
    const unit = await unitAt(db, slug)
    const lastDay = unit.validTo ?? today()
    const year = (
      unit.validTo ? String(Number(lastDay.slice(0, 4)) - (lastDay.slice(5) === '01-01' ? 1 : 0)) : lastDay
    ).slice(0, 4)
    return {
      unit,
      year,
      figures: await figuresOf(db, scopeFor(unit), spanFor(year)),
      initiatives: await initiativesMatching(db, { under: unit.id, limit: 60 }),
      carried: await carriedOn(db, unit.id),
      latest: (await withFiles(db, { under: unit.id, limit: 6 })).rows,
    }
  })

/** The registry as the public searches it. */
export const initiativesIn = (search: {
  text: string
  kind?: string | undefined
  line?: string | undefined
  state?: State | undefined
  after: { name: string; id: string } | undefined
}) =>
  lookPublic(async (db) => {
    const page = await readPage(
      24,
      (limit) => initiativesMatching(db, { ...search, limit }),
      ({ name, id }) => ({ name, id }),
    )
    return {
      ...page,
      kinds: await kindsOf(db),
      lines: await linesOf(db),
    }
  })

const beginningOf = (startedOn: Day, last: Month): Day => `${[last, startedOn.slice(0, 7)].sort()[0]}-01`

/** One initiative: what it is, its life, its figures, what it did. @throws Problem `not_found_or_not_allowed` */
export const initiativePage = (slug: string, after: Place | undefined) =>
  lookPublic(async (db) => {
    const initiative = await findInitiativeBySlug(db, slug)
    if (!initiative) throw new Problem('not_found_or_not_allowed')
    const scope = { seriesId: initiative.id }
    const all = await sinceBeginning(db)
    const figures = await figuresOf(db, scope, all)
    const main = figures.find(({ indicator, figure }) => indicator.rule === 'sum' && totalOf(figure) > 0)
    const lastMonth = addMonths((initiative.endedOn ?? today()).slice(0, 7), 1)
    return {
      initiative,
      recognitions: await recognitionsOf(db, [initiative.id]),
      life: await lifeOf(db, initiative.id),
      said: initiative.protectsPeople ? undefined : await publicTallyOf(db, initiative.id),
      figures,
      since: all.from.slice(0, 7),
      main: main && {
        indicator: main.indicator,
        // All that the figure above holds, from the first month of the initiative on.
        columns: await figureBySteps(db, scope, main.indicator.code, {
          from: beginningOf(initiative.startedOn ?? all.from, addMonths(lastMonth, -1)),
          until: `${lastMonth}-01`,
        }),
      },
      activities: await withFiles(db, { initiativeId: initiative.id, after, limit: 12 }),
      consented: initiative.protectsPeople ? await publicFilesOfProtected(db, initiative.id) : [],
    }
  })

/** The library as the public searches it. */
export const libraryIn = (search: LibrarySearch) => lookPublic((db) => libraryPage(db, search))

/** All by which an initiative recommends itself. @throws Problem `not_found_or_not_allowed` */
export const offerPage = (slug: string) => lookPublic((db) => offerAt(db, slug))

/** How an initiative spread. @throws Problem `not_found_or_not_allowed` */
export const spreadPage = (slug: string) =>
  lookPublic(async (db) => {
    const initiative = await findInitiativeBySlug(db, slug)
    if (!initiative) throw new Problem('not_found_or_not_allowed')
    return { initiative, spread: await spreadOf(db, initiative.id) }
  })
