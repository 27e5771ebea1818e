import type { Reader, Tx } from '#platform/database'
import type { Qualifier } from '#platform/precision'

/** How many people of one category came. */
export type Attended = { category: string; amount: number; amountIs: Qualifier }

/** How many people of each category came to a gathering, of those that somebody counted. */
export const attendedAt = (db: Reader, gatheringId: string): Promise<Attended[]> =>
  db
    .selectFrom('gatherings.attended')
    .select(['category', 'amount', 'amount_is as amountIs'])
    .where('gathering_id', '=', gatheringId)
    .orderBy('category')
    .limit(50)
    .$castTo<Attended>()
    .execute()

/** Writes how many people of each category came: these and no others. */
export async function replaceAttended(tx: Tx, gatheringId: string, rows: readonly Attended[]): Promise<void> {
  await tx.deleteFrom('gatherings.attended').where('gathering_id', '=', gatheringId).execute()
  if (rows.length === 0) return
  await tx
    .insertInto('gatherings.attended')
    .values(
      rows.map(({ category, amount, amountIs }) => ({
        gathering_id: gatheringId,
        category,
        amount,
        amount_is: amountIs,
      })),
    )
    .execute()
}
