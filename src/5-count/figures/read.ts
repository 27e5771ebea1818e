import { type Actor, look } from '#access'
import {
  carriedOn,
  childrenOf,
  childrenWithin,
  findUnits,
  pathOf,
  scopeOf,
  type Unit,
  type UnitDetails,
  unitBySlug,
  unitOf,
} from '#org'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { addDays, type Day, periodOfDays, type Span, spanOf } from '#platform/time'
import { byUnitsBeneath } from './breakdown/break-down.ts'
import { figuresReached, figuresWithin, type Reach } from './breakdown/reach.ts'
import { shownRows } from './breakdown/words.ts'
import { lineageOf } from './lineage/read-lineage.ts'
import type { Place } from './lineage/store.ts'
import { partsOfWhole } from './of-which.ts'
import { periodsToChoose } from './periods/read.ts'
import { figuresOfUnits, type IndicatorFigure, indicatorOf, refuseBrokenMonths } from './read-figure.ts'
import { type Basis, stateOfRollUp } from './roll-up/store.ts'
import { type Assurance, isEntered, noFigure } from './rules.ts'
import { besideFigure, wordsOfSources } from './sources.ts'
import { figureBySteps, monthsBeside } from './steps.ts'
import { type Indicator, indicatorsOf, type Scope } from './store.ts'

/** What is asked of the figures: a unit, a period, perhaps one line of organisations or theme, and how units are meant. */
export type Question = {
  slug: string
  period: string
  line?: string | undefined
  themeId?: string | undefined
  basis?: Basis | undefined
  /** Of what the unit did itself, or of what the units beneath did; of all where nothing is said. */
  reach?: Reach | undefined
}

/** A part of the figures: of one line or theme; and how units are meant. */
export type Slice = Omit<Scope, 'unitId' | 'seriesId'>

/** The scope of a unit, perhaps in one line of organisations or theme only. */
export const scopeFor = (
  unit: Pick<Unit, 'id'>,
  { line, themeId, basis }: Slice = {},
): Extract<Scope, { unitId: string }> => ({ unitId: unit.id, line, themeId, basis })

/** The span of a period. @throws Problem `period_is_malformed` */
export function spanFor(period: string): Span {
  const span = spanOf(period)
  if (!span) throw new Problem('period_is_malformed', { period: period.slice(0, 22) })
  return span
}

/**
 * The span of a period that is told month by month.
 * @throws Problem `period_is_malformed`, `period_is_of_no_whole_months`
 */
export function monthsFor(period: string): Span {
  const span = spanFor(period)
  refuseBrokenMonths(span)
  return span
}

/** A unit by its address. @throws Problem `not_found_or_not_allowed` */
export async function unitAt(db: Reader, slug: string): Promise<UnitDetails> {
  const unit = await unitBySlug(db, slug)
  if (!unit) throw new Problem('not_found_or_not_allowed')
  return unitOf(db, unit.id)
}

/**
 * The units into which a unit's figure breaks down: for today's units those directly beneath it today, as it was then
 * those that stood beneath it on any day of the span; of an abolished unit those that carry it on, once it is gone.
 */
async function partsOf(db: Reader, unit: UnitDetails, span: Span, basis: Basis = 'today'): Promise<Unit[]> {
  const tree = unit.isArea ? 'area' : 'line'
  const { today } = await stateOfRollUp(db)
  const hasEnded = unit.validTo !== null && unit.validTo <= today
  if (basis === 'today' && !hasEnded) return childrenOf(db, unit.id, tree, today)

  const until = unit.validTo !== null && unit.validTo < span.until ? unit.validTo : span.until
  const beneath = await childrenWithin(db, unit.id, tree, {
    from: span.from < until ? span.from : addDays(until, -1),
    until,
  })
  if (basis === 'then' || !unit.validTo || span.from < unit.validTo) return beneath
  const last: Day = addDays(span.until, -1)
  const answering = (await scopeOf(db, unit.id)).filter((id) => id !== unit.id)
  const units = await Promise.all(answering.map((id) => unitOf(db, id)))
  return units.filter(
    (one) => one.isArea && one.validFrom <= last && (one.validTo === null || one.validTo > last),
  )
}

