import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { ProvenKinds } from '#platform/module'
import type { KeptFile } from './keep/kept.ts'

/** What a file proves. */
export type Proven = {
  kind: keyof ProvenKinds
  id: string
  unitId: string
}

/** A rectangle of a photo that is covered, in thousandths of its width and height. */
export type Rectangle = { x: number; y: number; width: number; height: number }

/** A file as evidence of something, for those who work with it. */
export type Attachment = {
  id: string
  sourceId: string
  sha256: string
  mediaType: string
  name: string
  bytes: number
  caption: string
  width: number | null
  height: number | null
  takenAt: string | null
  isPublic: boolean
  /** What the public may see of it, once somebody looked. */
  publicSha256: string | null
  covered: Rectangle[]
}

/** The rows of kept files, and who sent them when. */
export async function insertFileRows(
  tx: Tx,
  files: readonly KeptFile[],
  personId: string | null,
): Promise<void> {
  await tx
    .insertInto('evidence.file')
    .values(
      files.map((file) => ({
        sha256: file.sha256,
        media_type: file.mediaType,
        bytes: file.bytes,
        width: file.width ?? null,
        height: file.height ?? null,
        taken_at: file.takenAt ?? null,
        small_sha256: file.smallSha256 ?? null,
      })),
    )
    // Without a column: naming one would ask row-level security whether the new file may be read, and nobody has
    // sent it yet.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  if (personId === null) return
  await tx
    .insertInto('evidence.sent')
    .values(
      [...new Map(files.map((file) => [file.sha256, file.name]))].map(([sha256, name]) => ({
        person_id: personId,
        sha256,
        name,
      })),
    )
    .onConflict((conflict) => conflict.columns(['person_id', 'sha256']).doUpdateSet({ at: sql<Date>`now()` }))
    .execute()
}

/** Of some pictures, by hash, those that may be shown as before: they stand, and nobody in them has withdrawn their word. */
export async function shownStill(db: Reader, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set()
  const { rows } = await sql<{ shown: string[] }>`
    select evidence.shown_still(${[...hashes]}::text[]) as shown`.execute(db)
  return new Set(rows[0]?.shown)
}

/** Of some pictures, by hash, those that everybody may see at their public address; `db` must be the public's own. */
export async function shownToAll(db: Reader, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set()
  const { rows } = await sql<{ sha256: string }>`
    select sha256 from evidence.file
     where sha256 = any (evidence.shown_still(${[...hashes]}::text[])) and media_type = 'image/jpeg'`.execute(
    db,
  )
  return new Set(rows.map(({ sha256 }) => sha256))
}

/** Attaches files to what they prove, those attached already left as they are. */
export async function insertAttachments(
  tx: Tx,
  rows: readonly {
    proven: Proven
    sha256: string
    name?: string
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
        name: row.name ?? '',
        field: 'photos',
        position: row.position,
        is_public: row.isPublic ?? false,
        public_sha256: row.isPublic ? row.sha256 : null,
        added_by: row.personId,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['source_kind', 'source_id', 'sha256']).where('removed_at', 'is', null).doNothing(),
    )
    .execute()
}

/** Takes files away from what they were to prove. The file and the record that it was there stay. */
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

/** Closes all files of something to the public. What was looked at stays looked at. */
export async function closeToPublic(tx: Tx, proven: Proven): Promise<void> {
  await tx
    .updateTable('evidence.attachment')
    .set({ is_public: false })
    .where('source_kind', '=', proven.kind)
    .where('source_id', '=', proven.id)
    .where('removed_at', 'is', null)
    .execute()
}

const attachments = (db: Reader) =>
  db
    .selectFrom('evidence.attachment as attachment')
    .innerJoin('evidence.file as file', 'file.sha256', 'attachment.sha256')
    .select([
      'attachment.id',
      'attachment.source_id as sourceId',
      'attachment.sha256',
      'attachment.name',
      'attachment.caption',
      'attachment.is_public as isPublic',
      'attachment.public_sha256 as publicSha256',
      'attachment.covered',
      'file.media_type as mediaType',
      'file.bytes',
      'file.width',
      'file.height',
      'file.taken_at as takenAt',
    ])
    .where('attachment.removed_at', 'is', null)

/** No id: a list of nothing finds nothing. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** The files of some sources, in their order, for those who work with them. */
export const attachmentsOf = (
  db: Reader,
  kind: Proven['kind'],
  sourceIds: readonly string[],
): Promise<Attachment[]> =>
  attachments(db)
    .where('attachment.source_kind', '=', kind)
    .where('attachment.source_id', 'in', sourceIds.length > 0 ? [...sourceIds] : [nobody])
    .orderBy('attachment.position')
    .orderBy('attachment.id')
    .limit(2000)
    .$castTo<Attachment>()
    .execute()

/** A file as everybody may see it: the copy that was made for the public, and nothing of the original. */
export type PublicFile = {
  sourceId: string
  sha256: string
  mediaType: string
  width: number | null
  height: number | null
}

