import { type Actor, look, note, perform } from '#access'
import { unitOf } from '#org'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import type { ContactEntry } from './entry.ts'
import { contactFor, putContact } from './store.ts'

/**
 * Says how the office of a unit is reached by those who want to do as it does. It is public: an office's number, never
 * somebody's own.
 * @throws Problem `not_found_or_not_allowed`, `contact_says_nothing`
 */
export async function giveContact(actor: Actor, unitId: string, contact: ContactEntry): Promise<void> {
  if (!isId(unitId)) throw new Problem('not_found_or_not_allowed')
  await perform(actor, 'initiative.contact', unitId, async (tx) => {
    await putContact(tx, unitId, contact, actor.personId)
    note(tx, { unit: unitId })
  })
}

/** What is needed to give the contact of a unit. @throws Problem `not_found_or_not_allowed` */
export async function formForContact(actor: Actor, unitId: string) {
  if (!isId(unitId)) throw new Problem('not_found_or_not_allowed')
  return look(actor, 'initiative.contact', unitId, async (db) => ({
    unit: await unitOf(db, unitId),
    contact: await contactFor(db, unitId),
  }))
}
