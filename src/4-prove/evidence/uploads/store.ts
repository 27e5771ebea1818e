import type { Actor } from '#access'
import type { Reader, Tx } from '#platform/database'

/** Notes that a photo arrived, by the hash of the bytes that were sent. Noting it again changes nothing. */
export async function insertPhotoReceipt(
  tx: Tx,
  row: { personId: string; sentSha256: string; sha256: string; bytes: number },
): Promise<void> {
  await tx
    .insertInto('evidence.receipt')
    .values({
      person_id: row.personId,
      sent_sha256: row.sentSha256,
      sha256: row.sha256,
      bytes: row.bytes,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Of these hashes of sent bytes, those that arrived from the person of this transaction, with what was kept of them. */
export async function photoReceipts(
  db: Reader,
  sent: readonly string[],
): Promise<{ sentSha256: string; sha256: string; at: Date }[]> {
  if (sent.length === 0) return []
  const rows = await db
    .selectFrom('evidence.receipt')
    .select(['sent_sha256 as sentSha256', 'sha256', 'at'])
    .where('sent_sha256', 'in', [...sent])
    .limit(1000)
    .execute()
  return rows.map((row) => ({ ...row, at: new Date(row.at) }))
}

/** Everybody who may sign in: whose uploads can be taken up. */
export const peopleWithAccounts = async (db: Reader): Promise<Actor[]> =>
  db
    .selectFrom('access.person')
    .select(['id as personId', 'name'])
    .where('disabled_at', 'is', null)
    .limit(1_000_000)
    .execute()
