import type { Tx } from '#platform/database'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { auditLines } from './audit-store.ts'
import { type Actor, look, note, perform, type Subject } from './perform.ts'
import { type Role, roles } from './permissions.ts'
import { endAccess, endSigningKey, inviteAs, resetLinkFor } from './sign-in/account.ts'
import { forgivePerson } from './sign-in/attempts.ts'
import { noteEvent } from './sign-in/event-store.ts'
import { refuseApprovingOneself } from './sign-in/offers.ts'
import { actAs, beforeSignIn, goOnAsSystem } from './sign-in/store.ts'
import {
  endRoleHeld,
  insertRole,
  managedUnits,
  manages,
  type PersonManaged,
  peopleOf,
  roleHeld,
  rolesHeldBy,
  setDisabled,
  unitOfRoles,
  writeAudit,
} from './store.ts'

/** The people who hold roles in the units that this administrator manages. */
export const peopleManaged = (actor: Actor, text: string) =>
  look(actor, 'person.manage', null, async (db) => ({
    people: (await peopleOf(db, text)).map((person) => ({ ...person, may: mayDoWith(actor, person) })),
    units: await managedUnits(db),
    roles,
  }))

/** What an administrator may do with the account of a person: all of it or nothing, and nobody closes their own. */
const mayDoWith = (actor: Actor, person: PersonManaged) => ({
  touch: person.isManaged,
  close: person.isManaged && person.id !== actor.personId,
})

/** The roles that a person holds today, with their units. */
export const rolesOf = (actor: Actor) =>
  look(actor, 'unit.read', null, (db) => rolesHeldBy(db, actor.personId))

/** Invites somebody to a role on a unit. @returns the secret part of the link. */
export async function invite(actor: Actor, role: Role, unitId: string): Promise<string> {
  await perform(actor, 'person.manage', unitId, async (tx) => note(tx, { invited: role }))
  return beforeSignIn((tx) => inviteAs(tx, { role, unitId, madeBy: actor.personId }))
}

/**
 * Gives a role on a unit to a person who has an account: at once where the account is this administrator's to manage; else as an
 * offer, which the person accepts or declines. @returns which of both it was.
 * @throws Problem `role_is_for_another_to_give`, `role_held_twice`, `not_found_or_not_allowed`
 */
export async function giveRole(
  actor: Actor,
  personId: string,
  role: Role,
  unitId: string,
): Promise<'given' | 'offered'> {
  refuseApprovingOneself(actor.personId, personId, role)
  const isManaged = await perform(actor, 'person.manage', unitId, async (tx) => {
    const managed = await manages(tx, actor.personId, personId)
    if (managed) await insertRole(tx, { personId, role, unitId, givenBy: actor.personId })
    // Of people elsewhere only those are offered a role who are seen in this administrator's list.
    else if ((await peopleOf(tx, '', personId)).length === 0) throw new Problem('not_found_or_not_allowed')
    note(tx, { person: personId, ...(managed ? { role } : { offered: role }) })
    return managed
  })
  if (isManaged) return 'given'
  await beforeSignIn((tx) => inviteAs(tx, { role, unitId, madeBy: actor.personId, personId }))
  return 'offered'
}

/** Ends a role from today on. @throws Problem `not_found_or_not_allowed` */
export async function endRole(actor: Actor, id: string): Promise<void> {
  const held = isId(id) ? await look(actor, 'person.manage', null, (db) => roleHeld(db, id)) : undefined
  if (!held) throw new Problem('not_found_or_not_allowed')
  await perform(actor, 'person.manage', held.unitId, async (tx) => {
    await endRoleHeld(tx, id)
    note(tx, { person: held.personId, role: held.role })
  })
}

/**
 * Does something to the account of a person, where this administrator manages every unit in which the person holds a role: who
 * covers but one of them must not get at the others through the account.
 */
export async function performOnAccount(
  actor: Actor,
  personId: string,
  what: Subject,
  change: (tx: Tx) => Promise<void> = async () => {},
): Promise<void> {
  const unitId = isId(personId)
    ? await look(actor, 'person.manage', null, (db) => unitOfRoles(db, personId))
    : undefined
  if (!unitId) throw new Problem('not_found_or_not_allowed')
  await perform(actor, 'person.manage', unitId, async (tx) => {
    if (!(await manages(tx, actor.personId, personId))) throw new Problem('person_works_elsewhere_too')
    await change(tx)
    note(tx, { person: personId, ...what })
  })
}

/** Closes an account, or opens it again; closed, all its sessions end at once, and its signing key. Nobody closes their own. */
export async function setAccountClosed(actor: Actor, personId: string, isClosed: boolean): Promise<void> {
  if (personId === actor.personId) throw new Problem('account_is_own')
  await performOnAccount(actor, personId, { closed: isClosed }, async (tx) => {
    await setDisabled(tx, personId, isClosed)
    await goOnAsSystem(tx)
    await noteEvent(tx, personId, isClosed ? 'account_closed' : 'account_opened', { byId: actor.personId })
    if (!isClosed) return
    await endAccess(tx, personId)
    await endSigningKey(tx, personId, 'account_closed')
  })
}

/** Makes a link by which a person sets a new password, and lifts a lock. @returns the secret part of the link. */
export async function resetFor(actor: Actor, personId: string): Promise<string> {
  await performOnAccount(actor, personId, { reset: true })
  return beforeSignIn((tx) => resetLinkFor(tx, personId, actor.personId))
}

/** Lifts the lock of a name after too many wrong passwords. */
export async function unlock(actor: Actor, personId: string): Promise<void> {
  const [person] = await look(actor, 'person.manage', null, (db) => peopleOf(db, '', personId))
  await performOnAccount(actor, personId, { unlocked: true })
  await beforeSignIn(async (tx) => {
    await actAs(tx, actor.personId)
    if (person) await forgivePerson(tx, person)
    await writeAudit(tx, 'account.unlock', null, { person: personId })
    await noteEvent(tx, personId, 'unlocked', { byId: actor.personId })
  })
}

/** Lines of the audit trail in the units that this person watches, the newest first. */
export const auditTrail = (actor: Actor, search: Parameters<typeof auditLines>[1]) =>
  look(actor, 'audit.read', null, (db) => auditLines(db, search))
