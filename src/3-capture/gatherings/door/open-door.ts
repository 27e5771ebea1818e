import { randomBytes } from 'node:crypto'
import { type Actor, look, note, perform } from '#access'
import { Problem } from '#platform/problem'
import { rowsOf } from '../attendance-store.ts'
import { sessionToHold } from '../count-attendance.ts'
import { findGathering, type Gathering, lockGathering } from '../store.ts'
import { codeOf, newWord } from './codes.ts'
import { countDoubted } from './doubts-store.ts'
import type { DoorEntry, TapEntry } from './entry.ts'
import { doorIs, leftOfStep, stepAt } from './rules.ts'
import {
  closeDoorOf,
  countInside,
  deleteTapped,
  doorFor,
  insertCheckIn,
  type KeptDoor,
  openDoorOf,
} from './store.ts'

/**
 * Opens the door of a session: from now on the screen shows a code that changes. Opened again it has a new key, and no code
 * of before lets anybody in.
 * @throws Problem `not_found_or_not_allowed`, `session_is_over`
 */
export async function openDoor(actor: Actor, id: string, entry: DoorEntry): Promise<void> {
  const { unitId } = await sessionToHold(actor, id)
  await perform(actor, 'session.hold', unitId, async (tx) => {
    await lockGathering(tx, id)
    const gathering = await findGathering(tx, id)
    if (gathering?.state !== 'planned') throw new Problem('session_is_over')
    await openDoorOf(tx, { gatheringId: id, word: newWord(), ...entry, personId: actor.personId })
    note(tx, { session: id })
  })
}

/** Closes the door: whoever comes later is counted in by hand. @throws Problem `not_found_or_not_allowed` */
export async function closeDoor(actor: Actor, id: string): Promise<void> {
  const { unitId } = await sessionToHold(actor, id)
  await perform(actor, 'session.hold', unitId, async (tx) => {
    await lockGathering(tx, id)
    await closeDoorOf(tx, id)
    note(tx, { session: id })
  })
}

/**
 * Counts in one person who has no phone, or takes such a count back.
 * @throws Problem `not_found_or_not_allowed`, `session_is_over`, `nobody_was_tapped`, `turnout_of_another_unit`
 */
export async function tapIn(actor: Actor, id: string, { act, unitId: of, member }: TapEntry): Promise<void> {
  const { unitId } = await sessionToHold(actor, id)
  await perform(actor, 'session.hold', unitId, async (tx) => {
    await lockGathering(tx, id)
    const gathering = await findGathering(tx, id)
    if (gathering?.state !== 'planned') throw new Problem('session_is_over')
    if (of !== null && !(await rowsOf(tx, id)).some((row) => row.unitId === of))
      throw new Problem('turnout_of_another_unit')
    const who = { unitId: of, isMember: member }
    if (act === 'add')
      await insertCheckIn(tx, { gatheringId: id, device: randomBytes(32), ...who, byOfficer: true })
    else if (!(await deleteTapped(tx, id, who))) throw new Problem('nobody_was_tapped')
    note(tx, { session: id, act })
  })
}

/** What a screen shows at an instant. */
export type Screen = {
  gathering: Gathering
  door: KeptDoor | undefined
  is: ReturnType<typeof doorIs> | 'closed'
  code: string
  /** Milliseconds until the next code. */
  left: number
  inside: number
  /** Check-ins that nobody has looked at yet; they are not among those inside. */
  waiting: number
  guests: { id: string; name: string }[]
}

/** The screen at the door, for whoever keeps it. @throws Problem `not_found_or_not_allowed` */
export async function screenOf(actor: Actor, id: string, at: number = Date.now()): Promise<Screen> {
  const { unitId } = await sessionToHold(actor, id)
  return look(actor, 'session.hold', unitId, async (db) => {
    const gathering = await findGathering(db, id)
    if (!gathering) throw new Problem('not_found_or_not_allowed')
    const door = await doorFor(db, id)
    return {
      gathering,
      door,
      is: door ? doorIs({ ...gathering, closedAt: door.closedAt }, at) : 'closed',
      code: door ? codeOf(door, stepAt(at)) : '',
      left: leftOfStep(at),
      inside: await countInside(db, id),
      waiting: await countDoubted(db, id),
      guests: (await rowsOf(db, id)).flatMap((row) =>
        row.unitId && row.unitName ? [{ id: row.unitId, name: row.unitName }] : [],
      ),
    }
  })
}
