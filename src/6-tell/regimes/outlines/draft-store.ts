import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { byName } from '#platform/names'
import type { Head, Outline, Section } from './entry.ts'

export type OutlineState = 'draft' | 'issued' | 'withdrawn'

/** A version of an outline as its page shows it. */
export type KeptOutline = Outline & {
  id: string
  state: OutlineState
  unitName: string | null
  /** Whether the reader may change it. */
  isManaged: boolean
  seen: number
  writtenAt: Date
  writerName: string | null
  issuedAt: Date | null
  issuerName: string | null
  /** What was taken out of a draft, the last first. */
  removed: Section[]
}

const kept = (db: Reader) =>
  db
    .selectFrom('reports.outline as outline')
    .leftJoin('org.unit as unit', 'unit.id', 'outline.unit_id')
    .leftJoin('access.person as writer', 'writer.id', 'outline.written_by')
    .leftJoin('access.person as issuer', 'issuer.id', 'outline.issued_by')
    .select([
      'outline.id',
      'outline.code',
      'outline.version',
      'outline.unit_id as unitId',
      'outline.name',
      'outline.periods',
      'outline.title',
      'outline.subject',
      'outline.opening',
      'outline.addressees',
      'outline.recipients',
      'outline.sections',
      'outline.since',
      'outline.source',
      'outline.state',
      'outline.seen',
      'outline.removed',
      'outline.written_at as writtenAt',
      'outline.issued_at as issuedAt',
      'unit.name as unitName',
      'writer.name as writerName',
      'issuer.name as issuerName',
      sql<boolean>`outline.unit_id is not null and outline.unit_id = any ((select access.units_for('outline.manage'))::uuid[])`.as(
        'isManaged',
      ),
    ])

/**
 * The last version of each outline, with a draft as a row of its own, the reader's own first. Withdrawn ones stand there
 * where no later version does.
 */
export const outlinesKept = (db: Reader, limit: number): Promise<KeptOutline[]> =>
  kept(db)
    .where(
      sql<boolean>`(outline.state = 'draft' or not exists (
        select from reports.outline as later where later.code = outline.code and later.state <> 'draft' and later.version > outline.version))`,
    )
    .orderBy(sql`outline.unit_id is null`)
    .orderBy(byName('outline.name'))
    .orderBy('outline.version')
    .limit(limit)
    .$castTo<KeptOutline>()
    .execute()

/** All versions of an outline, the newest first. */
export const versionsOf = (db: Reader, code: string): Promise<KeptOutline[]> =>
  kept(db)
    .where('outline.code', '=', code)
    .orderBy('outline.version', 'desc')
    .limit(200)
    .$castTo<KeptOutline>()
    .execute()

/** Locks the draft of an outline: two people who change it take turns. */
export async function lockDraft(tx: Tx, code: string): Promise<KeptOutline | undefined> {
  const row = await tx
    .selectFrom('reports.outline')
    .select('id')
    .where('code', '=', code)
    .where('state', '=', 'draft')
    .forUpdate()
    .executeTakeFirst()
  return row && kept(tx).where('outline.id', '=', row.id).$castTo<KeptOutline>().executeTakeFirst()
}

/** The code that is wanted, or the next that is free. */
export async function freeCode(tx: Tx, wanted: string): Promise<string> {
  const { rows } = await sql<{ code: string }>`select reports.free_outline_code(${wanted}) as code`.execute(
    tx,
  )
  return rows[0]?.code ?? wanted
}

/** Begins a draft. */
export async function insertDraft(
  tx: Tx,
  { unitId, by, sections, ...outline }: Omit<Outline, 'unitId'> & { unitId: string; by: string },
): Promise<void> {
  await tx
    .insertInto('reports.outline')
    .values({
      code: outline.code,
      version: outline.version,
      unit_id: unitId,
      name: outline.name,
      periods: outline.periods,
      title: outline.title,
      subject: outline.subject,
      opening: outline.opening,
      addressees: outline.addressees,
      recipients: outline.recipients,
      sections: JSON.stringify(sections),
      since: outline.since,
      source: outline.source,
      written_by: by,
    })
    .execute()
}

/** Keeps what was changed in a draft. */
export async function updateDraft(
  tx: Tx,
  id: string,
  change: Partial<Head> & { sections?: readonly Section[]; removed?: readonly Section[] },
  by: string,
): Promise<void> {
  const { sections, removed, ...head } = change
  await tx
    .updateTable('reports.outline')
    .set({
      ...head,
      ...(sections ? { sections: JSON.stringify(sections) } : {}),
      ...(removed ? { removed: JSON.stringify(removed) } : {}),
      seen: sql`seen + 1`,
      written_by: by,
      written_at: new Date(),
    })
    .where('id', '=', id)
    .execute()
}

export const deleteDraft = (tx: Tx, id: string) =>
  tx.deleteFrom('reports.outline').where('id', '=', id).where('state', '=', 'draft').execute()

/** Issues a draft; the version before is withdrawn. */
export async function markIssued(tx: Tx, draft: Pick<KeptOutline, 'id' | 'code'>, by: string): Promise<void> {
  await withdrawIssued(tx, draft.code)
  await tx
    .updateTable('reports.outline')
    .set({ state: 'issued', issued_at: new Date(), issued_by: by, removed: '[]', seen: sql`seen + 1` })
    .where('id', '=', draft.id)
    .execute()
}

/** Withdraws the version that is issued. @returns whether there was one */
export async function withdrawIssued(tx: Tx, code: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('reports.outline')
    .set({ state: 'withdrawn' })
    .where('code', '=', code)
    .where('state', '=', 'issued')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Units for which the reader makes outlines or regimes: where they hold the role, not the hundreds beneath, which use what is made. */
export const unitsToManageFor = (
  db: Reader,
  action: 'outline.manage' | 'regime.manage',
): Promise<{ id: string; name: string; slug: string }[]> =>
  db
    .selectFrom('org.unit as unit')
    .select(['unit.id', 'unit.name', 'unit.slug'])
    .where(sql<boolean>`unit.id in (select access.roots_for(${action}))`)
    .where(sql<boolean>`daterange(unit.valid_from, unit.valid_to) @> org.today()`)
    .orderBy(byName('unit.name'))
    .limit(100)
    .execute()

/** The first unit on which the reader may read reports by a role of their own: of it an example is shown. */
export const ownUnit = (db: Reader): Promise<{ slug: string } | undefined> =>
  db
    .selectFrom('org.unit as unit')
    .select('unit.slug')
    .where(sql<boolean>`unit.id in (select access.roots_for('report.read'))`)
    .orderBy(sql`unit.valid_to is not null`)
    .orderBy(byName('unit.name'))
    .limit(1)
    .executeTakeFirst()

/** How many reports follow each version of an outline, as far as the reader may see them. */
export async function reportsBy(db: Reader, code: string): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('reports.report')
    .select(['outline_version as version', sql<number>`count(*)`.as('count')])
    .where('outline', '=', code)
    .where('outline_version', 'is not', null)
    .groupBy('outline_version')
    .limit(200)
    .$castTo<{ version: number; count: number }>()
    .execute()
  return new Map(rows.map(({ version, count }) => [version, count]))
}
