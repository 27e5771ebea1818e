import { type Actor, note, perform } from '#access'
import type { Tx } from '#platform/database'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import {
  deleteInvited,
  insertInvited,
  invitedTo,
  mostInvited,
  unitsInReach,
  unitsSelected,
  updateExpected,
  updateExpectedWhole,
} from './attendance-store.ts'
import { sessionToHold, settle } from './count-attendance.ts'
import type { ExpectedEntry, Selection } from './entry.ts'
import { tellInvited } from './notify.ts'
import { findGathering, type Gathering, insertVersion, lockGathering, takeVersion } from './store.ts'

/** A unit that is called by name, with how many are expected. */
export type Guest = { unitId: string; expectedMembers?: number | null; expectedOthers?: number | null }

/** Locks a session for a change of its guests. One that was held is corrected with a reason. */
async function openFor(tx: Tx, id: string, reason: string): Promise<Gathering> {
  await lockGathering(tx, id)
  const gathering = await findGathering(tx, id)
  if (!gathering) throw new Problem('not_found_or_not_allowed')
  if (gathering.state === 'cancelled') throw new Problem('session_is_cancelled')
  if (gathering.state === 'held' && reason.length < 3)
    throw new Problem('version_correction_has_no_reason', {}, { field: 'reason' })
  return gathering
}

async function noteGuests(tx: Tx, gathering: Gathering, actor: Actor, reason: string): Promise<void> {
  const guests = await invitedTo(tx, gathering.id)
  if (guests.length > mostInvited) throw new Problem('invited_are_too_many', { maximum: mostInvited })
  await takeVersion(tx, gathering.id, gathering.version)
  await insertVersion(tx, {
    gatheringId: gathering.id,
    number: gathering.version + 1,
    event: gathering.state === 'held' ? 'corrected' : 'changed',
    reason: reason || null,
    said: { guests: guests.map(({ name: _, ...guest }) => guest) },
    personId: actor.personId,
  })
  if (gathering.state === 'held') await settle(tx, gathering.id, gathering.day)
  note(tx, { session: gathering.id, guests: guests.length })
}

/**
 * Calls all units of a selection in one step, such as all commune organisations of the Women's line. They hear of it at once.
 * @returns how many are newly called.
 * @throws Problem `not_found_or_not_allowed`, `session_is_cancelled`, `selection_finds_nobody`, `invited_are_too_many`
 */
export async function inviteSelection(
  actor: Actor,
  id: string,
  selection: Selection,
  reason = '',
): Promise<number> {
  const { unitId } = await sessionToHold(actor, id)
  return perform(actor, 'session.hold', unitId, async (tx) => {
    const gathering = await openFor(tx, id, reason)
    const found = await unitsSelected(tx, gathering, selection)
    if (found.length === 0) throw new Problem('selection_finds_nobody')
    if (found.length > mostInvited) throw new Problem('invited_are_too_many', { maximum: mostInvited })
    const before = new Set((await invitedTo(tx, id)).map((guest) => guest.unitId))
    const fresh = found.filter((unit) => !before.has(unit.id))
    await insertInvited(
      tx,
      gathering,
      fresh.map((unit) => ({ unitId: unit.id })),
    )
    await noteGuests(tx, gathering, actor, reason)
    if (gathering.state === 'planned')
      await tellInvited(
        tx,
        gathering,
        fresh.map((unit) => unit.id),
      )
    return fresh.length
  })
}

/**
 * Calls units by name.
 * @throws Problem `not_found_or_not_allowed`, `session_is_cancelled`, `invited_unit_is_unknown`, `invited_unit_is_gone`,
 *   `invited_unit_is_elsewhere`, `invited_are_too_many`
 */
export async function inviteUnits(
  actor: Actor,
  id: string,
  guests: readonly Guest[],
  reason = '',
): Promise<void> {
  const { unitId } = await sessionToHold(actor, id)
  await perform(actor, 'session.hold', unitId, async (tx) => {
    const gathering = await openFor(tx, id, reason)
    const ids = [...new Set(guests.map((guest) => guest.unitId))]
    const found = ids.every(isId) ? await unitsInReach(tx, gathering, ids) : []
    if (found.length < ids.length) throw new Problem('invited_unit_is_unknown')
    const gone = found.find(({ stands }) => !stands)
    if (gone) throw new Problem('invited_unit_is_gone', { unit: gone.name })
    const elsewhere = found.find(({ isInReach }) => !isInReach)
    if (elsewhere) throw new Problem('invited_unit_is_elsewhere', { unit: elsewhere.name })
    await insertInvited(tx, gathering, guests)
    for (const guest of guests)
      if (guest.expectedMembers !== undefined || guest.expectedOthers !== undefined)
        await updateExpected(tx, id, guest.unitId, {
          members: guest.expectedMembers ?? null,
          others: guest.expectedOthers ?? null,
        })
    await noteGuests(tx, gathering, actor, reason)
    if (gathering.state === 'planned') await tellInvited(tx, gathering, ids)
  })
}

/**
 * Says how many of each called unit are expected, and which are called no more.
 * @throws Problem `not_found_or_not_allowed`, `session_is_cancelled`, `version_correction_has_no_reason`
 */
export async function expectGuests(
  actor: Actor,
  id: string,
  entry: ExpectedEntry,
  reason = '',
): Promise<void> {
  const { unitId } = await sessionToHold(actor, id)
  await perform(actor, 'session.hold', unitId, async (tx) => {
    const gathering = await openFor(tx, id, reason)
    const guests = await invitedTo(tx, id)
    const dropped = new Set(Object.keys(entry.drop))
    await deleteInvited(
      tx,
      id,
      guests.flatMap((guest) => (dropped.has(guest.unitId) ? [guest.unitId] : [])),
    )
    for (const guest of guests) {
      if (dropped.has(guest.unitId)) continue
      const { unitId: of } = guest
      const members =
        of in entry.expectedMembers ? (entry.expectedMembers[of] ?? null) : guest.expectedMembers
      const others = of in entry.expectedOthers ? (entry.expectedOthers[of] ?? null) : guest.expectedOthers
      if (members === guest.expectedMembers && others === guest.expectedOthers) continue
      await updateExpected(tx, id, of, { members, others })
    }
    await updateExpectedWhole(tx, id, { members: entry.wholeMembers, others: entry.wholeOthers })
    await noteGuests(tx, gathering, actor, reason)
  })
}
