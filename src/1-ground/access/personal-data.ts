import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import type { SignedIn } from '#platform/web'
import { performOnAccount } from './manage-people.ts'
import { type Actor, asSystem, note } from './perform.ts'
import { dataOf, erase, mentionsOf } from './personal-data-store.ts'
import { endSigningKey } from './sign-in/account.ts'
import { forgivePerson } from './sign-in/attempts.ts'
import { eventsOf } from './sign-in/event-store.ts'
import { noteOwn } from './sign-in/own-tries.ts'
import { actAs, beforeSignIn, goOnAsSystem } from './sign-in/store.ts'
import { personById, writeAudit } from './store.ts'

/**
 * What happened to the account of somebody whom this administrator manages, and what would stay of them.
 * @throws Problem `not_found_or_not_allowed`
 */
export const securityOf = (actor: Actor, personId: string) =>
  performOnAccount(actor, personId, { lookedAtSecurity: true }, async (tx) => {
    await goOnAsSystem(tx)
    const person = await personById(tx, personId)
    if (!person) throw new Problem('not_found_or_not_allowed')
    return { person, events: await eventsOf(tx, personId, 100), stays: await mentionsOf(tx, personId) }
  })

/**
 * All that the system holds about a person, for the person (Luật 91/2025/QH15): rows about them with their content, without
 * secrets; of what they wrote in their office, which is the authority's, how much there is and where.
 */
export const exportOwn = (actor: SignedIn): Promise<Record<string, unknown>> => {
  actor.mustSee = undefined
  return beforeSignIn(async (tx) => {
    const data = { about: await dataOf(tx, actor.personId), wrote: await mentionsOf(tx, actor.personId) }
    await actAs(tx, actor.personId)
    await writeAudit(tx, 'data.export', null, {})
    await noteOwn(tx, actor, 'data_exported')
    return data
  })
}

/**
 * Erases what is kept of a person: name, phone, ways in, ways to be told. Their roles end and their account is closed. What
 * the authority has to keep stays under a name that says nobody: audit, signatures, records, roles held.
 * @throws Problem `account_is_own`, `not_found_or_not_allowed`
 */
export async function erasePerson(actor: Actor, personId: string): Promise<void> {
  if (personId === actor.personId) throw new Problem('account_is_own')
  await performOnAccount(actor, personId, { erased: true }, async (tx) => {
    await goOnAsSystem(tx)
    await eraseIn(tx, personId)
  })
}

async function eraseIn(tx: Tx, personId: string): Promise<void> {
  const person = await personById(tx, personId)
  if (!person) throw new Problem('not_found_or_not_allowed')
  await forgivePerson(tx, person)
  await endSigningKey(tx, personId, 'account_closed')
  await erase(tx, personId)
}

/** The same by the command line. @returns what stays, by table. */
export const eraseAsSystem = (personId: string): Promise<{ where: string; rows: number }[]> =>
  asSystem('person.erase', async (tx) => {
    await eraseIn(tx, personId)
    note(tx, { person: personId })
    return mentionsOf(tx, personId)
  })
