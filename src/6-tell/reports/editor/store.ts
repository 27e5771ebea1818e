import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'

/** A text that was written over something its author had not seen, and with which nobody has dealt yet. */
export type Rival = {
  id: string
  key: string
  text: string
  writtenAt: Date
  writerId: string | null
  writerName: string | null
}

/**
 * The rival texts of a report that are still open: the last of each author and section, unless it was settled or its author
 * has saved that section since.
 */
export async function openRivals(db: Reader, reportId: string): Promise<Rival[]> {
  const { rows } = await sql<Rival>`
    select rival.id, rival.key, rival.text, rival.written_at as "writtenAt", rival.written_by as "writerId", person.name as "writerName"
      from reports.section_text as rival
      left join access.person on person.id = rival.written_by
     where rival.report_id = ${reportId} and rival.is_rival
       and not exists (select from reports.settled_rival where text_id = rival.id)
       and not exists (select from reports.section_text as later
                        where later.report_id = rival.report_id and later.key = rival.key
                          and later.written_by is not distinct from rival.written_by and later.id > rival.id)
     order by rival.id`.execute(db)
  return rows
}

/** Notes that somebody has decided about a rival text. Deciding twice is harmless. */
export async function settleRival(tx: Tx, textId: string, by: string): Promise<void> {
  await tx
    .insertInto('reports.settled_rival')
    .values({ text_id: textId, settled_by: by })
    .onConflict((conflict) => conflict.column('text_id').doNothing())
    .execute()
}

/** A typed number that its author keeps with a source. */
export type KeptNumber = { key: string; sentence: string; number: string; source: string }

/** The kept numbers of a report, the latest of each sentence and number first. */
export const keptNumbers = (
  db: Reader,
  reportId: string,
): Promise<(KeptNumber & { keeperName: string | null })[]> =>
  db
    .selectFrom('reports.kept_number as kept')
    .leftJoin('access.person as person', 'person.id', 'kept.kept_by')
    .select(['kept.key', 'kept.sentence', 'kept.number', 'kept.source', 'person.name as keeperName'])
    .where('kept.report_id', '=', reportId)
    .orderBy('kept.id', 'desc')
    .limit(2000)
    .execute()

/** Keeps a typed number with its source. */
export async function insertKeptNumber(
  tx: Tx,
  reportId: string,
  { key, sentence, number, source }: KeptNumber,
  by: string,
): Promise<void> {
  await tx
    .insertInto('reports.kept_number')
    .values({ report_id: reportId, key, sentence, number, source, kept_by: by })
    .execute()
}

/** The texts of the sections of the report of the same unit and outline that came before a day. */
export async function textsBefore(
  db: Reader,
  { unitId, outline, period }: { unitId: string; outline: string; period: string },
): Promise<string[]> {
  const before = await db
    .selectFrom('reports.report')
    .select('id')
    .where('unit_id', '=', unitId)
    .where('outline', '=', outline)
    .where('period', '<', period)
    .orderBy('period', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!before) return []
  const rows = await db
    .selectFrom('reports.section')
    .select('text')
    .where('report_id', '=', before.id)
    .execute()
  return rows.map(({ text }) => text)
}
