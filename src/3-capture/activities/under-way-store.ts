import type { Reader } from '#platform/database'

/** How many announced photos of a record have not arrived yet. */
export async function countUnderWay(db: Reader, activityId: string): Promise<number> {
  const { count } = await db
    .selectFrom('activities.photo_under_way')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('activity_id', '=', activityId)
    .where('arrived_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** Where the phone stood when a record was made; undefined where it was not asked. */
export const placeOf = (db: Reader, activityId: string) =>
  db
    .selectFrom('activities.place')
    .select(['latitude', 'longitude', 'accuracy_metres as accuracyMetres'])
    .where('activity_id', '=', activityId)
    .executeTakeFirst()
