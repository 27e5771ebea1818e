import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { ContactEntry } from './entry.ts'

/** How to reach a unit: its own office, or that of the nearest unit above that has one. */
export type Contact = ContactEntry & { unitId: string; unitName: string }

/** The office that answers for a unit today; undefined where neither it nor a unit above has said how it is reached. */
export async function contactFor(db: Reader, unitId: string): Promise<Contact | undefined> {
  const { rows } = await sql<Contact>`
    select contact.unit_id as "unitId", unit.name as "unitName", contact.phone, contact.email, contact.address
      from org.beneath
      join initiatives.contact on contact.unit_id = beneath.ancestor_id
      join org.unit on unit.id = beneath.ancestor_id
     where beneath.unit_id = ${unitId} and beneath.valid @> org.today()
     order by beneath.distance, beneath.tree = 'line' desc limit 1`.execute(db)
  return rows[0]
}

/** Says how a unit is reached, or says it anew. */
export async function putContact(
  tx: Tx,
  unitId: string,
  contact: ContactEntry,
  personId: string | null,
): Promise<void> {
  const { phone, email, address } = contact
  const row = { phone, email, address, changed_by: personId, changed_at: new Date() }
  await tx
    .insertInto('initiatives.contact')
    .values({ unit_id: unitId, ...row })
    .onConflict((conflict) => conflict.column('unit_id').doUpdateSet(row))
    .execute()
}
