import { type Actor, look, unitsHeldFor } from '#access'
import { type Figure, figuresOfUnits, indicatorsNamed, totalOf } from '#figures'
import { childrenWithin, kindsOf, type UnitDetails, unitBySlug, unitOf } from '#org'
import { Problem } from '#platform/problem'
import { type Day, today as todayInVietnam } from '#platform/time'
import { type Step, stepOf } from '../rules.ts'

/** What is counted on the way from studying to doing. */
const codes = [
  'study_persons',
  'pledges_personal',
  'pledges_done_personal',
  'pledges_collective',
  'pledges_done_collective',
  'pledges_verified',
  'commitments_signed',
  'heads_plans',
] as const
export type FunnelCode = (typeof codes)[number]

/** The way of one unit: what is missing has not been entered, or is too few to be told. */
export type FunnelRow = {
  unit: { id: string; name: string; slug: string }
  /** Whether personal pledges are counted at this unit: at communes and above, not at cells and hamlets. */
  countsPersons: boolean
  amounts: Partial<Record<FunnelCode, number>>
  pledged: Step | undefined
  done: Step | undefined
  doneTogether: Step | undefined
  confirmed: Step | undefined
}

/** Where a person begins: the units in which they hold a role. */
export const unitsToBegin = (actor: Actor) =>
  look(actor, 'pledge.read', null, (db) => unitsHeldFor(db, 'pledge.read'))

/**
 * From studying to pledging to doing: a unit and those beneath it, in counts alone.
 * @throws Problem `not_found_or_not_allowed`
 */
export async function funnelOf(actor: Actor, slug: string, year: number, today: Day = todayInVietnam()) {
  const unit = await look(actor, 'pledge.read', null, async (db) => {
    const found = await unitBySlug(db, slug)
    if (!found) throw new Problem('not_found_or_not_allowed')
    return unitOf(db, found.id)
  })
  return look(actor, 'pledge.read', unit.id, async (db) => {
    const span = { from: `${year}-01-01`, until: `${year + 1}-01-01` }
    const from = today > span.from && today < span.until ? today : span.from
    const beneath = await childrenWithin(db, unit.id, unit.isArea ? 'area' : 'line', {
      from,
      until: span.until,
    })
    const kinds = new Map((await kindsOf(db)).map((kind) => [kind.code, kind]))
    const units = [unit, ...beneath]
    const indicators = await indicatorsNamed(db, codes)
    const figures = await figuresOfUnits(db, { unitIds: units.map(({ id }) => id), indicators, span })
    const rows = units.map((one): FunnelRow => {
      const kind = kinds.get(one.kind)
      return rowOf(one, figures.get(one.id), kind?.isArea === true && kind.level !== 'base')
    })
    const [whole, ...parts] = rows
    return { unit, year, whole: whole ?? rowOf(unit, undefined, true), parts }
  })
}

function rowOf(
  unit: Pick<UnitDetails, 'id' | 'name' | 'slug'>,
  figures: ReadonlyMap<string, Figure> | undefined,
  countsPersons: boolean,
): FunnelRow {
  const amounts: FunnelRow['amounts'] = {}
  for (const code of codes) {
    const figure = figures?.get(code)
    if (figure && figure.entries > 0) amounts[code] = totalOf(figure)
  }
  return {
    unit: { id: unit.id, name: unit.name, slug: unit.slug },
    countsPersons,
    amounts,
    pledged: stepOf(amounts.pledges_personal, amounts.study_persons),
    done: stepOf(amounts.pledges_done_personal, amounts.pledges_personal),
    doneTogether: stepOf(amounts.pledges_done_collective, amounts.pledges_collective),
    confirmed: stepOf(amounts.pledges_verified, amounts.pledges_done_collective),
  }
}
