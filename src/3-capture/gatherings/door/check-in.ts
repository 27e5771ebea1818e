import { lookPublic, note, performPublic } from '#access'
import { type Limit, limiter } from '#platform/limiter'
import { Problem } from '#platform/problem'
import { hashOfDevice, isGoodPass, isOnScreen, newDevice, passFor, typedCode } from './codes.ts'
import { doubtCrowd, type From } from './doubt-crowds.ts'
import type { CheckInEntry } from './entry.ts'
import { doorIs, mayRate } from './rules.ts'
import { cameIn, type Door, doorOf, holdDoor, insertCheckIn } from './store.ts'

/** A hall of two hundred has one address, and each may be late with a code some times. Guessing 40 bits needs far more. */
const wrongCodes: Limit = { most: 1000, minutes: 10 }
const tries = limiter(wrongCodes)

/** A door, and where a phone stands before it: read in one go, since a whole hall asks at once. */
async function doorAndPhone(word: string, device: string | undefined) {
  const typed = typedCode(word)
  const found =
    typed.length === 8
      ? await lookPublic(async (db) => {
          const door = await doorOf(db, typed)
          if (!door) return undefined
          const isIn =
            device === undefined ? undefined : await cameIn(db, door.gatheringId, hashOfDevice(device))
          return { door, isIn }
        })
      : undefined
  if (!found) throw new Problem('not_found_or_not_allowed')
  return found
}

/** The door behind an address. @throws Problem `not_found_or_not_allowed` */
export const doorAt = async (word: string): Promise<Door> => (await doorAndPhone(word, undefined)).door

/** Refuses whoever comes too early or too late, saying which. */
function refuseUnlessOpen(door: Door, at: number): void {
  const is = doorIs(door, at)
  if (is === 'not_yet') throw new Problem('door_is_not_open_yet', { day: door.day, hour: door.startsAt })
  if (is === 'cancelled') throw new Problem('session_is_cancelled')
  if (is === 'over') throw new Problem('door_is_closed')
}

/** What a phone stands before: the door, whether it is in already, and what lets it in. */
export type Before = {
  door: Door
  isIn: boolean
  hasRated: boolean
  mayRate: boolean
  device: string
  pass: string
}

/** Where a phone stands that is in already; undefined where it is not. */
export async function insideAt(
  word: string,
  device: string | undefined,
  at: number = Date.now(),
): Promise<Before | undefined> {
  const { door, isIn } = await doorAndPhone(word, device)
  return isIn && device !== undefined ? insideOf(door, device, isIn.hasRated, at) : undefined
}

const insideOf = (door: Door, device: string, hasRated: boolean, at: number): Before => ({
  door,
  isIn: true,
  hasRated,
  mayRate: mayRate(door, at),
  device,
  pass: '',
})

/**
 * Whoever scanned the code comes before the door. Nothing is written yet: a page that is only fetched lets nobody in.
 * @throws Problem `not_found_or_not_allowed`, `door_is_not_open_yet`, `door_is_closed`, `session_is_cancelled`,
 *   `door_code_has_changed`, `too_many_tries`
 */
export async function comeBefore(
  word: string,
  code: string,
  phone: { device: string | undefined; address: string },
  at: number = Date.now(),
): Promise<Before> {
  const { door, isIn } = await doorAndPhone(word, phone.device)
  if (isIn && phone.device !== undefined) return insideOf(door, phone.device, isIn.hasRated, at)
  refuseUnlessOpen(door, at)
  tries.refuse(phone.address)
  if (!isOnScreen(door, typedCode(code), at)) {
    tries.count(phone.address)
    throw new Problem('door_code_has_changed')
  }
  const device = phone.device ?? newDevice()
  return {
    door,
    isIn: false,
    hasRated: false,
    mayRate: false,
    device,
    pass: passFor(door.gatheringId, device, at),
  }
}

/**
 * Lets somebody in: one attendance for each phone, however often it is sent. What comes in a crowd that one machine could
 * be counts once somebody has looked.
 * @throws Problem `not_found_or_not_allowed`, `door_is_not_open_yet`, `door_is_closed`, `session_is_cancelled`,
 *   `door_pass_is_over`, `phone_keeps_no_number`, `door_is_full`, `door_asks_who_comes`
 */
export async function checkIn(
  word: string,
  entry: CheckInEntry,
  device: string | undefined,
  from: From,
  at: number = Date.now(),
): Promise<{ isNew: boolean }> {
  const { door, isIn } = await doorAndPhone(word, device)
  if (isIn) return { isNew: false }
  refuseUnlessOpen(door, at)
  if (device === undefined) throw new Problem('phone_keeps_no_number')
  if (!isGoodPass(entry.pass, door.gatheringId, device, at)) throw new Problem('door_pass_is_over')
  const who = whoComes(door, entry)
  return performPublic('session.check_in', async (tx) => {
    const held = await holdDoor(tx, door.gatheringId, door.most)
    if (!held?.isOpen) throw new Problem('door_is_closed')
    if (door.most !== null && held.inside >= door.most) throw new Problem('door_is_full')
    const phone = hashOfDevice(device)
    const isNew = await insertCheckIn(tx, {
      gatheringId: door.gatheringId,
      device: phone,
      ...who,
      byOfficer: false,
    })
    if (isNew) await doubtCrowd(tx, door, phone, from, at)
    note(tx, { session: door.gatheringId, isNew })
    return { isNew }
  })
}

/** What the door asked, and nothing else: an answer that nobody asked for is not kept. */
function whoComes(
  door: Door,
  { unitId, member }: CheckInEntry,
): { unitId: string | null; isMember: boolean | null } {
  if (door.asks === 'nothing') return { unitId: null, isMember: null }
  if (member === null) throw new Problem('field_is_required', {}, { field: 'member' })
  if (door.asks === 'member') return { unitId: null, isMember: member }
  if (unitId !== null && !door.guests.some((guest) => guest.id === unitId))
    throw new Problem('field_is_no_choice', {}, { field: 'unitId' })
  return { unitId, isMember: member }
}
