import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { RatingEntry } from './entry.ts'

/** How a session was rated: averages from 1 to 5, once enough have answered. */
export type Ratings = {
  answers: number
  clear: number | null
  useful: number | null
  timely: number | null
  /** For those who hold the session. */
  remarks: string[]
}

/** How a session was rated, as far as the reader may know it. */
export async function ratingsOf(db: Reader, gatheringId: string): Promise<Ratings> {
  const { rows } = await sql<Omit<Ratings, 'remarks'> & { remarks: string[] | null }>`
    select answers, clear, useful, timely, remarks from gatherings.ratings_of(${gatheringId}::uuid)`.execute(
    db,
  )
  const [found] = rows
  return found
    ? { ...found, remarks: found.remarks ?? [] }
    : { answers: 0, clear: null, useful: null, timely: null, remarks: [] }
}

/** Keeps an answer, apart from the phone with which it came. */
export async function insertRating(tx: Tx, gatheringId: string, entry: RatingEntry): Promise<void> {
  await tx
    .insertInto('gatherings.rating')
    .values({
      gathering_id: gatheringId,
      clear: entry.clear,
      useful: entry.useful,
      timely: entry.timely,
      remark: entry.remark,
    })
    .execute()
}
