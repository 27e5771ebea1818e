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

/** The photos that a person has sent for a record, by name. */
export const photoNamesOf = (
  db: Reader,
  personId: string,
  instanceId: string,
): Promise<{ name: string; sha256: string }[]> =>
  db
    .selectFrom('activities.form_photo')
    .select(['name', 'sha256'])
    .where('person_id', '=', personId)
    .where('instance_id', '=', instanceId)
    .orderBy('name')
    .limit(100)
    .execute()
