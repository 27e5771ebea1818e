import type { Tx } from '#platform/database'
import { newId } from '#platform/ids'
import { slugOf } from '#platform/plain-text'
import { Problem } from '#platform/problem'
import type { Day } from '#platform/time'
import { insertUnits } from '../import/store.ts'
import { refuseLoop } from '../read.ts'
import { type Decision, type Into, unitsNamedBy } from './entry.ts'
import {
  addPlaces,
  cutPlaces,
  endUnits,
  insertDecision,
  insertSteps,
  insertSuccessions,
  type Place,
  placesFrom,
  putNames,
  type Standing,
  type Step,
  slugsTaken,
  takeTurn,
  unitsAsTheyStand,
} from './store.ts'

/** A decision at work: what it finds, and the steps that it has taken. */
type Work = { tx: Tx; id: string; day: Day; units: Map<string, Standing>; steps: Step[] }

/**
 * Carries a decision out in the transaction, all of it or nothing, and gives the steps it took; none where it is there already.
 * @throws Problem `not_found_or_not_allowed`, `unit_has_ended`, `reorganisation_is_before_unit_began`, `reorganisation_is_overtaken`,
 *   `reorganisation_mixes_kinds`, `reorganisation_takes_over_itself`, `unit_has_units_beneath`, `unit_parent_is_no_area`,
 *   `unit_parent_is_of_another_line`, `unit_parent_stands_on_other_days`, `unit_stands_there_already`, `placement_makes_a_loop`,
 *   `reorganisation_part_is_elsewhere`, `succession_shares_exceed_the_whole`, `reorganisation_changes_nothing`
 */
export async function carryOut(tx: Tx, decision: Decision): Promise<Step[]> {
  await takeTurn(tx)
  const { about, others } = unitsNamedBy(decision)
  const known = await unitsAsTheyStand(tx, [...about, ...others])
  const units = new Map(known.map((unit) => [unit.id, unit]))
  for (const id of [...about, ...others])
    if (!units.get(id)?.mayManage) throw new Problem('not_found_or_not_allowed')
  const work: Work = { tx, id: decision.id, day: decision.day, units, steps: [] }
  const { id, kind, day, document } = decision
  const note = decision.kind === 'rename' ? `${find(work, decision.unitId).name} → ${decision.name}` : null
  if (!(await insertDecision(tx, { id, kind, day, document, note }, about))) return []
  for (const unit of about) refuseUnlessStanding(find(work, unit), decision.day)

  switch (decision.kind) {
    case 'merge':
      await merge(work, about, decision.into)
      break
    case 'split':
      await split(work, decision)
      break
    case 'transfer':
      await transfer(work, decision)
      break
    case 'dissolve':
      await dissolve(work, decision.unitId, decision.parentId)
      break
    case 'rename': {
      const { name: former, shortName: formerShort } = find(work, decision.unitId)
      const { name, shortName } = decision
      if (name === former && shortName === formerShort) throw new Problem('reorganisation_changes_nothing')
      work.steps.push({ what: 'unit_renamed', unitId: decision.unitId, detail: { name, shortName, former } })
    }
  }
  await insertSteps(tx, decision.id, work.steps)
  await putNames(tx)
  return work.steps
}

function find(work: Work, id: string): Standing {
  const unit = work.units.get(id)
  if (!unit) throw new Problem('not_found_or_not_allowed')
  return unit
}

function refuseUnlessStanding(unit: Standing, day: Day): void {
  if (unit.validTo !== null) throw new Problem('unit_has_ended', { name: unit.name })
  if (unit.validFrom >= day)
    throw new Problem('reorganisation_is_before_unit_began', { name: unit.name }, { field: 'day' })
}

/** Whoever takes over or stands above must be there from the day on, and go on. */
function refuseUnlessThere(unit: Standing, day: Day): void {
  if (unit.validFrom > day || unit.validTo !== null)
    throw new Problem('unit_parent_stands_on_other_days', { name: unit.name }, { field: 'day' })
}

