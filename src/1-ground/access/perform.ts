import { inTransaction, type Reader, type Tx } from '#platform/database'
import { asProblem, Problem } from '#platform/problem'
import { type Action, permissions } from './permissions.ts'
import { covers, writeAudit } from './store.ts'

/** A person who is signed in. */
export type Actor = { personId: string; name: string }

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
 * @throws Problem `not_found_or_not_allowed`, or the problem of a broken constraint, or what `change` throws.
 */
export async function perform<T>(
  actor: Actor,
  action: Action,
  unitId: string | null,
  change: (tx: Tx) => Promise<T>,
): Promise<T> {
  try {
    return await inTransaction({ role: 'lantoa_app', personId: actor.personId }, async (tx) => {
      await refuseUnlessAllowed(tx, actor, action, unitId)
      const done = await change(tx)
      await writeAudit(tx, action, unitId, subjects.get(tx) ?? {})
      return done
    })
  } catch (fault) {
    throw asProblem(fault)
  }
}

/** Looks at something: asks permission and reads in one consistent snapshot. The twin of `perform` for reading. */
export async function look<T>(
  actor: Actor,
  action: Action,
  unitId: string | null,
  read: (db: Reader) => Promise<T>,
): Promise<T> {
  try {
    const run = async (tx: Tx) => {
      await refuseUnlessAllowed(tx, actor, action, unitId)
      return read(tx)
    }
    return await inTransaction({ role: 'lantoa_app', personId: actor.personId }, run, { snapshot: true })
  } catch (fault) {
    throw asProblem(fault)
  }
}

/** Looks as anybody on the street would: only what has been published. */
export const lookPublic = <T>(read: (db: Reader) => Promise<T>): Promise<T> =>
  inTransaction({ role: 'lantoa_public' }, read, { snapshot: true })

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
