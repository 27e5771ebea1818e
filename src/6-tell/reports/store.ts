import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { asLike } from '#platform/finding'
import { byName } from '#platform/names'
import type { Day } from '#platform/time'

/** What its author changed of the head and foot. What is missing comes from the outline or the issuing body. */
export type ChangedHead = {
  subject?: string
  addressees?: string[]
  recipients?: string[]
  authority?: string
}

/** What the head and foot of a report need. */
export type Head = {
  number: number | null
  issuedOn: Day
  signer: { name?: string; position?: string }
  head: ChangedHead
}

/** The text of a section as it is kept. `seen` grows with each change. */
export type KeptSection = {
  key: string
  text: string
  seen: number
  writtenAt: Date
  writerName: string | null
}

/** What has been kept of a report: head and foot under `seen`, each section under its own. */
export type Draft = Head & {
  id: string
  outlineVersion: number
  state: 'draft' | 'frozen' | 'issued' | 'withdrawn'
  seen: number
  writtenAt: Date
  writerName: string | null
  sections: Map<string, KeptSection>
}

/** What has been written for a unit and period, if anything. */
export async function findDraft(
  db: Reader,
  unitId: string,
  outline: string,
  period: string,
): Promise<Draft | undefined> {
  const head = await db
    .selectFrom('reports.report as report')
    .leftJoin('access.person as person', 'person.id', 'report.written_by')
    .where('report.kind', '=', 'report')
    .select([
      'report.id',
      'report.outline_version as outlineVersion',
      'report.state',
      'report.number',
      'report.issued_on as issuedOn',
      'report.signer',
      'report.head',
      'report.seen',
      'report.written_at as writtenAt',
      'person.name as writerName',
    ])
    .where('report.unit_id', '=', unitId)
    .where('report.outline', '=', outline)
    .where('report.period', '=', period)
    .$castTo<Omit<Draft, 'sections'>>()
    .executeTakeFirst()
  return head && { ...head, sections: new Map((await sectionsOf(db, head.id)).map((one) => [one.key, one])) }
}

const sectionsOf = (db: Reader, reportId: string): Promise<KeptSection[]> =>
  db
    .selectFrom('reports.section as section')
    .leftJoin('access.person as person', 'person.id', 'section.written_by')
    .select([
      'section.key',
      'section.text',
      'section.seen',
      'section.written_at as writtenAt',
      'person.name as writerName',
    ])
    .where('section.report_id', '=', reportId)
    .execute()

/** The reports that have been begun, the last written first, as far as the reader may see them. */
export const draftsOf = (db: Reader, limit: number) =>
  db
    .selectFrom('reports.report as report')
    .innerJoin('org.unit as unit', 'unit.id', 'report.unit_id')
    .leftJoin('access.person as person', 'person.id', 'report.written_by')
    .select([
      'unit.name as unitName',
      'unit.slug as unitSlug',
      'report.outline',
      'report.period',
      'report.state',
      'report.number',
      'report.written_at as writtenAt',
      'person.name as writerName',
    ])
    .where('report.kind', '=', 'report')
    .orderBy('report.written_at', 'desc')
    .limit(limit)
    .execute()

