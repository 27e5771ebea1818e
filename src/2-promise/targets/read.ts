import { type Actor, look, mayIn, unitsHeldFor } from '#access'
import { type Figure, figuresOfUnits, type Indicator, indicatorOf, indicatorsOf, totalOf } from '#figures'
import { childrenWithin, kindsOf, pathOf, type Unit, type UnitDetails, unitBySlug, unitOf } from '#org'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { addDays, type Day, isYear, today as todayInVietnam } from '#platform/time'
import { documentsToCite, yearsOf } from './around-store.ts'
import { needsAttention, type Outlook, outlookOf, type State, type SumCheck, sumCheck } from './rules.ts'
import {
  type Target,
  targetsBeneath,
  targetsHandedDown,
  targetsOfUnit,
  targetsOfUnits,
  versionsOf,
} from './store.ts'

/** A target with what was reached of it: from the figures, never typed. */
export type Standing = {
  target: Target
  indicator: Indicator
  figure: Figure | undefined
  outlook: Outlook
}

export const spanOfYear = (year: number) => ({ from: `${year}-01-01`, until: `${year + 1}-01-01` })

/** The unit of an address, for those who may read its targets. @throws Problem `not_found_or_not_allowed` */
export async function unitToRead(actor: Actor, slug: string): Promise<UnitDetails> {
  return look(actor, 'target.read', null, async (db) => {
    const unit = await unitBySlug(db, slug)
    if (!unit) throw new Problem('not_found_or_not_allowed')
    return unitOf(db, unit.id)
  })
}

/** A year as an address names it; this year where it names none. @throws Problem `year_is_out_of_range` */
export function yearFrom(text: string | undefined, today: Day = todayInVietnam()): number {
  if (!text) return Number(today.slice(0, 4))
  const year = /^\d{4}$/.test(text) ? Number(text) : 0
  if (!isYear(year)) throw new Problem('target_year_is_out_of_range')
  return year
}

/** Holds targets of one year against the figures. The number of questions does not grow with the number of targets. */
export async function standingsOf(
  db: Reader,
  targets: readonly Target[],
  today: Day = todayInVietnam(),
): Promise<Standing[]> {
  const [first] = targets
  if (!first) return []
  const { year } = first
  const all = new Map((await indicatorsOf(db)).map((indicator) => [indicator.code, indicator]))
  const indicators = [...new Set(targets.map(({ indicator }) => indicator))].flatMap(
    (code) => all.get(code) ?? [],
  )
  const unitIds = [...new Set(targets.map(({ unitId }) => unitId))]
  const stocks = indicators.filter(({ rule }) => rule === 'stock')
  const figures = await figuresOfUnits(db, { unitIds, indicators, span: spanOfYear(year) })
  const before =
    stocks.length > 0
      ? await figuresOfUnits(db, { unitIds, indicators: stocks, span: spanOfYear(year - 1) })
      : undefined
  return targets.flatMap((target) => {
    const indicator = all.get(target.indicator)
    if (!indicator) return []
    const figure = figures.get(target.unitId)?.get(target.indicator)
    const reached = {
      total: reachedIn(figure),
      before: reachedIn(before?.get(target.unitId)?.get(target.indicator)),
      parts: partsOfRate(figure),
    }
    return [{ target, indicator, figure, outlook: outlookOf(target, year, reached, today) }]
  })
}

/** Those of some targets that somebody has to look at on a day: behind, missed, without data. */
const needingAttention = async (db: Reader, targets: readonly Target[], today: Day): Promise<Standing[]> =>
  (await standingsOf(db, targets, today)).filter(({ outlook }) => needsAttention(outlook.state))

/** The targets of a unit in a year that somebody has to look at on a day: behind, missed, without data. */
export const targetsBehind = async (
  db: Reader,
  unitId: string,
  year: number,
  today: Day,
): Promise<Standing[]> => needingAttention(db, await targetsOfUnit(db, unitId, year), today)

/** The targets that a unit has handed down in a year and that somebody has to look at on a day. */
export const handedBehind = async (
  db: Reader,
  unitId: string,
  year: number,
  today: Day,
): Promise<Standing[]> => needingAttention(db, await targetsHandedDown(db, unitId, year), today)

/** The number of a figure; undefined where nobody has entered anything, or no rate can be told. */
export function reachedIn(figure: Figure | undefined): number | undefined {
  if (!figure || figure.entries === 0 || figure.derived?.value === null) return undefined
  return totalOf(figure)
}

function partsOfRate(figure: Figure | undefined) {
  const { numerator, denominator } = figure?.derived ?? {}
  return numerator === undefined || denominator === undefined ? undefined : { numerator, denominator }
}

/** How much of what was handed down adds up to the targets of a unit, by indicator. */
export function sumsOf(
  own: readonly Standing[],
  handed: readonly Target[],
): Map<string, { areas?: SumCheck; organisations?: SumCheck }> {
  const sums = new Map<string, { areas?: SumCheck; organisations?: SumCheck }>()
  for (const { target, indicator } of own) {
    // Areas and organisations cut the same whole in two ways; each is held against it by itself.
    const check = (isArea: boolean) =>
      sumCheck(
        indicator.rule,
        target.amount,
        handed
          .filter((part) => part.indicator === target.indicator && part.isArea === isArea)
          .map(({ amount }) => amount),
      )
    const [areas, organisations] = [check(true), check(false)]
    sums.set(target.indicator, { ...(areas ? { areas } : {}), ...(organisations ? { organisations } : {}) })
  }
  return sums
}

/** Where a person begins: the units in which they hold a role. */
export const unitsToBegin = (actor: Actor) =>
  look(actor, 'target.read', null, (db) => unitsHeldFor(db, 'target.read'))

