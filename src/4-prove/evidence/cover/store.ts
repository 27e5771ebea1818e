import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Proven, Rectangle } from '../store.ts'

/** A file that is looked at before the public may see it. */
export type FileToLookAt = {
  id: string
  sourceKind: Proven['kind']
  sourceId: string
  unitId: string
  sha256: string
  mediaType: string
  name: string
  width: number | null
  height: number | null
  takenAt: string | null
  isPublic: boolean
  publicSha256: string | null
  covered: Rectangle[]
  lookedBy: string | null
  lookedAt: Date | null
}

/** One attached file by the id of its attachment. */
export const findAttachment = (db: Reader, id: string): Promise<FileToLookAt | undefined> =>
  db
    .selectFrom('evidence.attachment as attachment')
    .innerJoin('evidence.file as file', 'file.sha256', 'attachment.sha256')
    .leftJoin('access.person as person', 'person.id', 'attachment.looked_by')
    .select([
      'attachment.id',
      'attachment.source_kind as sourceKind',
      'attachment.source_id as sourceId',
      'attachment.unit_id as unitId',
      'attachment.sha256',
      'attachment.name',
      'attachment.is_public as isPublic',
      'attachment.public_sha256 as publicSha256',
      'attachment.covered',
      'attachment.looked_at as lookedAt',
      'person.name as lookedBy',
      'file.media_type as mediaType',
      'file.width',
      'file.height',
      'file.taken_at as takenAt',
    ])
    .where('attachment.id', '=', id)
    .where('attachment.removed_at', 'is', null)
    .$castTo<FileToLookAt>()
    .executeTakeFirst()

/** Notes that somebody looked at a file, and what the public may see of it. */
export async function setLookedAt(
  tx: Tx,
  id: string,
  seen: { publicSha256: string; covered: readonly Rectangle[]; personId: string },
): Promise<void> {
  await tx
    .updateTable('evidence.attachment')
    .set({
      public_sha256: seen.publicSha256,
      covered: JSON.stringify(seen.covered),
      looked_by: seen.personId,
      looked_at: new Date(),
    })
    .where('id', '=', id)
    .execute()
}

/** Notes of some files of a thing that somebody looked at them and found nothing to cover. Those looked at before stay as they were. */
export async function setLookedAtAsTheyAre(
  tx: Tx,
  proven: Proven,
  ids: readonly string[],
  personId: string,
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('evidence.attachment')
    .set({ public_sha256: sql`sha256`, looked_by: personId, looked_at: new Date() })
    .where('source_kind', '=', proven.kind)
    .where('source_id', '=', proven.id)
    .where('id', 'in', [...ids])
    .where('public_sha256', 'is', null)
    .where('removed_at', 'is', null)
    .execute()
}

const isNoPaper = sql<boolean>`exists (select from evidence.file where file.sha256 = attachment.sha256 and file.media_type not like 'application/%')`

/** How many files of a thing nobody has looked at, of those that the public could see. */
export async function countNotLookedAt(db: Reader, proven: Proven): Promise<number> {
  const { count } = await db
    .selectFrom('evidence.attachment as attachment')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('source_kind', '=', proven.kind)
    .where('source_id', '=', proven.id)
    .where('removed_at', 'is', null)
    .where('public_sha256', 'is', null)
    .where(isNoPaper)
    .executeTakeFirstOrThrow()
  return count
}

/** Opens to the public what was looked at, of all files of a thing or of one of them. Papers stay within. */
export async function setPublic(tx: Tx, proven: Proven, isPublic: boolean, only?: string): Promise<void> {
  await tx
    .updateTable('evidence.attachment')
    .set({ is_public: isPublic })
    .where('source_kind', '=', proven.kind)
    .where('source_id', '=', proven.id)
    .where('removed_at', 'is', null)
    .$if(only !== undefined, (query) => query.where('id', '=', only ?? ''))
    .$if(isPublic, (query) =>
      query.where(
        sql<boolean>`exists (select from evidence.file where file.sha256 = attachment.sha256 and file.media_type not like 'application/%')`,
      ),
    )
    .execute()
}
