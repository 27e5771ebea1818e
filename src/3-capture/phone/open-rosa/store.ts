import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'

/** Remembers under which name a phone sent a photo of a record; the same name sent again is the newer photo. */
export async function keepPhotoName(
  tx: Tx,
  photo: { personId: string; instanceId: string; name: string; sha256: string },
): Promise<void> {
  await tx
    .insertInto('activities.form_photo')
    .values({
      person_id: photo.personId,
      instance_id: photo.instanceId,
      name: photo.name,
      sha256: photo.sha256,
    })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'instance_id', 'name']).doUpdateSet({ sha256: photo.sha256 }),
    )
    .execute()
}

/** The photos that a person has sent for some submissions, by name: those of the last come last. */
export const photoNamesOf = (
  db: Reader,
  personId: string,
  instanceIds: readonly string[],
): Promise<{ name: string; sha256: string }[]> =>
  db
    .selectFrom('activities.form_photo')
    .select(['name', 'sha256'])
    .where('person_id', '=', personId)
    .where('instance_id', 'in', [...instanceIds])
    // What came with the newest of them is the newer photo of a name.
    .orderBy(sql`array_position(${[...instanceIds]}::uuid[], instance_id)`)
    .orderBy('name')
    .limit(100)
    .execute()

/** Remembers which version an edited submission made. */
export async function keepCorrection(
  tx: Tx,
  row: { instanceId: string; activityId: string; version: number; personId: string },
): Promise<void> {
  await tx
    .insertInto('activities.form_correction')
    .values({
      instance_id: row.instanceId,
      activity_id: row.activityId,
      version: row.version,
      person_id: row.personId,
    })
    .execute()
}

/** The record and version that an edited submission of this person made. */
export const correctionBy = (
  db: Reader,
  instanceId: string,
): Promise<{ activityId: string; version: number } | undefined> =>
  db
    .selectFrom('activities.form_correction')
    .select(['activity_id as activityId', 'version'])
    .where('instance_id', '=', instanceId)
    .executeTakeFirst()
