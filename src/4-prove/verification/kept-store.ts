import { sql } from 'kysely'
import type { Reader } from '#platform/database'

/** A record of which fewer answers are there than the audit has lines of. */
export type LostAnswers = { activity: string; said: number; kept: number }

/** Which answers were deleted: of each the audit has a line that names the record, and nothing else of it. */
export async function lostAnswers(db: Reader): Promise<LostAnswers[]> {
  const { rows } = await sql<LostAnswers>`
    with said as (
      select subject ->> 'activity' as activity, count(*) as said from access.audit
       where action = 'confirmation.answer' and subject ? 'activity' group by 1
    ), kept as (
      select batch.activity_id::text as activity, count(*) as kept
        from verification.answer join verification.batch on batch.id = answer.batch_id group by 1
    )
    select activity, said.said, coalesce(kept.kept, 0) as kept from said left join kept using (activity)
     where coalesce(kept.kept, 0) < said.said order by 1 limit 50`.execute(db)
  return rows
}

/** Spot checks whose seed is not the one whose hash was published before the draw. */
export async function otherSeeds(db: Reader): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from verification.spot_check
     where seed is not null and encode(sha256(decode(seed, 'hex')), 'hex') <> commitment order by id limit 50`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}
