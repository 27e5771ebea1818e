import type { Activity } from '#activities'
import type { Assurance } from '#figures'
import type { Tx } from '#platform/database'
import { isConfirmed } from './confirmations/rules.ts'
import { tallyOf } from './confirmations/store.ts'
import { isProven } from './spot-checks/visits-store.ts'

/** What people and inspectors say of a record. */
export async function provenByOthers(tx: Tx, { id }: Activity): Promise<Assurance | undefined> {
  if (await isProven(tx, id)) return 'verified'
  return isConfirmed(await tallyOf(tx, id)) ? 'confirmed' : undefined
}
