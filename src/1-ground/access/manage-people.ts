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
import { goOnAsSystem } from './sign-in/store.ts'
import {
  endRoleHeld,
  insertRole,
  managedUnits,
  manages,
  mayIn,
  type PersonManaged,
  peopleOf,
  roleHeld,
  rolesHeldBy,
  setDisabled,
  unitOfRoles,
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
  return perform(actor, 'person.manage', unitId, async (tx) => {
    note(tx, { invited: role })
    await goOnAsSystem(tx)
    return inviteAs(tx, { role, unitId, madeBy: actor.personId })
  })
}

/**
 * Invites many people at once, within a change that asked for `person.manage`. @returns the secret parts of their links, in order.
 * @throws Problem `not_found_or_not_allowed` where one of the units is not this administrator's
 */
export async function inviteMany(
  tx: Tx,
  actor: Actor,
  invited: readonly { role: Role; unitId: string }[],
): Promise<string[]> {
  for (const unitId of new Set(invited.map((one) => one.unitId)))
    if (!(await mayIn(tx, 'person.manage', unitId))) throw new Problem('not_found_or_not_allowed')
  note(tx, { invited: invited.length })
  await goOnAsSystem(tx)
  const tokens: string[] = []
  for (const { role, unitId } of invited)
    tokens.push(await inviteAs(tx, { role, unitId, madeBy: actor.personId }))
  return tokens
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
  return perform(actor, 'person.manage', unitId, async (tx) => {
    if (await manages(tx, actor.personId, personId)) {
      note(tx, { person: personId, role })
      await insertRole(tx, { personId, role, unitId, givenBy: actor.personId })
      return 'given'
    }
    // Of people elsewhere only those are offered a role who are seen in this administrator's list.
    if ((await peopleOf(tx, '', personId)).length === 0) throw new Problem('not_found_or_not_allowed')
    note(tx, { person: personId, offered: role })
    await goOnAsSystem(tx)
    await inviteAs(tx, { role, unitId, madeBy: actor.personId, personId })
    return 'offered'
  })
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
export async function performOnAccount<T>(
  actor: Actor,
  personId: string,
  what: Subject,
  change: (tx: Tx) => Promise<T>,
): Promise<T> {
  const unitId = isId(personId)
    ? await look(actor, 'person.manage', null, (db) => unitOfRoles(db, personId))
    : undefined
  if (!unitId) throw new Problem('not_found_or_not_allowed')
  return perform(actor, 'person.manage', unitId, async (tx) => {
    if (!(await manages(tx, actor.personId, personId))) throw new Problem('person_works_elsewhere_too')
    note(tx, { person: personId, ...what })
    return change(tx)
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

/** Makes a link by which a person sets a new password. @returns the secret part of the link. */
export const resetFor = (actor: Actor, personId: string): Promise<string> =>
  performOnAccount(actor, personId, { reset: true }, async (tx) => {
    await goOnAsSystem(tx)
    return resetLinkFor(tx, personId, actor.personId)
  })

/** Lifts the lock of a name after too many wrong passwords. */
export const unlock = (actor: Actor, personId: string): Promise<void> =>
  performOnAccount(actor, personId, { unlocked: true }, async (tx) => {
    const [person] = await peopleOf(tx, '', personId)
    await goOnAsSystem(tx)
    if (person) await forgivePerson(tx, person)
    await noteEvent(tx, personId, 'unlocked', { byId: actor.personId })
  })

/** Lines of the audit trail in the units that this person watches, the newest first. */
export const auditTrail = (actor: Actor, search: Parameters<typeof auditLines>[1]) =>
  look(actor, 'audit.read', null, (db) => auditLines(db, search))
