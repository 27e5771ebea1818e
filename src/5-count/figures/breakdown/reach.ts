import { type UnitDetails, unitOf } from '#org'
import type { Reader } from '#platform/database'
import type { Span } from '#platform/time'
import { derive, neededFor } from '../derive.ts'
import { figureOf, figuresOf, figuresOfUnits, type IndicatorFigure, indicatorOf } from '../read-figure.ts'
import { stateOfRollUp } from '../roll-up/store.ts'
import { figureOfSum, sliceOf } from '../roll-up/totals.ts'
import { type Figure, isTold, noFigure } from '../rules.ts'
import { indicatorsOf, type Scope } from '../store.ts'
import { type BreakdownAsked, figuresOfParts, leftOver } from './break-down.ts'
import { type Parts, partsBeneath } from './parts.ts'
import { restOf } from './rules.ts'
import { subjectsWithin } from './store.ts'

/**
 * How far beneath a unit a figure reaches, where it is not of all: `own` is what the unit did with its own bodies (its committees,
 * its unions), `below` what the units beneath did (its communes, its hamlets; of an organisation those of its line).
 */
export const reaches = ['own', 'below'] as const
export type Reach = (typeof reaches)[number]

/** The reach of a name; undefined where it is none, as where a figure is of all. */
export const reachNamed = (name: string | undefined): Reach | undefined =>
  reaches.find((reach) => reach === name)

/** Figures of one reach, by code, and the units beneath that were told apart. */
export type Reached = { figures: Map<string, Figure>; partIds: string[] }

/**
 * Figures of a unit that are of its own doing, or of that of the units beneath. For amounts, both add up to the whole. Of different
 * subjects (people, units) those are counted that have a fact there, so one may be in both.
 * @throws Problem `days_are_archived`
 */
export async function figuresWithin(
  db: Reader,
  unit: UnitDetails,
  reach: Reach,
  asked: BreakdownAsked,
): Promise<Reached> {
  const { span, indicators, scope = {} } = asked
  const { today } = await stateOfRollUp(db)
  const beneath = await partsBeneath(db, unit, span, scope.basis ?? 'today', today)
  const parts = partsApart(unit, beneath)
  const whole =
    (await figuresOfUnits(db, { unitIds: [unit.id], indicators, span, scope })).get(unit.id) ??
    new Map<string, Figure>()
  const found = await figuresOfParts(db, parts, { ...asked, scope: { ...scope, basis: beneath.basis } })
  const rows = parts.map((part) => ({
    unit: part.unit,
    figures: found.get(part) ?? new Map<string, Figure>(),
  }))
  const { own } = await leftOver(db, { ...asked, unit, whole, rows })
  const partIds = [...new Set(parts.map((part) => part.unit.id))]
  if (reach === 'own') return { figures: own, partIds }
  return { figures: await figuresBelow(db, unit, { ...asked, whole, own, partIds }), partIds }
}

/** The units beneath that are told apart from the own: of an area its areas, of an organisation those of its line. */
const partsApart = ({ isArea }: UnitDetails, parts: Parts) => (isArea ? parts.areas : parts.organisations)

async function figuresBelow(
  db: Reader,
  unit: UnitDetails,
  asked: BreakdownAsked & { whole: Map<string, Figure>; own: Map<string, Figure>; partIds: string[] },
): Promise<Map<string, Figure>> {
  const { indicators, span, scope = {}, whole, own, partIds } = asked
  const needed = neededFor(indicators, await indicatorsOf(db))
  const below = new Map<string, Figure>()
  for (const { code, rule } of needed) {
    const total = whole.get(code)
    if ((rule !== 'sum' && rule !== 'stock') || !total) continue
    const rest = restOf(total, [own.get(code)])
    if (rest.entries > 0 || rest.beyond) below.set(code, rest)
  }
  const codes = needed.filter(({ rule }) => rule === 'distinct').map(({ code }) => code)
  if (codes.length > 0) {
    const slice = sliceOf({ ...scope, unitId: unit.id })
    const basis = scope.basis ?? 'today'
    const subjects = { unitId: unit.id, partIds, codes, slice, basis, span, reach: 'below' as const }
    for (const sum of await subjectsWithin(db, subjects)) below.set(sum.indicator, figureOfSum(sum))
  }
  derive(below, needed)
  return below
}

/**
 * The figure of one indicator in a unit and span: of all, or of one reach.
 * @throws Problem `indicator_is_unknown`, `days_are_archived`, `not_found_or_not_allowed`
 */
export async function figureReached(
  db: Reader,
  { reach, ...scope }: Extract<Scope, { unitId: string }> & { reach?: Reach | undefined },
  code: string,
  span: Span,
): Promise<Figure> {
  if (!reach) return figureOf(db, scope, code, span)
  const { unitId, ...slice } = scope
  const indicators = [await indicatorOf(db, code)]
  const { figures } = await figuresWithin(db, await unitOf(db, unitId), reach, {
    span,
    indicators,
    scope: slice,
  })
  return figures.get(code) ?? noFigure()
}

/**
 * All figures of a unit and span that say anything, in their order: of all, or of one reach.
 * @throws Problem `days_are_archived`, `not_found_or_not_allowed`
 */
export async function figuresReached(
  db: Reader,
  { reach, ...scope }: Extract<Scope, { unitId: string }> & { reach?: Reach | undefined },
  span: Span,
): Promise<IndicatorFigure[]> {
  if (!reach) return figuresOf(db, scope, span)
  const { unitId, ...slice } = scope
  const indicators = await indicatorsOf(db)
  const { figures } = await figuresWithin(db, await unitOf(db, unitId), reach, {
    span,
    indicators,
    scope: slice,
  })
  return indicators.flatMap((indicator) => {
    const figure = figures.get(indicator.code)
    return isTold(figure) ? [{ indicator, figure }] : []
  })
}