async function merge(work: Work, from: readonly string[], into: Into): Promise<void> {
  const units = from.map((id) => find(work, id))
  const [first] = units
  if (!first) throw new Problem('reorganisation_changes_nothing')
  for (const unit of units)
    if (unit.kind !== first.kind || unit.line !== first.line)
      throw new Problem('reorganisation_mixes_kinds', { one: first.name, other: unit.name })
  const heir = await whoTakesOver(work, first, into, from)
  const beneath = await placesFrom(work.tx, from, 'parent_id', work.day)
  await moveBeneath(
    work,
    beneath.filter(({ unitId }) => !from.includes(unitId)),
    heir,
  )
  await end(work, units)
  await carryOn(
    work,
    units.map((unit) => ({ from: unit, to: heir, share: null })),
  )
}

async function split(work: Work, decision: Extract<Decision, { kind: 'split' }>): Promise<void> {
  const unit = find(work, decision.unitId)
  const beneath = await placesFrom(work.tx, [unit.id], 'parent_id', work.day)
  const given = new Set(decision.parts.flatMap((part) => part.beneath))
  for (const id of given)
    if (!beneath.some(({ unitId }) => unitId === id))
      throw new Problem('reorganisation_part_is_elsewhere', { name: find(work, id).name, unit: unit.name })
  if (decision.ends)
    refuseOrphans(
      unit,
      beneath.filter(({ unitId }) => !given.has(unitId)),
    )

  const carried: { from: Standing; to: Standing; share: number | null }[] = []
  for (const part of decision.parts) {
    const heir = await whoTakesOver(work, unit, part.into, [unit.id])
    await moveBeneath(
      work,
      beneath.filter(({ unitId }) => part.beneath.includes(unitId)),
      heir,
    )
    carried.push({ from: unit, to: heir, share: part.share })
  }
  if (decision.ends) await end(work, [unit])
  await carryOn(work, carried)
  const isWhole = carried.length === 1 && carried[0]?.share === null
  const left = 1 - carried.reduce((sum, { share }) => sum + (share ?? 0), 0)
  if (decision.ends && !isWhole && left > 1e-9)
    work.steps.push({
      what: 'left_over',
      unitId: unit.id,
      detail: { name: unit.name, share: Math.round(left * 1e5) / 1e5 },
    })
}

async function transfer(work: Work, decision: Extract<Decision, { kind: 'transfer' }>): Promise<void> {
  const unit = find(work, decision.unitId)
  const parent = find(work, decision.parentId)
  const { name } = parent
  if (decision.tree === 'area' && !parent.isArea) throw new Problem('unit_parent_is_no_area', { name })
  if (decision.tree === 'line' && parent.line !== unit.line)
    throw new Problem('unit_parent_is_of_another_line', { name })
  refuseUnlessThere(parent, work.day)
  const places = (await placesFrom(work.tx, [unit.id], 'unit_id', work.day)).filter(
    ({ tree }) => tree === decision.tree,
  )
  if (places.some(({ parentId }) => parentId === parent.id))
    throw new Problem('unit_stands_there_already', { name })
  await refuseLoop(work.tx, unit.id, parent.id, { tree: decision.tree, day: work.day })
  await cut(work, places)
  await place(work, [{ tree: decision.tree, unit, until: null }], parent)
}

async function dissolve(work: Work, unitId: string, parentId: string | null): Promise<void> {
  const unit = find(work, unitId)
  const beneath = await placesFrom(work.tx, [unitId], 'parent_id', work.day)
  if (parentId === null) refuseOrphans(unit, beneath)
  else await moveBeneath(work, beneath, find(work, parentId))
  await end(work, [unit])
}

function refuseOrphans(unit: Standing, orphans: readonly Place[]): void {
  const [first] = orphans
  if (first)
    throw new Problem('unit_has_units_beneath', {
      name: unit.name,
      count: new Set(orphans.map(({ unitId }) => unitId)).size,
      first: first.unitName,
    })
}

