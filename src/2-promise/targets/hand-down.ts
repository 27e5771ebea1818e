import { type Actor, look } from '#access'
import { figuresOfUnits, type Indicator, indicatorOf } from '#figures'
import type { UnitDetails } from '#org'
import type { Reader } from '#platform/database'
import { type Day, today as todayInVietnam } from '#platform/time'
import { type DocumentChoice, documentsToCite, inheritedBy } from './around-store.ts'
import { type Beneath, reachedIn, spanOfYear, unitsBeneath, unitToRead } from './read.ts'
import { splitBy, targetsAddUp } from './rules.ts'
import { findTargets, type Target, targetsOfUnits } from './store.ts'

/** How the amounts of a table can be proposed: the same for each, by what each reached last year, from former units. */
export const proposals = ['equal', 'last_year', 'former'] as const
export type Proposal = (typeof proposals)[number]

/** Units of one sort: a whole is cut into areas or into organisations, never into both. */
export const sorts = ['areas', 'organisations'] as const
export type Sort = (typeof sorts)[number]

/** A row of the table in which targets are handed down. */
export type RowToFill = {
  unit: Beneath
  /** What it is to reach now, where that is set. */
  now: Target | undefined
  seen: number
  /** Set by somebody else, so that this unit does not change it. */
  isFixed: boolean
  lastYear: number | undefined
  proposed: number | undefined
  /** What units that it carries on were to reach. */
  former: { amount: number; from: { name: string; amount: number }[] } | undefined
}

/** The table in which targets of one indicator are handed down. */
export type TableToFill = {
  unit: UnitDetails
  year: number
  indicator: Indicator
  whole: Target | undefined
  rows: RowToFill[]
  sort: Sort
  sorts: Sort[]
  offered: Proposal[]
  proposal: Proposal | undefined
  documents: DocumentChoice[]
  addsUp: boolean
}

/** What is asked of the table. */
export type TableAsked = {
  slug: string
  code: string
  year: number
  sort?: Sort | undefined
  proposal?: Proposal | undefined
}

/**
 * The table in which a unit hands targets of an indicator down, with proposals. Nothing is written by proposing.
 * @throws Problem `not_found_or_not_allowed`, `indicator_is_unknown`
 */
export async function tableToFill(
  actor: Actor,
  asked: TableAsked,
  today: Day = todayInVietnam(),
): Promise<TableToFill> {
  const unit = await unitToRead(actor, asked.slug)
  return look(actor, 'target.set', unit.id, async (db) => {
    const { year, code } = asked
    const indicator = await indicatorOf(db, code)
    const [whole] = await targetsOfUnits(db, [unit.id], year, [code])
    const beneath = await unitsBeneath(db, unit, year, today)
    const offeredSorts = sorts.filter((sort) => beneath.some(({ isArea }) => isArea === (sort === 'areas')))
    const sort = offeredSorts.find((one) => one === asked.sort) ?? offeredSorts[0] ?? 'areas'
    const units = beneath.filter(({ isArea }) => isArea === (sort === 'areas'))
    const bare = await rowsFor(db, { unit, units, indicator, year })
    const offered = offeredFor(bare, whole, indicator)
    const proposal = offered.find((one) => one === asked.proposal)
    return {
      unit,
      year,
      indicator,
      whole,
      rows: proposal ? proposed(bare, proposal, whole?.amount ?? 0) : bare,
      sort,
      sorts: offeredSorts,
      offered,
      proposal,
      documents: await documentsToCite(db, [unit.id]),
      addsUp: targetsAddUp(indicator.rule),
    }
  })
}

async function rowsFor(
  db: Reader,
  given: { unit: UnitDetails; units: readonly Beneath[]; indicator: Indicator; year: number },
): Promise<RowToFill[]> {
  const { units, indicator, year } = given
  const unitIds = units.map(({ id }) => id)
  const code = indicator.code
  const now = new Map((await targetsOfUnits(db, unitIds, year, [code])).map((one) => [one.unitId, one]))
  const rows = new Map((await findTargets(db, unitIds, [code], year)).map((row) => [row.unitId, row]))
  const figures = await figuresOfUnits(db, { unitIds, indicators: [indicator], span: spanOfYear(year - 1) })
  const former = new Map(
    (targetsAddUp(indicator.rule) ? await inheritedBy(db, unitIds, year) : [])
      .filter((one) => one.indicator === code)
      .map((one) => [one.unitId, { amount: Number(one.amount), from: one.from }]),
  )
  return units.map((unit) => {
    const row = rows.get(unit.id)
    return {
      unit,
      now: now.get(unit.id),
      seen: row?.version ?? 0,
      isFixed: row !== undefined && row.setByUnitId !== given.unit.id && !row.isFree,
      lastYear: reachedIn(figures.get(unit.id)?.get(code)),
      proposed: undefined,
      former: former.get(unit.id),
    }
  })
}

/** A rate is not split; nothing is split without a whole. */
function offeredFor(rows: readonly RowToFill[], whole: Target | undefined, indicator: Indicator): Proposal[] {
  const isSplit = whole !== undefined && targetsAddUp(indicator.rule)
  return [
    ...(isSplit ? ['equal' as const] : []),
    ...(isSplit && rows.some(({ lastYear }) => (lastYear ?? 0) > 0) ? ['last_year' as const] : []),
    ...(rows.some((row) => row.former) ? ['former' as const] : []),
  ]
}

/** The whole is split among the units to which it can be handed down. */
function proposed(rows: readonly RowToFill[], proposal: Proposal, whole: number): RowToFill[] {
  if (proposal === 'former') return rows.map((row) => ({ ...row, proposed: row.former?.amount }))
  const free = rows.filter(({ isFixed }) => !isFixed)
  const parts = splitBy(
    whole,
    free.map(({ lastYear }) => (proposal === 'equal' ? 1 : (lastYear ?? 0))),
  )
  const byUnit = new Map(free.map(({ unit }, index) => [unit.id, parts[index]]))
  return rows.map((row) => ({ ...row, proposed: byUnit.get(row.unit.id) }))
}

/** What units that carry on the work of ended ones have not been set yet, by indicator: how many of them. */
export async function formerTargets(
  actor: Actor,
  slug: string,
  year: number,
  today: Day = todayInVietnam(),
): Promise<{ indicator: Indicator; units: number }[]> {
  const unit = await unitToRead(actor, slug)
  return look(actor, 'target.read', unit.id, async (db) => {
    const beneath = await unitsBeneath(db, unit, year, today)
    const found = await inheritedBy(
      db,
      beneath.map(({ id }) => id),
      year,
    )
    const codes = [...new Set(found.map(({ indicator }) => indicator))]
    const indicators = await Promise.all(codes.map((code) => indicatorOf(db, code)))
    return indicators
      .filter(({ rule }) => targetsAddUp(rule))
      .map((indicator) => ({
        indicator,
        units: found.filter((one) => one.indicator === indicator.code).length,
      }))
  })
}
