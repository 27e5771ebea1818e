import { createHash } from 'node:crypto'
import { currentPosition, inTransaction, type Reader, type Tx } from '#platform/database'
import { refuseWithoutRoom } from '#platform/health'
import { asProblem, Problem, statusOf } from '#platform/problem'
import { type AtLeast, canReadElsewhere, readElsewhere } from '#platform/replicas'
import { type Action, permissions } from './permissions.ts'
import { covers, noteSaid, wasSaid, writeAudit } from './store.ts'

/**
 * A person who is signed in. `mustSee` is what they have to be shown at least, as their session knew when the request
 * came; without it they read from the primary.
 */
export type Actor = { personId: string; name: string; mustSee?: AtLeast | undefined }

/** What a change was about, for its line in the audit trail: ids and counts, never names of those it serves. */
export type Subject = Record<string, string | number | boolean | null>

const subjects = new WeakMap<object, Subject>()

/** Notes in the audit line of the running change what it was about. */
export function note(tx: Tx, subject: Subject): void {
  subjects.set(tx, { ...subjects.get(tx), ...subject })
}

async function refuseUnlessAllowed(
  db: Reader,
  actor: Actor,
  action: Action,
  unitId: string | null,
): Promise<void> {
  const isAllowed = await covers(db, actor.personId, permissions[action], unitId)
  // Not found and not allowed are one answer, so that nobody learns what exists.
  if (!isAllowed) throw new Problem('not_found_or_not_allowed')
}

/**
 * Changes something: asks permission, carries out the change and leaves an audit line, in one transaction.
 * Every write needs a `Tx` and only this function gives one to people, so none of the three can be forgotten.
 * `unitId` null asks for the permission anywhere (what a person does for themselves is `performOwn`).
 * @throws Problem `not_found_or_not_allowed`, `disk_is_full`, or the problem of a broken constraint, or what `change` throws.
 */
export async function perform<T>(
  actor: Actor,
  action: Action,
  unitId: string | null,
  change: (tx: Tx) => Promise<T>,
): Promise<T> {
  // What the rest of this request reads must show the change. The next request will know where it is.
  actor.mustSee = undefined
  refuseWithoutRoom()
  try {
    const identity = { role: 'lantoa_app', personId: actor.personId } as const
    const write = async (tx: Tx) => {
      await refuseUnlessAllowed(tx, actor, action, unitId)
      const done = await change(tx)
      await writeAudit(tx, action, unitId, subjects.get(tx) ?? {})
      return done
    }
    return await inTransaction(identity, write, { isWriting: true })
  } catch (fault) {
    throw asProblem(fault)
  }
}

/**
 * `perform` for what may be sent twice, since its answer was lost on the way: once it is done, the same person saying the
 * same (`said`, all of it) finds it done, instead of hearing that somebody has changed it meanwhile. Only for what
 * `change` would refuse the second time.
 * @throws Problem those of `perform`
 */
export async function performOnce(
  actor: Actor,
  action: Action,
  unitId: string | null,
  said: unknown,
  change: (tx: Tx) => Promise<void>,
): Promise<void> {
  const digest = createHash('sha256')
    .update(JSON.stringify([action, unitId, said]))
    .digest()
  try {
    await perform(actor, action, unitId, async (tx) => {
      await change(tx)
      await noteSaid(tx, actor.personId, digest)
    })
  } catch (fault) {
    const isRefused =
      fault instanceof Problem && fault.code !== 'not_found_or_not_allowed' && statusOf(fault) < 500
    if (!isRefused || !(await look(actor, action, unitId, (db) => wasSaid(db, actor.personId, digest))))
      throw fault
  }
}

/**
 * Looks at something: asks permission and reads in one consistent snapshot. The twin of `perform` for reading. It may run
 * on a standby, where others' latest changes may still be missing, but never one's own.
 */
export async function look<T>(
  actor: Actor,
  action: Action,
  unitId: string | null,
  read: (db: Reader) => Promise<T>,
): Promise<T> {
  try {
    const run = async (db: Reader) => {
      await refuseUnlessAllowed(db, actor, action, unitId)
      return read(db)
    }
    const identity = { role: 'lantoa_app', personId: actor.personId } as const
    const elsewhere = actor.mustSee && (await readElsewhere(identity, run, actor.mustSee))
    if (elsewhere) return elsewhere.value
    // The rest of the request stays where it is: no page is half of now and half of before.
    actor.mustSee = undefined
    return await inTransaction(identity, run, { snapshot: true })
  } catch (fault) {
    throw asProblem(fault)
  }
}

/**
 * Looks as anybody on the street would: only what has been published. Who it is that reads is not known, so it could be
 * whoever wrote last, and a page may be kept for others: it shows all that was committed when the reading began.
 */
export async function lookPublic<T>(read: (db: Reader) => Promise<T>): Promise<T> {
  const identity = { role: 'lantoa_public' } as const
  const elsewhere = canReadElsewhere() && (await readElsewhere(identity, read, await currentPosition()))
  return elsewhere ? elsewhere.value : inTransaction(identity, read, { snapshot: true })
}

/** Looks as the system itself (the command line), in one consistent snapshot. No page and no API call ever comes here. */
export const lookAsSystem = <T>(read: (db: Reader) => Promise<T>): Promise<T> =>
  inTransaction({ role: 'system' }, read, { snapshot: true })

/**
 * Changes something as the system itself (imports, the demonstration district, jobs), with an audit line that names
 * no person. No page and no API call ever comes here.
 */
export const asSystem = <T>(action: string, change: (tx: Tx) => Promise<T>): Promise<T> =>
  inTransaction({ role: 'system' }, async (tx) => {
    const done = await change(tx)
    await writeAudit(tx, action, null, subjects.get(tx) ?? {})
    return done
  })

/**
 * Takes down what somebody says who has no account and so no right: the answer to a question that we asked them. What may
 * be said, and how often, is up to the use case. The audit line names nobody.
 */
export async function performPublic<T>(action: string, change: (tx: Tx) => Promise<T>): Promise<T> {
  refuseWithoutRoom()
  try {
    return await asSystem(action, change)
  } catch (fault) {
    throw asProblem(fault)
  }
}

/**
 * Brings up to date what is derived from the data, in one snapshot of it. It leaves no audit line, since nothing is
 * changed that anybody said; whoever changes more than that takes `asSystem`.
 */
export const asSystemSnapshot = <T>(derive: (tx: Tx) => Promise<T>): Promise<T> =>
  inTransaction({ role: 'system' }, derive, { snapshot: true })

/**
 * Writes down what the system keeps of its own work: what lies before whom, what has left the house. It leaves no audit line,
 * since nothing is changed that anybody said; whoever changes more than that takes `asSystem`.
 */
export const asSystemKeeping = <T>(keep: (tx: Tx) => Promise<T>): Promise<T> =>
  inTransaction({ role: 'system' }, keep)