/** The targets of a unit in a year, with what was reached and how it was handed down. */
export async function targetsOf(actor: Actor, slug: string, year: number, today: Day = todayInVietnam()) {
  const unit = await unitToRead(actor, slug)
  return look(actor, 'target.read', unit.id, async (db) => {
    const standings = await standingsOf(db, await targetsOfUnit(db, unit.id, year), today)
    const handed = await targetsHandedDown(db, unit.id, year)
    const known = await yearsOf(db, unit.id)
    const thisYear = Number(today.slice(0, 4))
    return {
      unit,
      year,
      years: [...new Set([thisYear + 1, thisYear, year, ...known])].sort((one, other) => other - one),
      standings,
      sums: sumsOf(standings, handed),
      handedCodes: [...new Set(handed.map(({ indicator }) => indicator))],
      hasBeneath: (await unitsBeneath(db, unit, year, today)).length > 0,
      may: { set: await mayIn(db, 'target.set', unit.id) },
    }
  })
}

/** A unit directly beneath, and whether it is an area or an organisation. */
export type Beneath = Unit & { isArea: boolean }

/** The units directly beneath a unit in what is left of a year; of a year that is over, on any day of it. */
export async function unitsBeneath(
  db: Reader,
  unit: Pick<UnitDetails, 'id' | 'isArea'>,
  year: number,
  today: Day,
): Promise<Beneath[]> {
  const span = spanOfYear(year)
  const from = today > span.from && today < span.until ? today : span.from
  const kinds = new Map((await kindsOf(db)).map((kind) => [kind.code, kind.isArea]))
  const children = await childrenWithin(db, unit.id, unit.isArea ? 'area' : 'line', {
    from,
    until: span.until,
  })
  return children.map((child) => ({ ...child, isArea: kinds.get(child.kind) ?? false }))
}

/** One target opened: how it stands, what it was handed down to, and what it was before. */
export async function targetAt(
  actor: Actor,
  { slug, code, year }: { slug: string; code: string; year: number },
  today: Day = todayInVietnam(),
) {
  const unit = await unitToRead(actor, slug)
  return look(actor, 'target.read', unit.id, async (db) => {
    const indicator = await indicatorOf(db, code)
    const [own] = await standingsOf(db, await targetsOfUnits(db, [unit.id], year, [code]), today)
    const handed = await standingsOf(db, await targetsHandedDown(db, unit.id, year, code), today)
    if (!own && handed.length === 0) throw new Problem('not_found_or_not_allowed')
    const setter = own ? own.target.setByUnitId : unit.id
    return {
      unit,
      year,
      indicator,
      own,
      handed,
      sums: own
        ? sumsOf(
            [own],
            handed.map(({ target }) => target),
          ).get(code)
        : undefined,
      history: own ? await versionsOf(db, own.target.id) : [],
      documents: await documentsToCite(db, [setter]),
      may: {
        change: own !== undefined && (await mayIn(db, 'target.set', setter)),
        handDown:
          (await mayIn(db, 'target.set', unit.id)) && (await unitsBeneath(db, unit, year, today)).length > 0,
      },
    }
  })
}
export type OpenedTarget = Awaited<ReturnType<typeof targetAt>>

/** What is needed to set a target: the indicators that have none yet, and the documents that may decide it. */
export async function formForSetting(actor: Actor, slug: string, year: number) {
  const unit = await unitToRead(actor, slug)
  return look(actor, 'target.set', unit.id, async (db) => {
    const set = new Set((await targetsOfUnit(db, unit.id, year)).map(({ indicator }) => indicator))
    return {
      unit,
      year,
      indicators: (await indicatorsOf(db)).filter(({ code }) => !set.has(code)),
      documents: await documentsToCite(db, [unit.id]),
    }
  })
}

/** How many targets an overview holds at most. */
export const mostInOverview = 4000

/** All targets beneath a unit with how they stand, those that need somebody first. */
export async function targetsUnder(
  actor: Actor,
  { slug, year, states: wanted }: { slug: string; year: number; states?: readonly State[] | undefined },
  today: Day = todayInVietnam(),
) {
  const unit = await unitToRead(actor, slug)
  return look(actor, 'target.read', unit.id, async (db) => {
    const found = await targetsBeneath(db, unit.id, year, mostInOverview + 1)
    const standings = await standingsOf(db, found.slice(0, mostInOverview), today)
    const counts = new Map<State, number>()
    for (const { outlook } of standings) counts.set(outlook.state, (counts.get(outlook.state) ?? 0) + 1)
    const rank = (standing: Standing) => order.indexOf(standing.outlook.state)
    const rows = standings
      .filter(({ outlook }) => wanted === undefined || wanted.includes(outlook.state))
      .sort(
        (one, other) =>
          rank(one) - rank(other) || (one.outlook.percent ?? 1000) - (other.outlook.percent ?? 1000),
      )
    const isCut = found.length > mostInOverview
    return {
      unit,
      year,
      counts,
      rows: rows.slice(0, 200),
      total: rows.length,
      isCut,
      path: await pathTo(db, unit, today),
    }
  })
}

const order: State[] = [
  'missed',
  'off_track',
  'at_risk',
  'nil',
  'no_data',
  'too_early',
  'not_begun',
  'on_track',
  'met',
]

const pathTo = (db: Reader, unit: UnitDetails, today: Day): Promise<Unit[]> =>
  pathOf(
    db,
    unit.id,
    unit.isArea ? 'area' : 'line',
    unit.validTo !== null && unit.validTo <= today ? addDays(unit.validTo, -1) : today,
  )