/** What the public may see of the files of some sources, in their order. */
export const publicFilesOf = (
  db: Reader,
  kind: Proven['kind'],
  sourceIds: readonly string[],
): Promise<PublicFile[]> =>
  db
    .selectFrom('evidence.attachment as attachment')
    .innerJoin('evidence.file as file', 'file.sha256', 'attachment.public_sha256')
    .select([
      'attachment.source_id as sourceId',
      'file.sha256',
      'file.media_type as mediaType',
      'file.width',
      'file.height',
    ])
    .where('attachment.source_kind', '=', kind)
    .where('attachment.source_id', 'in', sourceIds.length > 0 ? [...sourceIds] : [nobody])
    .where('attachment.is_public', '=', true)
    .where('attachment.removed_at', 'is', null)
    .orderBy('attachment.position')
    .orderBy('attachment.id')
    .limit(2000)
    .execute()

/** The hashes of all files that prove something or ever did. */
export async function everAttached(
  db: Reader,
  proven: Pick<Proven, 'kind' | 'id'>,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('evidence.attachment')
    .select('sha256')
    .where('source_kind', '=', proven.kind)
    .where('source_id', '=', proven.id)
    .limit(2000)
    .execute()
  return new Set(rows.map(({ sha256 }) => sha256))
}

/** How many files prove something now. */
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

/** A file that whoever asks may see, with the name that it had: row-level security leaves only those. */
export async function findFile(
  db: Reader,
  hash: string,
): Promise<{ sha256: string; mediaType: string } | undefined> {
  return db
    .selectFrom('evidence.file')
    .select(['sha256', 'media_type as mediaType'])
    .where('sha256', '=', hash)
    .executeTakeFirst()
}

/** Whether a file shows somebody who needs protection, as far as whoever asks may see. */
export async function isFileProtected(db: Reader, hash: string): Promise<boolean> {
  const row = await db
    .selectFrom('evidence.attachment')
    .select('id')
    .where('sha256', '=', hash)
    .where('is_protected', '=', true)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** How many files prove something now, also those that whoever asks does not see. */
export async function countAlsoUnseen(
  db: Reader,
  { kind, id }: Pick<Proven, 'kind' | 'id'>,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select evidence.count_of(${kind}, ${id}::uuid) as count`.execute(db)
  return rows[0]?.count ?? 0
}

/** The name under which a file was attached or sent, as far as whoever asks may see; empty where it had none. */
export async function nameOfFile(db: Reader, hash: string): Promise<string> {
  const attached = await db
    .selectFrom('evidence.attachment')
    .select('name')
    .where('sha256', '=', hash)
    .where('name', '<>', '')
    .limit(1)
    .executeTakeFirst()
  if (attached) return attached.name
  const sent = await db
    .selectFrom('evidence.sent')
    .select('name')
    .where('sha256', '=', hash)
    .executeTakeFirst()
  return sent?.name ?? ''
}

/** Which of these files have been sent by this person before: only those can be attached without sending again. */
export async function ownFiles(
  db: Reader,
  hashes: readonly string[],
): Promise<{ sha256: string; name: string }[]> {
  if (hashes.length === 0) return []
  return db
    .selectFrom('evidence.sent')
    .select(['sha256', 'name'])
    .where('sha256', 'in', [...hashes])
    .execute()
}

/** How much the person of this transaction has sent within a day that proves nothing yet. */
export async function waitingFiles(db: Reader): Promise<{ files: number; bytes: number }> {
  const { rows } = await sql<{ files: number; bytes: number }>`
    select count(*)::integer as files, coalesce(sum(file.bytes), 0)::float8 as bytes
      from evidence.sent join evidence.file using (sha256)
     where sent.at > now() - interval '1 day'
       and not exists (select from evidence.attachment where attachment.sha256 = sent.sha256)`.execute(db)
  return rows[0] ?? { files: 0, bytes: 0 }
}

/** All files that are kept, page by page, for `lantoa verify`. */
export const filesAfter = (
  db: Reader,
  hash: string,
  limit: number,
): Promise<{ sha256: string; smallSha256: string | null; mediaType: string }[]> =>
  db
    .selectFrom('evidence.file')
    .select(['sha256', 'small_sha256 as smallSha256', 'media_type as mediaType'])
    .where('sha256', '>', hash)
    .orderBy('sha256')
    .limit(limit)
    .execute()

/** Photos whose small copy was never hashed, page by page. */
export const photosUnhashed = (db: Reader, after: string, limit: number): Promise<{ sha256: string }[]> =>
  db
    .selectFrom('evidence.file')
    .select('sha256')
    .where('media_type', '=', 'image/jpeg')
    .where('small_sha256', 'is', null)
    .where('sha256', '>', after)
    .orderBy('sha256')
    .limit(limit)
    .execute()

/** Notes the hash of a small copy, where none is noted. */
export async function noteSmallHash(tx: Tx, hash: string, smallHash: string): Promise<void> {
  await tx
    .updateTable('evidence.file')
    .set({ small_sha256: smallHash })
    .where('sha256', '=', hash)
    .where('small_sha256', 'is', null)
    .execute()
}
