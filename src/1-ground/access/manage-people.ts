import type { Tx } from '#platform/database'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Actor, look, note, perform, type Subject } from './perform.ts'
import { type Role, roles } from './permissions.ts'
import { endAccess, endSigningKey, inviteAs, resetLinkFor } from './sign-in/account.ts'
import { forgivePerson } from './sign-in/attempts.ts'
import { noteEvent } from './sign-in/event-store.ts'
import { actAs, beforeSignIn } from './sign-in/store.ts'
import {
  auditLines,
  endRoleHeld,
  insertRole,
  managedUnits,
  peopleOf,
  roleHeld,
  rolesHeldBy,
  setDisabled,
  writeAudit,
} from './store.ts'

/** The people who hold roles in the units that this administrator manages. */
export const peopleManaged = (actor: Actor, text: string) =>
  look(actor, 'person.manage', null, async (db) => ({
    people: await peopleOf(db, text),
    units: await managedUnits(db),
    roles,
  }))

/** The roles that a person holds today, with their units. */
export const rolesOf = (actor: Actor) =>
  look(actor, 'unit.read', null, (db) => rolesHeldBy(db, actor.personId))

/** Invites somebody to a role on a unit. @returns the secret part of the link. */
export async function invite(actor: Actor, role: Role, unitId: string): Promise<string> {
  await perform(actor, 'person.manage', unitId, async (tx) => note(tx, { invited: role }))
  return beforeSignIn((tx) => inviteAs(tx, { role, unitId, madeBy: actor.personId }))
}

/** Gives a person a role on a unit. @throws Problem `role_held_twice`, `not_found_or_not_allowed` */
export const giveRole = (actor: Actor, personId: string, role: Role, unitId: string): Promise<void> =>
  perform(actor, 'person.manage', unitId, async (tx) => {
    await insertRole(tx, { personId, role, unitId, givenBy: actor.personId })
    note(tx, { person: personId, role })
  })

/** Ends a role from today on. @throws Problem `not_found_or_not_allowed` */
export async function endRole(actor: Actor, id: string): Promise<void> {
  const held = isId(id) ? await look(actor, 'person.manage', null, (db) => roleHeld(db, id)) : undefined
  if (!held) throw new Problem('not_found_or_not_allowed')
  await perform(actor, 'person.manage', held.unitId, async (tx) => {
    await endRoleHeld(tx, id)
    note(tx, { person: held.personId, role: held.role })
  })
}

/** The unit by which this administrator manages a person: nobody touches the account of somebody who is not theirs. */
async function unitOfPerson(actor: Actor, personId: string): Promise<string> {
  const held = isId(personId)
    ? await look(actor, 'person.manage', null, (db) => rolesHeldBy(db, personId))
    : []
  const unitId = held[0]?.unitId
  if (!unitId) throw new Problem('not_found_or_not_allowed')
  return unitId
}

/** Does something to the account of a person whom this administrator manages. */
export async function performOnAccount(
  actor: Actor,
  personId: string,
  what: Subject,
  change: (tx: Tx) => Promise<void> = async () => {},
): Promise<void> {
  const unitId = await unitOfPerson(actor, personId)
  await perform(actor, 'person.manage', unitId, async (tx) => {
    await change(tx)
    note(tx, { person: personId, ...what })
  })
}

/** Closes an account, or opens it again; closed, all its sessions end at once, and its signing key. Nobody closes their own. */
export async function setAccountClosed(actor: Actor, personId: string, isClosed: boolean): Promise<void> {
  if (personId === actor.personId) throw new Problem('account_is_own')
  const unitId = await unitOfPerson(actor, personId)
  await perform(actor, 'person.manage', unitId, async (tx) => {
    await setDisabled(tx, personId, isClosed)
    note(tx, { person: personId, closed: isClosed })
  })
  await beforeSignIn(async (tx) => {
    await actAs(tx, actor.personId)
    await noteEvent(tx, personId, isClosed ? 'account_closed' : 'account_opened', { byId: actor.personId })
    if (!isClosed) return
    await endAccess(tx, personId)
    await endSigningKey(tx, personId, 'account_closed')
  })
}

/** Makes a link by which a person sets a new password, and lifts a lock. @returns the secret part of the link. */
export async function resetFor(actor: Actor, personId: string): Promise<string> {
  const unitId = await unitOfPerson(actor, personId)
  await perform(actor, 'person.manage', unitId, async (tx) => note(tx, { person: personId, reset: true }))
  return beforeSignIn((tx) => resetLinkFor(tx, personId, actor.personId))
}

/** Lifts the lock of a name after too many wrong passwords. */
export async function unlock(actor: Actor, personId: string): Promise<void> {
  const unitId = await unitOfPerson(actor, personId)
  const [person] = await look(actor, 'person.manage', null, (db) => peopleOf(db, '', personId))
  await perform(actor, 'person.manage', unitId, async (tx) => note(tx, { person: personId, unlocked: true }))
  await beforeSignIn(async (tx) => {
    await actAs(tx, actor.personId)
    if (person) await forgivePerson(tx, person)
    await writeAudit(tx, 'account.unlock', null, { person: personId })
    await noteEvent(tx, personId, 'unlocked', { byId: actor.personId })
  })
}

/** Lines of the audit trail in the units that this person watches, the newest first. */
export const auditTrail = (actor: Actor, search: { text: string; before: Date | undefined; limit: number }) =>
  look(actor, 'audit.read', null, (db) => auditLines(db, search))
