import { type ByHand, countedByHand } from '#declared'
import {
  type ByUnit,
  byUnitsBeneath,
  figuresByLine,
  figuresOf,
  figuresReached,
  type Indicator,
  type IndicatorFigure,
  indicatorsOf,
  type Reach,
  scopeFor,
} from '#figures'
import { linesOf, type UnitDetails } from '#org'
import type { Reader } from '#platform/database'
import { type Span, spanOf } from '#platform/time'
import type { Reported } from '#regimes'
import {
  type InitiativeSum,
  initiativesIn,
  type RecordCount,
  type RunInitiative,
  recordsIn,
  sumsOfInitiatives,
} from './results-store.ts'

/** A part of the figures: of one line of organisations, of what serves one theme, of the own or of the units beneath alone. */
export type Slice = { line?: string; themeId?: string; reach?: Reach }

/** All that a report knows of a unit and period, read in one state of the data. */
export type Results = {
  /** Of which part of the figures, where it is not of all. */
  slice?: Slice
  unit: UnitDetails
  reported: Reported
  /** Everything that is counted, in its order. */
  indicators: Indicator[]
  figures: IndicatorFigure[]
  /** Since the beginning of the year, every indicator that has an entry since then. */
  sinceNewYear: IndicatorFigure[]
  lines: { code: string; name: string; figures: IndicatorFigure[] }[]
  leading: Indicator[]
  parts: ByUnit
  initiatives: RunInitiative[]
  records: RecordCount[]
  sums: InitiativeSum[]
  /** What was declared or came in a file, each with who counted and from which paper. */
  byHand: ByHand[]
}

/** How many indicators the table by unit shows: the paper is only so wide. */
const columnsByUnit = 4
/** So many sources of declared figures are named. */
export const sourcesNamed = 100

/** How many initiatives are counted, and how many of them the list names with their results. */
const mostInitiatives = 20_000
export const initiativesListed = 200

/** The indicators that say most: what the first page of the portal shows, then those with the most entries. */
function leadingOf(figures: readonly IndicatorFigure[]): Indicator[] {
  const rank = ({ indicator, figure }: IndicatorFigure) => (indicator.isHeadline ? 1e9 : 0) + figure.entries
  return figures
    .filter(({ figure }) => figure.entries > 0)
    .toSorted((one, other) => rank(other) - rank(one))
    .slice(0, columnsByUnit)
    .map(({ indicator }) => indicator)
}

async function linesWithResults(db: Reader, unit: UnitDetails, { span }: Reported, known: RunInitiative[]) {
  const lines: Results['lines'] = []
  if (!unit.isArea) return lines
  const all = await linesOf(db)
  const byLine = await figuresByLine(
    db,
    unit.id,
    span,
    all.map(({ code }) => code),
  )
  for (const line of all) {
    const figures = byLine.get(line.code) ?? []
    if (figures.length > 0 || known.some((initiative) => initiative.line === line.code))
      lines.push({ code: line.code, name: line.nameVi, figures })
  }
  return lines
}

/**
 * A reader that reads each thing of the same results once: many places of a report ask for the same, and all that a report
 * is told from is of one state of the data.
 */
export function oncePerResults<Told extends { results: Results }, What extends unknown[], Found>(
  read: (told: Told, ...what: What) => Promise<Found>,
): (told: Told, ...what: What) => Promise<Found> {
  const known = new WeakMap<Results, Map<string, Promise<Found>>>()
  return (told, ...what) => {
    const ofResults = known.get(told.results) ?? new Map<string, Promise<Found>>()
    known.set(told.results, ofResults)
    const key = JSON.stringify(what)
    const found = ofResults.get(key) ?? read(told, ...what)
    ofResults.set(key, found)
    return found
  }
}

/** The same results with the figures of one line or theme alone. */
export const resultsOf = oncePerResults(
  async ({ db, results }: { db: Reader; results: Results }, slice: Slice): Promise<Results> => {
    const { unit, reported, indicators } = results
    const of = (span: Span) => figuresReached(db, { ...scopeFor(unit, slice), reach: slice.reach }, span)
    const figures = await of(reported.span)
    return {
      ...results,
      slice,
      figures,
      sinceNewYear: await of(spanOf(reported.sinceNewYear) ?? reported.span),
      leading: leadingOf(figures),
      parts: await byUnitsBeneath(db, unit, {
        span: reported.span,
        indicators,
        all: true,
        scope: { line: slice.line, themeId: slice.themeId },
      }),
    }
  },
)

/** Reads everything that a report on a unit and period is told from. */
export async function gatherResults(db: Reader, unit: UnitDetails, reported: Reported): Promise<Results> {
  const { span } = reported
  const indicators = await indicatorsOf(db)
  const figures = await figuresOf(db, scopeFor(unit), span)
  const initiatives = await initiativesIn(db, unit.id, span, mostInitiatives)
  const listed = initiatives.slice(0, initiativesListed).map(({ id }) => id)
  return {
    unit,
    reported,
    indicators,
    figures,
    sinceNewYear: await figuresOf(db, scopeFor(unit), spanOf(reported.sinceNewYear) ?? span),
    lines: await linesWithResults(db, unit, reported, initiatives),
    leading: leadingOf(figures),
    parts: await byUnitsBeneath(db, unit, { span, indicators, all: true }),
    initiatives,
    records: await recordsIn(db, unit.id, span),
    sums: await sumsOfInitiatives(db, listed, span),
    byHand: await countedByHand(db, unit.id, span, sourcesNamed + 1),
  }
}
