import { sql } from 'kysely'
import type { Reader } from '#platform/database'

/** Something to choose, with its name. */
export type Choosable = { id: string; name: string }

/** What a gathering studies, as far as the reader may see those documents. */
export const documentsOf = (db: Reader, id: string): Promise<(Choosable & { subject: string })[]> =>
  db
    .selectFrom('gatherings.studied as studied')
    .innerJoin('programme.document as document', 'document.id', 'studied.document_id')
    .select(['document.id', 'document.symbol as name', 'document.subject'])
    .where('studied.gathering_id', '=', id)
    .orderBy('document.issued_on', 'desc')
    .limit(20)
    .execute()

/** How many of some documents, of one theme and of one campaign the reader may see: nobody studies what they do not know. */
export async function countKnown(
  db: Reader,
  {
    themeId,
    campaignId,
    documentIds,
  }: { themeId: string | null; campaignId?: string | null; documentIds: readonly string[] },
): Promise<{ themes: number; campaigns: number; documents: number }> {
  const { rows } = await sql<{ themes: number; campaigns: number; documents: number }>`
    select (select count(*) from programme.theme where id = ${themeId}::uuid)::integer as themes,
           (select count(*) from programme.campaign where id = ${campaignId ?? null}::uuid)::integer as campaigns,
           (select count(*) from programme.document where id = any (${[...documentIds]}::uuid[]))::integer as documents`.execute(
    db,
  )
  return rows[0] ?? { themes: 0, campaigns: 0, documents: 0 }
}