/** The unit that takes over: one that is there, or one that is made now, of the same kind and in the same places. */
async function whoTakesOver(
  work: Work,
  like: Standing,
  into: Into,
  from: readonly string[],
): Promise<Standing> {
  if ('unitId' in into) {
    const heir = find(work, into.unitId)
    if (from.includes(heir.id)) throw new Problem('reorganisation_takes_over_itself', { name: heir.name })
    if (heir.isArea !== like.isArea || heir.line !== like.line)
      throw new Problem('reorganisation_mixes_kinds', { one: like.name, other: heir.name })
    refuseUnlessThere(heir, work.day)
    return heir
  }
  const id = newId()
  const made: Standing = {
    ...like,
    id,
    name: into.name,
    shortName: into.shortName || into.name,
    slug: await freeSlug(work, slugOf(into.name)),
    officialCode: into.officialCode || null,
    validFrom: work.day,
    validTo: null,
  }
  await insertUnits(work.tx, [made])
  work.units.set(id, made)
  work.steps.push({ what: 'unit_made', unitId: id, detail: { name: made.name } })
  for (const { tree, parentId, parentName } of await placesFrom(work.tx, [like.id], 'unit_id', work.day)) {
    await place(work, [{ tree, unit: made, until: null }], { id: parentId, name: parentName })
  }
  return made
}

async function freeSlug(work: Work, wanted: string): Promise<string> {
  const tries = [
    wanted,
    `${wanted}-${work.day.slice(0, 4)}`,
    `${wanted}-${work.day}`,
    `${wanted}-${newId().slice(-6)}`,
  ]
  const taken = await slugsTaken(work.tx, tries)
  return tries.find((slug) => !taken.has(slug)) ?? `${wanted}-${newId().slice(-6)}`
}

/** Lets places end on the day of the decision. What was planned from a later day on stands in its way. */
async function cut(work: Work, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return
  const later = places.find(({ validFrom }) => validFrom >= work.day)
  if (later) throw new Problem('reorganisation_is_overtaken', { name: later.unitName, day: later.validFrom })
  const done = await cutPlaces(
    work.tx,
    places.map(({ id }) => id),
    work.day,
  )
  if (done !== places.length) throw new Problem('not_found_or_not_allowed')
  for (const { id, unitId, unitName, parentName, validTo } of places)
    work.steps.push({
      what: 'place_cut',
      unitId,
      detail: { placeId: id, name: unitName, parent: parentName, until: validTo },
    })
}

async function place(
  work: Work,
  placed: readonly { tree: Place['tree']; unit: { id: string; name: string }; until: Day | null }[],
  parent: { id: string; name: string },
): Promise<void> {
  const rows = placed.map(({ tree, unit, until }) => ({ id: newId(), tree, unit, until }))
  if (rows.length === 0) return
  await addPlaces(
    work.tx,
    rows.map(({ id, tree, unit, until }) => ({
      id,
      tree,
      unitId: unit.id,
      parentId: parent.id,
      from: work.day,
      until,
    })),
  )
  for (const { id, unit } of rows)
    work.steps.push({
      what: 'place_added',
      unitId: unit.id,
      detail: { placeId: id, name: unit.name, parent: parent.name },
    })
}

/** Units that stood beneath one stand beneath another from the day on, in the same trees. */
async function moveBeneath(work: Work, places: readonly Place[], parent: Standing): Promise<void> {
  if (places.length === 0) return
  refuseUnlessThere(parent, work.day)
  await cut(work, places)
  await place(
    work,
    places.map(({ tree, unitId, unitName, validTo }) => ({
      tree,
      unit: { id: unitId, name: unitName },
      until: validTo,
    })),
    parent,
  )
}

async function end(work: Work, units: readonly Standing[]): Promise<void> {
  const ids = units.map(({ id }) => id)
  const places = await placesFrom(work.tx, ids, 'unit_id', work.day)
  // While a unit stands, it is managed from its place; once it has ended, from where it stood last.
  if ((await endUnits(work.tx, ids, work.day)) !== ids.length) throw new Problem('not_found_or_not_allowed')
  await cut(work, places)
  for (const { id, name } of units) work.steps.push({ what: 'unit_ended', unitId: id, detail: { name } })
}

async function carryOn(
  work: Work,
  carried: readonly { from: Standing; to: Standing; share: number | null }[],
): Promise<void> {
  await insertSuccessions(
    work.tx,
    work.id,
    carried.map(({ from, to, share }) => ({ from: from.id, to: to.id, share })),
  )
  for (const { from, to, share } of carried)
    work.steps.push({ what: 'carried_on', unitId: from.id, detail: { name: from.name, by: to.name, share } })
}
