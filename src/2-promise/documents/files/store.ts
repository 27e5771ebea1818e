import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'

/** What came of reading the text of a file: read; nothing in it, as of a scan; locked or broken. */
export type Reading = 'read' | 'nothing' | 'unreadable'

/** A file of a document. */
export type DocumentFile = {
  id: string
  sha256: string
  mediaType: string
  bytes: number
  name: string
  reading: Reading
}

/** The files of a document that stand. */
export const filesOfDocument = (db: Reader, documentId: string): Promise<DocumentFile[]> =>
  db
    .selectFrom('programme.document_file as attached')
    .innerJoin('evidence.file as file', 'file.sha256', 'attached.sha256')
    .select([
      'attached.id',
      'attached.sha256',
      'file.media_type as mediaType',
      'file.bytes',
      'attached.name',
      'attached.reading',
    ])
    .where('attached.document_id', '=', documentId)
    .where('attached.removed_at', 'is', null)
    .orderBy('attached.position')
    .orderBy('attached.id')
    .limit(50)
    .$castTo<DocumentFile>()
    .execute()

/** A file that is attached, with the text that was found in it. */
export type NewFile = { sha256: string; name: string; text: string; reading: Reading }

/** Attaches files to a document; one that is there already stays as it is. */
export async function insertDocumentFiles(
  tx: Tx,
  documentId: string,
  files: readonly NewFile[],
  personId: string | null,
): Promise<void> {
  if (files.length === 0) return
  await tx
    .insertInto('programme.document_file')
    .values(
      files.map((file, position) => ({
        document_id: documentId,
        sha256: file.sha256,
        name: file.name.slice(0, 200),
        text: file.text,
        reading: file.reading,
        position,
        added_by: personId,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['document_id', 'sha256']).where('removed_at', 'is', null).doNothing(),
    )
    .execute()
}

/** Takes a file away from a document; the file and that it was there are kept. The name of the file, where it stood. */
export async function removeDocumentFile(
  tx: Tx,
  documentId: string,
  fileId: string,
  personId: string,
): Promise<string | undefined> {
  const removed = await tx
    .updateTable('programme.document_file')
    .set({ removed_at: new Date(), removed_by: personId })
    .where('document_id', '=', documentId)
    .where('id', '=', fileId)
    .where('removed_at', 'is', null)
    .returning('name')
    .executeTakeFirst()
  return removed?.name
}

/** How many files of a document stand, those too that the reader may not open. */
export async function filesStanding(db: Reader, documentId: string): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select programme.files_standing(${documentId}) as count`.execute(db)
  return rows[0]?.count ?? 0
}

/**
 * Brings what a document is found by in line with the files that stand; papers of a report are found by those alone who may
 * read it, by words of their own. How many files stand.
 */
export async function gatherText(tx: Tx, documentId: string): Promise<number> {
  await sql`
    with standing as (
      select coalesce(left(string_agg(text, ' ' order by position, id), 400000), '') as text
        from programme.document_file where document_id = ${documentId} and removed_at is null and not is_of_report
    )
    update programme.document set file_text = standing.text from standing where document.id = ${documentId}`.execute(
    tx,
  )
  return filesStanding(tx, documentId)
}
