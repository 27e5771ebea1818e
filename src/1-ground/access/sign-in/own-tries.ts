import type { Tx } from '#platform/database'
import type { Problem } from '#platform/problem'
import type { SignedIn } from '#platform/web'
import { forgive } from './attempt-store.ts'
import { countWrongTry, deviceKey, holdLockOf, type Key, nameKey, stepKey } from './attempts.ts'
import { deviceOfSession } from './device-store.ts'
import { noteEvent, type SecurityEventKind } from './event-store.ts'
import { sessionById } from './store.ts'

/** Wrong passwords and codes of somebody who is signed in. */
export type OwnTries = {
  /** What they are told who has to wait, before a try is counted. */
  refusal: () => Promise<Problem | undefined>
  /** Counts a wrong password or code. */
  count: (of: 'password' | 'step', kind: SecurityEventKind) => Promise<void>
  forgive: () => Promise<void>
}

/**
 * Tries inside a session have limits too: whoever finds an open session must not guess the password in it. They are counted
 * with those of signing in, but on a device that is known by the device: so no stranger keeps anybody from signing by wrong
 * passwords for their name.
 */
export async function ownTries(
  tx: Tx,
  actor: Pick<SignedIn, 'personId' | 'sessionId'>,
  userName: string,
): Promise<OwnTries> {
  const known = await deviceOfSession(tx, actor.sessionId)
  const keys: Record<'password' | 'step', Key> = known
    ? { password: deviceKey(known), step: deviceKey(known) }
    : { password: nameKey(userName), step: stepKey(actor.personId) }
  const all = [...new Set(Object.values(keys))]
  return {
    refusal: () => holdLockOf(tx, all),
    forgive: () => forgive(tx, all),
    count: async (of, kind) => {
      const where = await sessionById(tx, actor.sessionId)
      const locked = await countWrongTry(tx, [keys[of]])
      await noteEvent(tx, actor.personId, kind, { where })
      if (locked.length > 0) await noteEvent(tx, actor.personId, 'locked', { where })
    },
  }
}

/** Who tries, where hashing waits its turn. */
export const askerOf = (actor: { personId: string }): string => `person:${actor.personId}`

/** Notes what somebody did with their own account. */
export const noteOwn = async (
  tx: Tx,
  actor: Pick<SignedIn, 'personId' | 'sessionId'>,
  kind: SecurityEventKind,
): Promise<void> => noteEvent(tx, actor.personId, kind, { where: await sessionById(tx, actor.sessionId) })
