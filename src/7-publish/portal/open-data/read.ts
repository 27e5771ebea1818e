import { lookPublic } from '#access'
import {
  type Figure,
  figuresOfUnits,
  type Indicator,
  indicatorsOf,
  isTold,
  monthsFor,
  monthsOfUnits,
  noFigure,
  spanFor,
  totalOf,
} from '#figures'
import { unitOf } from '#org'
import type { Reader } from '#platform/database'
import { qualifierOfCounts } from '#platform/precision'
import { Problem } from '#platform/problem'
import { addMonths, isOfWholeMonths, type Month, monthsOf, type Span, today } from '#platform/time'
import { communesOf, rootUnitId } from '../store.ts'
import { openFlows, openInitiatives, openUnits } from './store.ts'

/** The most rows of one file; a year of the district has about a tenth. */
const mostRows = 200_000

/** A file is whole or it is refused: nobody counts on rows that were left out. @throws Problem `open_data_is_too_long` */
function whole<T>(rows: T[]): T[] {
  if (rows.length > mostRows) throw new Problem('open_data_is_too_long', { most: mostRows })
  return rows
}

type Place = { officialCode: string | null; slug: string; name: string }

/** Of what is withheld, or was counted for longer only, there is no number: 0 would be one. */
const amountsOf = (figure: Figure) =>
  figure.entries === 0
    ? { declared: null, evidenced: null, confirmed: null, verified: null, total: null }
    : {
        declared: figure.declared,
        evidenced: figure.evidenced,
        confirmed: figure.confirmed,
        verified: figure.verified,
        total: totalOf(figure),
      }

const isKeptBack = (figure: Figure): boolean => figure.isWithheld === true && figure.entries === 0

const rowOf = (place: Place, indicator: Indicator, period: string, figure: Figure) => ({
  unitCode: place.officialCode,
  unitSlug: place.slug,
  unitName: place.name,
  indicator: indicator.code,
  indicatorNameVi: indicator.nameVi,
  indicatorNameEn: indicator.nameEn,
  measureVi: indicator.unitVi,
  measureEn: indicator.unitEn,
  rule: indicator.rule,
  period,
  ...amountsOf(figure),
  // Blocks of protected figures do not say how exact they are, and what is withheld has no number.
  qualifier: figure.isWithheld ? null : qualifierOfCounts(figure),
  isWithheld: figure.isWithheld ?? false,
  beyondAmount: figure.beyond?.amount ?? null,
  beyondFrom: figure.beyond?.from ?? null,
  beyondLast: figure.beyond?.last ?? null,
})

/** The area of the portal and its communes, those of former days too: the units among which the page of figures lets choose. */
async function placesOf(db: Reader): Promise<(Place & { id: string })[]> {
  const rootId = await rootUnitId(db)
  if (!rootId) return []
  const [root, communes] = [await unitOf(db, rootId), await communesOf(db, rootId)]
  return [root, ...communes.filter(({ id }) => id !== rootId)]
}

/** Months of a period are told one by one up to so many: each asks the database again for what is counted once. */
const mostMonths = 24

/**
 * The months of a period that have begun: what stands at the end of a later one is not known. None where the period has no whole
 * months, is a single one, or has too many.
 */
function begunMonths(span: Span): Month[] {
  if (!isOfWholeMonths(span)) return []
  const months = monthsOf(span)
  const begun = months.filter((month) => month <= today().slice(0, 7))
  return months.length > 1 && begun.length <= mostMonths ? begun : []
}

/** Whether a file has a row of it: what was entered and has a value, what was counted for longer, and what is withheld, which says so. */
const hasRow = (figure: Figure | undefined): figure is Figure =>
  isTold(figure) ? figure.derived?.value !== null : figure !== undefined && isKeptBack(figure)

/** Figures of all kinds as the pages show them, of the whole period and of each of its months. */
const figures = (period: string) =>
  lookPublic(async (db) => {
    const span = spanFor(period)
    const indicators = await indicatorsOf(db)
    const places = await placesOf(db)
    const asked = { unitIds: places.map(({ id }) => id), indicators, span }
    const totals = await figuresOfUnits(db, { ...asked, all: true })
    const begun = begunMonths(span)
    const until =
      begun.length > 0 && begun.length < monthsOf(span).length
        ? `${addMonths(begun.at(-1) ?? '', 1)}-01`
        : span.until
    const months =
      begun.length > 0 ? await monthsOfUnits(db, { ...asked, span: { from: span.from, until } }) : undefined
    return whole(
      places.flatMap((place) =>
        indicators.flatMap((indicator) => {
          const told: [string, Figure | undefined][] = [
            [period, totals.get(place.id)?.get(indicator.code)],
            ...begun.map((month, index): [string, Figure | undefined] => {
              const { beyond: _, ...ofMonth } =
                months?.get(place.id)?.get(indicator.code)?.[index] ?? noFigure()
              return [month, ofMonth]
            }),
          ]
          return told.flatMap(([of, figure]) => (hasRow(figure) ? [rowOf(place, indicator, of, figure)] : []))
        }),
      ),
    )
  })

const indicators = () =>
  lookPublic(async (db) =>
    (await indicatorsOf(db)).map((one) => ({
      code: one.code,
      nameVi: one.nameVi,
      nameEn: one.nameEn,
      measureVi: one.unitVi,
      measureEn: one.unitEn,
      rule: one.rule,
      formula: one.formula,
      partOf: one.partOf,
      isShare: one.isShare,
      definitionVi: one.definitionVi,
      definitionEn: one.definitionEn,
    })),
  )

/** The open data of a period, or of all there is. @throws Problem `period_is_malformed`, `open_data_is_too_long` */
export const openData = {
  figures,
  flows: (period: string) =>
    lookPublic(async (db) => whole(await openFlows(db, monthsFor(period), mostRows + 1))),
  indicators,
  initiatives: () => lookPublic(async (db) => whole(await openInitiatives(db, mostRows + 1))),
  units: () => lookPublic(async (db) => whole(await openUnits(db, mostRows + 1))),
}
