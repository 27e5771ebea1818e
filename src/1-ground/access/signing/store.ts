import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { NewKey } from './keys.ts'

/** Why a key signs no more. */
export type EndOfKey = 'password_changed' | 'password_reset' | 'account_closed'

/**
 * The password's hash of somebody whose account is open. Until the transaction ends the password stays what it is and the
 * account open, so that a key is never made under a password that has just been changed.
 */
export const holdPassword = (tx: Tx, personId: string) =>
  tx
    .selectFrom('access.person as person')
    .innerJoin('access.credential as credential', 'credential.person_id', 'person.id')
    .select(['person.user_name as userName', 'person.two_factor_enabled as hasSecondStep', 'credential.hash'])
    .where('person.id', '=', personId)
    .where('person.disabled_at', 'is', null)
    .forUpdate('credential')
    .forShare('person')
    .executeTakeFirst()

/** Whether somebody has a second step. */
export const hasSecondStep = async (db: Reader, personId: string): Promise<boolean> =>
  (
    await db
      .selectFrom('access.person')
      .select('two_factor_enabled')
      .where('id', '=', personId)
      .executeTakeFirst()
  )?.two_factor_enabled ?? false

/** The key with which a person signs now, sealed. */
export const livingKey = (tx: Tx, personId: string) =>
  tx
    .selectFrom('access.signing_key')
    .select([
      'id',
      'public_key as publicKey',
      'sealed',
      'salt',
      'cost',
      'block_size as blockSize',
      'parallel',
    ])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()

/** Keeps a new key. @returns its id. */
export async function insertKey(tx: Tx, personId: string, { publicKey, seal }: NewKey): Promise<string> {
  const { id } = await tx
    .insertInto('access.signing_key')
    .values({
      person_id: personId,
      public_key: publicKey,
      sealed: seal.sealed,
      salt: seal.salt,
      cost: seal.cost,
      block_size: seal.blockSize,
      parallel: seal.parallel,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Ends the key of a person, if they have one, and forgets its private half. @returns its id. */
export async function endKey(tx: Tx, personId: string, why: EndOfKey): Promise<string | undefined> {
  const ended = await tx
    .updateTable('access.signing_key')
    // The clock, not the beginning of the transaction: it may have waited for the signing that made the key.
    .set({ ended_at: sql<Date>`clock_timestamp()`, ended_why: why, sealed: null, salt: null })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return ended?.id
}

/** All keys that a person ever had, the newest first. */
export const keysOf = (tx: Tx, personId: string) =>
  tx
    .selectFrom('access.signing_key')
    .select([
      'id',
      'public_key as publicKey',
      'made_at as madeAt',
      'ended_at as endedAt',
      'ended_why as endedWhy',
    ])
    .where('person_id', '=', personId)
    .orderBy('made_at', 'desc')
    .limit(100)
    .execute()

/** What anybody may know of a key, to check what was signed with it: undefined where there is none. */
export const publicKeyOf = (db: Reader, id: string) =>
  db
    .selectFrom('access.signing_key')
    .select(['id', 'public_key as publicKey', 'made_at as madeAt', 'ended_at as endedAt'])
    .where('id', '=', id)
    .executeTakeFirst()

/** The same with the person whose key it is, which only officers and the system may know. */
export const keyOfSigner = (db: Reader, id: string) =>
  db
    .selectFrom('access.signing_key')
    .select(['person_id as personId', 'public_key as publicKey', 'ended_at as endedAt'])
    .where('id', '=', id)
    .executeTakeFirst()
