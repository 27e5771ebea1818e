import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'

type Words = { place: string; id: string; words: string }

/** What was written about protected records and is there in clear. Written once, it never changes but for its sealing. */
export async function wordsInClear(db: Reader, most: number): Promise<(Words & { recordId: string })[]> {
  const { rows } = await sql<Words & { recordId: string }>`
    with record as (
      select activity.id from activities.activity join initiatives.initiative on initiative.id = activity.initiative_id
        join initiatives.kind on kind.code = initiative.kind and kind.protects_people
    ), written as (
      select 'finding' as place, id, activity_id as record_id, note as words from verification.finding
      union all select 'doubt', id, activity_id, settlement from verification.doubt
      union all select 'hold', id, activity_id, settlement from verification.hold
      union all select 'question', id, source_id, reason from evidence.question where source_kind = 'activity'
      union all select 'question', question.id, finding.activity_id, question.reason
        from evidence.question join verification.finding on finding.id = question.source_id where question.source_kind = 'finding'
    )
    select written.place, written.id, written.record_id as "recordId", written.words
      from written join record on record.id = written.record_id
     where written.words <> '' and not access.is_sealed(written.words)
     limit ${most}`.execute(db)
  return rows
}

/** Keeps such words as they are sealed. */
export async function keepSealed(tx: Tx, words: readonly Words[]): Promise<void> {
  await sql`select verification.keep_sealed(${JSON.stringify(words)}::jsonb)`.execute(tx)
}
