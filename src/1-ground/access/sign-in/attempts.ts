import { createHash } from 'node:crypto'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { isOfMany, networkOf } from '#platform/visitor'
import { countFailure, forgive, holdKeys, lock, lockedUntil } from './attempt-store.ts'
import { lockMinutes, loginFrom, type Tried, tries } from './rules.ts'

/** What wrong tries are counted under. */
export type Key = `${Tried}:${string}`

// Twenty bits: a million rows at most, whatever is typed. Two people in some thousands share one, and at worst a lock.
const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 5)

/** The key of a name as it was typed: nobody learns from a lock which accounts exist. */
export function nameKey(typed: string): Key {
  const login = loginFrom(typed)
  return `name:${short(login.phone ?? login.userName)}`
}

/** The key of an address; none where it may be that of many people, such as a proxy. */
export const addressKeys = (address: string): Key[] =>
  isOfMany(address) ? [] : [`address:${short(networkOf(address))}`]

/** The key of a person's second step. */
export const stepKey = (personId: string): Key => `step:${personId}`

/** The key of a device on which the person has signed in before. It is counted apart: no stranger can lock it. */
export const deviceKey = (knownDeviceId: string): Key => `device:${knownDeviceId}`

/** Counts one wrong try under each key. @returns the keys that it locked. */
export async function countWrongTry(tx: Tx, keys: readonly Key[]): Promise<Key[]> {
  const locked: Key[] = []
  for (const key of keys) {
    const kind = key.slice(0, key.indexOf(':')) as Tried
    const failures = await countFailure(tx, key, tries.windowMinutes)
    if (failures % tries.most[kind] !== 0) continue
    await lock(tx, key, lockMinutes(kind, failures))
    locked.push(key)
  }
  return locked
}

/** What somebody is told who has to wait; undefined where nothing is locked. */
export async function lockOf(tx: Tx, keys: readonly Key[]): Promise<Problem | undefined> {
  const until = await lockedUntil(tx, keys)
  return (
    until &&
    new Problem('too_many_tries', {
      minutes: Math.max(1, Math.ceil((until.getTime() - Date.now()) / 60_000)),
    })
  )
}

/** The same before a try is counted: until the transaction ends, nobody else counts under these keys. */
export async function holdLockOf(tx: Tx, keys: readonly Key[]): Promise<Problem | undefined> {
  await holdKeys(tx, [...keys].sort())
  return lockOf(tx, keys)
}

/** Forgets the wrong tries of somebody's name, phone number and second step. */
export const forgivePerson = (
  tx: Tx,
  person: { id: string; userName: string; phone?: string | null | undefined },
): Promise<void> =>
  forgive(tx, [
    nameKey(person.userName),
    ...(person.phone ? [nameKey(person.phone)] : []),
    stepKey(person.id),
  ])
