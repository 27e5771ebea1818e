import type { Reader, Tx } from '#platform/database'
import type { KeptPhoto } from './keep-photo.ts'

/** What a photo proves. */
export type Proven = { kind: 'activity' | 'finding'; id: string; unitId: string }

/** A photo as evidence of something. */
export type Attachment = {
  id: string
  sourceId: string
  sha256: string
  caption: string
  width: number | null
  height: number | null
  takenAt: string | null
  isPublic: boolean
}

/** Notes kept photos, and who sent them. One that is there already stays as it is. */
export async function insertFiles(
  tx: Tx,
  photos: readonly KeptPhoto[],
  personId: string | null,
): Promise<void> {
  if (photos.length === 0) return
  await tx
    .insertInto('evidence.file')
    .values(
      photos.map((photo) => ({
        sha256: photo.sha256,
        media_type: 'image/jpeg',
        bytes: photo.bytes,
        width: photo.width,
        height: photo.height,
        taken_at: photo.takenAt ?? null,
      })),
    )
    // Without a column: naming one would ask row-level security whether the new file may be read, and nobody has
    // sent it yet.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  if (personId === null) return
  await tx
    .insertInto('evidence.sent')
    .values(photos.map((photo) => ({ person_id: personId, sha256: photo.sha256 })))
    .onConflict((conflict) => conflict.columns(['person_id', 'sha256']).doNothing())
    .execute()
}

/** Attaches photos to what they prove, those attached already left as they are. */
export async function insertAttachments(
  tx: Tx,
  rows: readonly {
    proven: Proven
    sha256: string
    position: number
    isPublic?: boolean
    personId: string | null
  }[],
): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('evidence.attachment')
    .values(
      rows.map((row) => ({
        source_kind: row.proven.kind,
        source_id: row.proven.id,
        unit_id: row.proven.unitId,
        sha256: row.sha256,
        field: 'photos',
        position: row.position,
        is_public: row.isPublic ?? false,
        added_by: row.personId,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['source_kind', 'source_id', 'sha256']).where('removed_at', 'is', null).doNothing(),
    )
    .execute()
}

/** Takes photos away from what they were to prove. The file and the record that it was there stay. */
export async function removeAttachments(tx: Tx, proven: Proven, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('evidence.attachment')
    .set({ removed_at: new Date(), is_public: false })
    .where('source_kind', '=', proven.kind)
    .where('source_id', '=', proven.id)
    .where('id', 'in', [...ids])
    .execute()
}

/** Opens the photos of something to the public, or closes them. */
export async function setPublic(tx: Tx, proven: Proven, isPublic: boolean): Promise<void> {
  await tx
    .updateTable('evidence.attachment')
    .set({ is_public: isPublic })
    .where('source_kind', '=', proven.kind)
    .where('source_id', '=', proven.id)
    .where('removed_at', 'is', null)
    .execute()
}

/** The photos of some sources, in their order. */
export const attachmentsOf = (
  db: Reader,
  kind: Proven['kind'],
  sourceIds: readonly string[],
): Promise<Attachment[]> =>
  db
    .selectFrom('evidence.attachment as attachment')
    .innerJoin('evidence.file as file', 'file.sha256', 'attachment.sha256')
    .select([
      'attachment.id',
      'attachment.source_id as sourceId',
      'attachment.sha256',
      'attachment.caption',
      'attachment.is_public as isPublic',
      'file.width',
      'file.height',
      'file.taken_at as takenAt',
    ])
    .where('attachment.source_kind', '=', kind)
    .where(
      'attachment.source_id',
      'in',
      sourceIds.length > 0 ? [...sourceIds] : ['00000000-0000-0000-0000-000000000000'],
    )
    .where('attachment.removed_at', 'is', null)
    .orderBy('attachment.position')
    .orderBy('attachment.id')
    .limit(2000)
    .$castTo<Attachment>()
    .execute()

/** How many photos prove something now. */
export async function countAttachments(db: Reader, proven: Pick<Proven, 'kind' | 'id'>): Promise<number> {
  const { count } = await db
    .selectFrom('evidence.attachment')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('source_kind', '=', proven.kind)
    .where('source_id', '=', proven.id)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** Whether whoever asks may see a file: row-level security leaves only those it may. */
export async function mayRead(db: Reader, hash: string): Promise<boolean> {
  const row = await db
    .selectFrom('evidence.file')
    .select('sha256')
    .where('sha256', '=', hash)
    .executeTakeFirst()
  return row !== undefined
}

/** Which of these files have been sent by this person before: only those can be attached without sending again. */
export async function ownFiles(db: Reader, hashes: readonly string[]): Promise<string[]> {
  if (hashes.length === 0) return []
  const rows = await db
    .selectFrom('evidence.sent')
    .select('sha256')
    .where('sha256', 'in', [...hashes])
    .execute()
  return rows.map((row) => row.sha256)
}

/** All files that are kept, page by page, for `lantoa verify`. */
export const filesAfter = (db: Reader, hash: string, limit: number): Promise<{ sha256: string }[]> =>
  db
    .selectFrom('evidence.file')
    .select('sha256')
    .where('sha256', '>', hash)
    .orderBy('sha256')
    .limit(limit)
    .execute()
