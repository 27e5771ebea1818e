import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { decrypted, encrypted } from '#platform/secret'
import type { Reading } from '#platform/spreadsheet-reading'

/** What was read of a file. */
export type Read = { reading: Reading<string>; fileName: string; fileHash: string }

const isFresh = sql<boolean>`made_at >= now() - interval '1 hour'`

/** Keeps a preview, sealed, and clears away older ones of the same person. */
export async function keepPreview(
  tx: Tx,
  row: { id: string; kind: string; destination: Record<string, string>; madeBy: string; read: Read },
): Promise<void> {
  await deleteExpired(tx)
  await tx
    .insertInto('imports.preview')
    .values({
      id: row.id,
      kind: row.kind,
      destination: JSON.stringify(row.destination),
      made_by: row.madeBy,
      sealed: encrypted(JSON.stringify(row.read)),
    })
    .execute()
}

/** Replaces what was read; the hour begins anew. */
export async function replaceRead(tx: Tx, id: string, read: Read): Promise<void> {
  await tx
    .updateTable('imports.preview')
    .set({ sealed: encrypted(JSON.stringify(read)), made_at: sql`now()` })
    .where('id', '=', id)
    .execute()
}

/** A preview of one's own that is not older than an hour: where it goes, and what was read. */
export async function findPreview(
  db: Reader,
  kind: string,
  id: string,
): Promise<{ into: Record<string, string>; read: () => Read } | undefined> {
  const row = await db
    .selectFrom('imports.preview')
    .select(['destination', 'sealed'])
    .where('id', '=', id)
    .where('kind', '=', kind)
    .where(isFresh)
    .executeTakeFirst()
  return (
    row && {
      into: row.destination as Record<string, string>,
      read: () => JSON.parse(decrypted(row.sealed)) as Read,
    }
  )
}

/** Takes a preview away. False where it is gone already: a second press waits here for the first. */
export async function deletePreview(tx: Tx, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('imports.preview').where('id', '=', id).executeTakeFirst()
  return numDeletedRows === 1n
}

/** Clears away what is older than an hour: of the person of this transaction, or of everybody for the system. */
export async function deleteExpired(tx: Tx): Promise<void> {
  await tx.deleteFrom('imports.preview').where(sql<boolean>`made_at < now() - interval '1 hour'`).execute()
}