/** Begins a report by an outline. @returns its id @throws Problem `report_is_begun_already` */
export async function beginReport(
  tx: Tx,
  {
    unitId,
    outline,
    period,
    by,
    ...head
  }: Head & { unitId: string; outline: { code: string; version: number }; period: string; by: string },
): Promise<string> {
  const { id } = await tx
    .insertInto('reports.report')
    .values({
      unit_id: unitId,
      outline: outline.code,
      outline_version: outline.version,
      period,
      number: head.number,
      issued_on: head.issuedOn,
      signer: JSON.stringify(head.signer),
      head: JSON.stringify(head.head),
      written_by: by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Keeps head and foot. False where somebody else has written since `seen`. */
export async function keepHead(
  tx: Tx,
  id: string,
  head: Head & { seen: number; by: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('reports.report')
    .set({
      number: head.number,
      issued_on: head.issuedOn,
      signer: JSON.stringify(head.signer),
      head: JSON.stringify(head.head),
      written_by: head.by,
      written_at: new Date(),
      seen: head.seen + 1,
    })
    .where('id', '=', id)
    .where('seen', '=', head.seen)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

type SentSection = { key: string; text: string; seen: number }

/** Keeps the text of a section. False where somebody else has written since `seen` (0: nobody had). */
export async function keepSection(tx: Tx, reportId: string, sent: SentSection, by: string): Promise<boolean> {
  const row = { text: sent.text, written_by: by, written_at: new Date() }
  const changed =
    sent.seen === 0
      ? await tx
          .insertInto('reports.section')
          .values({ ...row, report_id: reportId, key: sent.key })
          .onConflict((conflict) => conflict.columns(['report_id', 'key']).doNothing())
          .returning('seen')
          .executeTakeFirst()
      : await tx
          .updateTable('reports.section')
          .set({ ...row, seen: sent.seen + 1 })
          .where('report_id', '=', reportId)
          .where('key', '=', sent.key)
          .where('seen', '=', sent.seen)
          .returning('seen')
          .executeTakeFirst()
  if (!changed) return false
  await insertText(tx, reportId, { ...sent, seen: changed.seen }, by, false)
  await tx
    .updateTable('reports.report')
    .set({ written_by: by, written_at: row.written_at })
    .where('id', '=', reportId)
    .execute()
  return true
}

/** Keeps what was written over something unseen beside what stands, for somebody to choose. */
export const keepRival = (tx: Tx, reportId: string, sent: SentSection, by: string): Promise<void> =>
  insertText(tx, reportId, sent, by, true)

async function insertText(
  tx: Tx,
  reportId: string,
  sent: SentSection,
  by: string,
  isRival: boolean,
): Promise<void> {
  await tx
    .insertInto('reports.section_text')
    .values({
      report_id: reportId,
      key: sent.key,
      text: sent.text,
      seen: sent.seen,
      is_rival: isRival,
      written_by: by,
    })
    .execute()
}

/**
 * Units on which the reader may read reports, also ended ones: areas before organisations, the higher before the lower,
 * whose names have all the words (lower case, no diacritics); only those that stand or stood beneath a unit, where one is said.
 */
export function unitsToReportOn(
  db: Reader,
  words: readonly string[],
  limit: number,
  beneathId?: string,
): Promise<{ id: string; name: string; slug: string; officialCode: string | null; validTo: Day | null }[]> {
  let query = db
    .selectFrom('org.unit as unit')
    .innerJoin('org.kind as kind', 'kind.code', 'unit.kind')
    .select([
      'unit.id',
      'unit.name',
      'unit.slug',
      'unit.official_code as officialCode',
      'unit.valid_to as validTo',
    ])
    .where(sql<boolean>`unit.id = any ((select access.units_for('report.read'))::uuid[])`)
  if (beneathId !== undefined)
    query = query.where(
      sql<boolean>`unit.id in (select unit_id from org.beneath where ancestor_id in (select org.scope(${beneathId}::uuid)))`,
    )
  for (const word of words) query = query.where(sql<boolean>`unit.search like ${`%${asLike(word)}%`}`)
  return query
    .orderBy(sql`unit.valid_to is not null`)
    .orderBy(sql`array_position(array['province', 'district', 'commune', 'base'], kind.level)`)
    .orderBy('kind.is_area', 'desc')
    .orderBy(byName('unit.name'))
    .orderBy('unit.id')
    .limit(limit)
    .execute()
}

/** How many reports of some units, and of those beneath, have been written. */
export async function countReports(db: Reader, unitIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from reports.report where kind = 'report'
       and unit_id in (select unit_id from org.beneath where ancestor_id = any (${[...unitIds]}::uuid[]))`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}
