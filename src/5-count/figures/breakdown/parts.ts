import { childrenOf, childrenWithin, kindsOf, scopeOf, type Unit, type UnitDetails, unitOf } from '#org'
import type { Reader } from '#platform/database'
import { addDays, type Day, type Span } from '#platform/time'
import type { Basis } from '../roll-up/store.ts'
import { monthsWithin } from './rules.ts'
import { nestedAmong, stretchesBeneath } from './store.ts'

/** A unit of a breakdown, and the part of the span in which it counted for the unit above. */
export type Part = { unit: Unit; span: Span; isArea: boolean }

/** Units of a breakdown, and the reading by which the figures of all of them are read. */
export type Parts = { areas: Part[]; organisations: Part[]; basis: Basis }

/**
 * The units one level beneath, into which a figure breaks down without counting anything twice. For today's units those
 * that stand there today; as it was then all that stood there on some day of the span, each for the months in which it
 * did. A unit that has ended has no today, so it breaks down as it was then, and after its end into those who carry it on.
 */
export async function partsBeneath(
  db: Reader,
  unit: UnitDetails,
  span: Span,
  basis: Basis,
  today: Day,
): Promise<Parts> {
  const areaKinds = new Set((await kindsOf(db)).filter(({ isArea }) => isArea).map(({ code }) => code))
  const hasEnded = unit.validTo !== null && unit.validTo <= today
  const read: Basis = hasEnded ? 'then' : basis
  const parts = await (read === 'today'
    ? (async () =>
        (await childrenOf(db, unit.id, treeOf(unit), today)).map((child) => ({ unit: child, span })))()
    : partsThen(db, unit, span))
  if (hasEnded && basis === 'today') parts.push(...(await partsAfter(db, unit, span)))

  const sorted = parts.map((part) => ({ ...part, isArea: areaKinds.has(part.unit.kind) }))
  const organisations = sorted.filter(({ isArea }) => !isArea)
  const ids = organisations.map(({ unit: { id } }) => id)
  const nested = new Set(ids.length > 1 ? await nestedAmong(db, ids, span) : [])
  return {
    areas: sorted.filter(({ isArea }) => isArea),
    organisations: organisations.filter(({ unit: { id } }) => !nested.has(id)),
    basis: read,
  }
}

const treeOf = (unit: UnitDetails) => (unit.isArea ? 'area' : 'line')

async function partsThen(db: Reader, unit: UnitDetails, span: Span) {
  const children = new Map(
    (await childrenWithin(db, unit.id, treeOf(unit), span)).map((child) => [child.id, child]),
  )
  const stretches = await stretchesBeneath(db, unit.id, treeOf(unit), span)
  const parts = stretches.flatMap(({ unitId, from, until }) => {
    const child = children.get(unitId)
    const within = child && monthsWithin(span, { from, until })
    return child && within ? [{ unit: child, span: within }] : []
  })
  // In the order of the children, and a unit that came back beside its first stay.
  const order = new Map([...children.keys()].map((id, index) => [id, index]))
  return parts.sort((one, other) => (order.get(one.unit.id) ?? 0) - (order.get(other.unit.id) ?? 0))
}

/** Those who answer for a unit after its end. */
async function partsAfter(db: Reader, unit: UnitDetails, span: Span) {
  const after = unit.validTo === null ? undefined : monthsWithin(span, { from: unit.validTo, until: null })
  if (!after) return []
  const answering = (await scopeOf(db, unit.id)).filter((id) => id !== unit.id)
  const units: UnitDetails[] = []
  for (const id of answering) units.push(await unitOf(db, id, addDays(span.until, -1)))
  return units.flatMap((one) => {
    const within = one.isArea ? monthsWithin(after, { from: one.validFrom, until: one.validTo }) : undefined
    return within ? [{ unit: one as Unit, span: within }] : []
  })
}
