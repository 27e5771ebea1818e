import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'

/** The last morning on which something was done. */
export async function lastMorning(db: Reader, name: string): Promise<Day | undefined> {
  const found = await db
    .selectFrom('notices.morning')
    .select('day')
    .where('name', '=', name)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found?.day
}

/** Takes a morning in hand. @returns whether nobody has before; whoever else tries waits until this one has committed. */
export async function takeMorning(tx: Tx, name: string, day: Day): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('notices.morning')
    .values({ name, day })
    .onConflict((conflict) => conflict.columns(['name', 'day']).doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}
