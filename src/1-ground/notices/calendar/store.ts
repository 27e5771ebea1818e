import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'

/** The secret addresses of a person's calendar that hold. */
export const feedsOf = (db: Reader, personId: string) =>
  db
    .selectFrom('notices.feed')
    .select(['id', 'name', 'made_at as madeAt', 'read_at as readAt'])
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .orderBy('made_at', 'desc')
    .limit(20)
    .execute()

/** Makes a secret address. */
export async function insertFeed(
  tx: Tx,
  feed: { personId: string; hash: Buffer; name: string },
): Promise<void> {
  await tx
    .insertInto('notices.feed')
    .values({ person_id: feed.personId, hash: feed.hash, name: feed.name })
    .execute()
}

/** Revokes an address. @returns whether it held. */
export async function endFeed(tx: Tx, personId: string, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('notices.feed')
    .set({ revoked_at: new Date() })
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Whose calendar an address is; undefined where it holds no more, or never did. */
export const ownerOfFeed = (db: Reader, hash: Buffer) =>
  db
    .selectFrom('notices.feed as feed')
    .innerJoin('access.person as person', 'person.id', 'feed.person_id')
    .select(['feed.id', 'person.id as personId', 'person.name', 'person.language'])
    .where('feed.hash', '=', hash)
    .where('feed.revoked_at', 'is', null)
    .where('person.disabled_at', 'is', null)
    .executeTakeFirst()

/** Notes that an address was read, once an hour at most. */
export async function touchFeed(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('notices.feed')
    .set({ read_at: new Date() })
    .where('id', '=', id)
    .where(sql<boolean>`(read_at is null or read_at < now() - interval '1 hour')`)
    .execute()
}
