import type { z } from 'zod'
import { type Actor, note, perform, performOnce } from '#access'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { addDays } from '#platform/time'
import { type UnitChange, type unitEnd, type unitMove, versionOf } from './entry.ts'
import {
  endPlace,
  insertPlacements,
  insertReorganisations,
  unitsStandingBeneath,
  updateSpansOfPlaces,
  updateUnits,
} from './import/store.ts'
import { placesHeld, refuseLoop, unitOf } from './read.ts'

/**
 * Renames a unit in place, or corrects its name or code. With a document the renaming is kept as a decision.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `unit_document_needs_a_day`, `unit_code_is_taken`
 */
export function changeUnit(actor: Actor, unitId: string, change: UnitChange): Promise<void> {
  return performOnce(actor, 'unit.manage', unitId, change, async (tx) => {
    const unit = await unitOf(tx, unitId)
    if (versionOf(unit) !== change.seen) throw new Problem('seen_is_outdated')
    if (change.document !== '' && change.day === '')
      throw new Problem('unit_document_needs_a_day', {}, { field: 'day' })

    const { name, shortName } = change
    const officialCode = change.officialCode || null
    const done = await updateUnits(tx, [{ ...unit, name, shortName, officialCode }])
    if (done !== 1) throw new Problem('not_found_or_not_allowed')
    if (change.document !== '') {
      const decision = {
        kind: 'rename',
        day: change.day,
        document: change.document,
        unitId,
        successions: [],
      } as const
      await insertReorganisations(tx, [{ ...decision, id: newId(), note: `${unit.name} → ${name}` }])
    }
    note(tx, { change: change.document === '' ? 'correct' : 'rename' })
  })
}

/**
 * Ends a unit after its last day, with its places. What it did is carried on by whoever a reorganisation names.
 * @throws Problem `not_found_or_not_allowed`, `unit_has_ended`, `unit_ends_before_it_begins`, `unit_has_units_beneath`
 */
export function endUnit(actor: Actor, unitId: string, end: z.output<typeof unitEnd>): Promise<void> {
  return perform(actor, 'unit.manage', unitId, async (tx) => {
    const unit = await unitOf(tx, unitId)
    if (unit.validTo !== null) throw new Problem('unit_has_ended', { name: unit.name })
    if (end.lastDay < unit.validFrom)
      throw new Problem('unit_ends_before_it_begins', {}, { field: 'lastDay' })
    const until = addDays(end.lastDay, 1)
    const left = (await unitsStandingBeneath(tx, [unitId])).filter(
      (each) => each.until === null || each.until > until,
    )
    if (left[0])
      throw new Problem('unit_has_units_beneath', {
        name: unit.name,
        count: left.length,
        first: left[0].name,
      })

    const done = await updateUnits(tx, [{ ...unit, validTo: until }])
    if (done !== 1) throw new Problem('not_found_or_not_allowed')
    const span = { from: unit.validFrom, oldFrom: unit.validFrom, until, oldUntil: null }
    await updateSpansOfPlaces(tx, [{ id: unitId, ...span }])
    const decision = {
      kind: 'dissolve',
      day: until,
      document: end.document,
      unitId,
      successions: [],
    } as const
    await insertReorganisations(tx, [{ ...decision, id: newId() }])
    note(tx, { change: 'dissolve' })
  })
}

/**
 * Places a unit beneath another one from a day on; until then it stays where it was. Whoever does so must manage both.
 * @throws Problem `not_found_or_not_allowed`, `unit_stands_there_already`, `unit_parent_is_no_area`,
 *   `unit_parent_is_of_another_line`, `placement_is_under_itself`, `placement_makes_a_loop`, `unit_parent_stands_on_other_days`,
 *   `placement_ends_before_it_begins`, `placement_is_in_two_places`
 */
export function moveUnit(actor: Actor, unitId: string, move: z.output<typeof unitMove>): Promise<void> {
  return perform(actor, 'unit.manage', unitId, async (tx) => {
    const unit = await unitOf(tx, unitId)
    const parent = await unitOf(tx, move.parentId)
    if (parent.id === unitId) throw new Problem('placement_is_under_itself')
    const { name } = parent
    if (move.tree === 'area' && !parent.isArea) throw new Problem('unit_parent_is_no_area', { name })
    if (move.tree === 'line' && parent.line !== unit.line)
      throw new Problem('unit_parent_is_of_another_line', { name })
    if (parent.validFrom > move.day || (parent.validTo !== null && parent.validTo <= move.day))
      throw new Problem('unit_parent_stands_on_other_days', { name }, { field: 'day' })

    await refuseLoop(tx, unitId, parent.id, move)

    const place = (await placesHeld(tx, unitId)).find(
      (each) => each.tree === move.tree && each.validTo === unit.validTo,
    )
    if (place?.parentId === parent.id) throw new Problem('unit_stands_there_already', { name })
    if (place && !(await endPlace(tx, place.id, move.day))) throw new Problem('not_found_or_not_allowed')
    await insertPlacements(tx, [
      { tree: move.tree, unitId, parentId: parent.id, validFrom: move.day, validTo: unit.validTo },
    ])
    const decision = {
      kind: 'transfer',
      day: move.day,
      document: move.document,
      unitId,
      successions: [],
    } as const
    const from = place ? `${place.parentName} → ` : ''
    await insertReorganisations(tx, [{ ...decision, id: newId(), note: `${from}${parent.name}` }])
    note(tx, { change: 'transfer', tree: move.tree, parentId: parent.id })
  })
}
