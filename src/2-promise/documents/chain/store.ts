import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'

/** That one document carries out another, and which clause of it. */
export type Link = { documentId: string; aboveId: string; clause: string }

/** Says what documents carry out; what was said already stays. */
export async function insertLinks(tx: Tx, links: readonly Link[]): Promise<void> {
  if (links.length === 0) return
  await tx
    .insertInto('programme.carries_out')
    .values(
      links.map(({ documentId, aboveId, clause }) => ({
        document_id: documentId,
        above_id: aboveId,
        clause,
      })),
    )
    .onConflict((conflict) => conflict.columns(['document_id', 'above_id']).doNothing())
    .execute()
}

/** Takes back that one document carries out another. The clause, where it was said. */
export async function deleteLink(tx: Tx, documentId: string, aboveId: string): Promise<string | undefined> {
  const removed = await tx
    .deleteFrom('programme.carries_out')
    .where('document_id', '=', documentId)
    .where('above_id', '=', aboveId)
    .returning('clause')
    .executeTakeFirst()
  return removed?.clause
}

const mostSteps = 12

/**
 * The links of the chain in which a document stands: all that it carries out, up to the top, and all that carries it out,
 * down to the leaves, as far as the reader may see.
 */
export async function linksAround(db: Reader, id: string, limit: number): Promise<Link[]> {
  const { rows } = await sql<Link>`
    with recursive up as (
      select document_id, above_id, clause, 1 as step from programme.carries_out where document_id = ${id}
      union
      select link.document_id, link.above_id, link.clause, up.step + 1
        from up join programme.carries_out as link on link.document_id = up.above_id where up.step < ${mostSteps}
    ), down as (
      select document_id, above_id, clause, 1 as step from programme.carries_out where above_id = ${id}
      union
      select link.document_id, link.above_id, link.clause, down.step + 1
        from down join programme.carries_out as link on link.above_id = down.document_id where down.step < ${mostSteps}
    ), together as (
      select document_id, above_id, clause, step from up union all select document_id, above_id, clause, step from down
    )
    select document_id as "documentId", above_id as "aboveId", min(clause) as clause
      from together group by document_id, above_id order by min(step), document_id, above_id limit ${limit}`.execute(
    db,
  )
  return rows
}

/** What takes the place of documents in the end: the last of those that replaced one another, by the first. */
export async function lastSuccessors(db: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; successor: string }>`
    with recursive later as (
      select id, replaced_by, 1 as step from programme.document where id = any (${[...ids]}::uuid[]) and replaced_by is not null
      union all
      select later.id, document.replaced_by, later.step + 1
        from later join programme.document on document.id = later.replaced_by
       where document.replaced_by is not null and later.step < ${mostSteps}
    )
    select distinct on (id) id, replaced_by as successor from later order by id, step desc`.execute(db)
  return new Map(rows.map(({ id, successor }) => [id, successor]))
}
