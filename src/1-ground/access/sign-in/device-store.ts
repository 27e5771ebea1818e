import { sql } from 'kysely'
import type { Tx } from '#platform/database'

/** The device of a token on which a person has signed in before. */
export const knownDevice = async (
  tx: Tx,
  hash: Buffer | undefined,
  personId: string | undefined,
): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('access.known_device')
      .select('id')
      .where('token_hash', '=', hash ?? Buffer.alloc(0))
      .where('person_id', '=', personId ?? '00000000-0000-0000-0000-000000000000')
      .executeTakeFirst()
  )?.id

/** The known device of a session. */
export const deviceOfSession = async (tx: Tx, sessionId: string | undefined): Promise<string | undefined> =>
  sessionId === undefined
    ? undefined
    : ((
        await tx
          .selectFrom('access.session')
          .select('known_device_id as id')
          .where('id', '=', sessionId)
          .executeTakeFirst()
      )?.id ?? undefined)

/**
 * Knows a device from now on, under a new token: one that somebody else knew before is worth nothing. Others who have signed
 * in on the same device move with it. @returns its id.
 */
export async function rememberDevice(
  tx: Tx,
  {
    before,
    hash,
    personId,
    most,
  }: { before: Buffer | undefined; hash: Buffer; personId: string; most: number },
): Promise<string> {
  if (before)
    await tx
      .updateTable('access.known_device')
      .set({ token_hash: hash })
      .where('token_hash', '=', before)
      .execute()
  const { id } = await tx
    .insertInto('access.known_device')
    .values({ person_id: personId, token_hash: hash })
    .onConflict((conflict) =>
      conflict.columns(['token_hash', 'person_id']).doUpdateSet({ last_used_at: new Date() }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  await sql`delete from access.known_device where id in (
    select id from access.known_device where person_id = ${personId} order by last_used_at desc offset ${most})`.execute(
    tx,
  )
  return id
}

/** Knows none of a person's devices any more. */
export async function forgetDevices(tx: Tx, personId: string, keptSession?: string): Promise<void> {
  await tx
    .deleteFrom('access.known_device')
    .where('person_id', '=', personId)
    .where(
      sql<boolean>`not exists (select from access.session
        where session.known_device_id = known_device.id and session.id = ${keptSession ?? null}::uuid)`,
    )
    .execute()
}