/** All figures of a unit and period, of all or of one reach, and the way to the units above and beneath it. */
export const overview = (actor: Actor, question: Question) =>
  look(actor, 'figure.read', null, async (db) => {
    const span = spanFor(question.period)
    const unit = await unitAt(db, question.slug)
    return {
      unit,
      figures: await figuresReached(db, { ...scopeFor(unit, question), reach: question.reach }, span),
      path: await pathOf(
        db,
        unit.id,
        'area',
        unit.validTo ? addDays(unit.validTo, -1) : addDays(span.until, -1),
      ),
      parts: await partsOf(db, unit, span, question.basis),
      periods: await periodsToChoose(db, unit.id),
      carried: await carriedOn(db, unit.id),
    }
  })

/** Units in which figures can be asked for, found by name, code or line. */
export const unitsToAsk = (actor: Actor, text: string) =>
  look(actor, 'figure.read', null, (db) => findUnits(db, { text, limit: 30 }))

/** Everything that is counted. */
export const allIndicators = (actor: Actor) => look(actor, 'figure.read', null, indicatorsOf)

/** How many facts a page of lineage shows. */
const factsPerPage = 20

/** A figure that is opened: of which unit and span, of which part of it, and which page of its facts. */
export type AroundAsked = {
  unit: UnitDetails
  indicator: Indicator
  span: Span
  slice?: Slice
  reach?: Reach | undefined
  after?: Place | undefined
  assurance?: Assurance | undefined
}

/**
 * A figure with what stands around it, the same for officers, whoever has a link, and everybody: month by month (a longer period by
 * quarter or year), by the units beneath with what is the unit's own, and page by page the facts behind it.
 */
export async function aroundFigure(
  db: Reader,
  { unit, indicator, span, slice = {}, reach, after, assurance }: AroundAsked,
) {
  const scope = scopeFor(unit, slice)
  const all = await indicatorsOf(db)
  const kin = all.filter(({ code, partOf }) => code === indicator.partOf || partOf === indicator.code)
  const asked = { span, indicators: [indicator, ...kin], scope: slice }
  const within = reach && (await figuresWithin(db, unit, reach, asked))
  const byUnit =
    reach === 'own' ? undefined : await byUnitsBeneath(db, unit, { ...asked, indicators: [indicator] })
  const rows = byUnit
    ? shownRows(byUnit, unit, indicator, periodOfDays(span.from, addDays(span.until, -1)))
    : []
  const figures = within?.figures ?? (await figuresOfUnits(db, { unitIds: [unit.id], ...asked })).get(unit.id)
  const figureNow = (one: Indicator): IndicatorFigure => ({
    indicator: one,
    figure: figures?.get(one.code) ?? noFigure(),
  })
  return {
    figure: figureNow(indicator).figure,
    /** Of what it is a part, and what is part of it. */
    whole: kin.filter(({ code }) => code === indicator.partOf).map(figureNow)[0],
    parts: partsOfWhole(kin, indicator.code)
      .map(figureNow)
      .filter((part) => isEntered(part.figure)),
    columns: await figureBySteps(db, { ...scope, reach }, indicator.code, monthsBeside(span)),
    rows: reach === 'below' ? rows.filter(({ kind }) => kind === 'unit' || kind === 'twice') : rows,
    facts: await lineageOf(db, scope, indicator.code, span, {
      after,
      assurance,
      limit: factsPerPage,
      within: within && reach && { reach, partIds: within.partIds },
    }),
  }
}

/** One figure opened, with the words of what it came from. */
export const opened = (
  actor: Actor,
  question: Question & { indicator: string; after?: Place | undefined; assurance?: Assurance | undefined },
) =>
  look(actor, 'figure.read', null, async (db) => {
    const { line, themeId, basis, reach, after, assurance } = question
    const span = spanFor(question.period)
    const unit = await unitAt(db, question.slug)
    const indicator = await indicatorOf(db, question.indicator)
    const slice = { line, themeId, basis }
    const around = await aroundFigure(db, { unit, indicator, span, slice, reach, after, assurance })
    return {
      ...around,
      unit,
      indicator,
      periods: await periodsToChoose(db, unit.id),
      words: await wordsOfSources(db, [...around.facts.rows, ...around.facts.beyond]),
      // What stands beside a figure is about the whole of it, not about one line, theme or reach.
      beside:
        line || themeId || reach
          ? []
          : await besideFigure(db, { unitId: unit.id, indicator, period: question.period }),
    }
  })
