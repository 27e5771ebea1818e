import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Outline, PeriodKind } from './entry.ts'

const columns = [
  'code',
  'version',
  'unit_id as unitId',
  'name',
  'periods',
  'title',
  'subject',
  'opening',
  'addressees',
  'recipients',
  'sections',
  'since',
  'source',
] as const

/** A version of an outline; without a number the one that is issued. */
export function findOutline(db: Reader, code: string, version?: number): Promise<Outline | undefined> {
  const query = db.selectFrom('reports.outline').select(columns).where('code', '=', code)
  return (version === undefined ? query.where('state', '=', 'issued') : query.where('version', '=', version))
    .$castTo<Outline>()
    .executeTakeFirst()
}

/** The issued outlines for periods of a kind (of any kind without one), those that come with the software first. */
export function issuedOutlines(db: Reader, kind?: PeriodKind): Promise<Outline[]> {
  let query = db.selectFrom('reports.outline').select(columns).where('state', '=', 'issued')
  if (kind) query = query.where(sql<boolean>`${kind} = any (periods)`)
  return query.orderBy(sql`came_ready desc`).orderBy('id').limit(300).$castTo<Outline>().execute()
}

/** Whether a unit can report by an outline: it comes with the software, or the unit that made it stands (or stood) above. */
export async function isUsableIn(
  db: Reader,
  outline: Pick<Outline, 'unitId'>,
  unitId: string,
): Promise<boolean> {
  if (outline.unitId === null) return true
  const { rows } = await sql<{ isUsable: boolean }>`
    select exists (select from org.beneath where unit_id = ${unitId}::uuid
      and ancestor_id in (select org.scope(${outline.unitId}::uuid))) as "isUsable"`.execute(db)
  return rows[0]?.isUsable ?? false
}

/** Issues a version that comes with the software; the one before is withdrawn, and reports keep it. */
export async function issueReady(tx: Tx, outline: Omit<Outline, 'unitId'>): Promise<void> {
  const { sections, ...rest } = outline
  await tx
    .updateTable('reports.outline')
    .set({ state: 'withdrawn' })
    .where('code', '=', outline.code)
    .where('state', '=', 'issued')
    .execute()
  await tx
    .insertInto('reports.outline')
    .values({ ...rest, sections: JSON.stringify(sections), state: 'issued', came_ready: true })
    .execute()
}

/** The last version that came with the software, by code. */
export async function lastReady(db: Reader): Promise<Map<string, Outline & { isIssued: boolean }>> {
  const rows = await db
    .selectFrom('reports.outline')
    .select([...columns, sql<boolean>`state = 'issued'`.as('isIssued')])
    .where('came_ready', '=', true)
    .orderBy('version')
    .$castTo<Outline & { isIssued: boolean }>()
    .execute()
  return new Map(rows.map((row) => [row.code, row]))
}
