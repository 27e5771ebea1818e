import { type Actor, note, perform } from '#access'
import { insertFiles } from '#evidence'
import { Problem } from '#platform/problem'
import { insertChange } from '#themes'
import { assureDocument } from '../count.ts'
import { documentToRead } from '../read.ts'
import { findDocument } from '../store.ts'
import type { Paper } from './keep-papers.ts'
import { filesOfDocument, gatherText, insertDocumentFiles, removeDocumentFile } from './store.ts'

const mostFiles = 30

/**
 * Adds papers to a document: what it is found by grows, and its count is evidenced.
 * @throws Problem `not_found_or_not_allowed`, `document_is_withdrawn`, `document_has_too_many_files`
 */
export async function addFiles(actor: Actor, id: string, papers: readonly Paper[]): Promise<void> {
  if (papers.length === 0) throw new Problem('document_file_is_missing', {}, { field: 'photos' })
  const { unitId } = await documentToRead(actor, id)
  await perform(actor, 'document.register', unitId, async (tx) => {
    const document = await findDocument(tx, id)
    if (!document) throw new Problem('not_found_or_not_allowed')
    if (document.withdrawnAt) throw new Problem('document_is_withdrawn')
    await insertFiles(
      tx,
      papers.map(({ kept }) => kept),
      actor.personId,
    )
    await insertDocumentFiles(tx, id, papers, actor.personId)
    if ((await filesOfDocument(tx, id)).length > mostFiles)
      throw new Problem('document_has_too_many_files', { maximum: mostFiles }, { field: 'photos' })
    await gatherText(tx, id)
    await assureDocument(tx, document, true)
    await insertChange(tx, {
      subject: 'document',
      subjectId: id,
      unitId,
      event: 'file_added',
      why: papers
        .map(({ name }) => name)
        .join(', ')
        .slice(0, 500),
      personId: actor.personId,
    })
    note(tx, { document: id, files: papers.length })
  })
}

/**
 * Takes a paper away from a document. It and that it was there are kept.
 * @throws Problem `not_found_or_not_allowed`
 */
export async function removeFile(actor: Actor, id: string, fileId: string): Promise<void> {
  const { unitId } = await documentToRead(actor, id)
  await perform(actor, 'document.register', unitId, async (tx) => {
    const document = await findDocument(tx, id)
    const name = await removeDocumentFile(tx, id, fileId, actor.personId)
    if (!document || name === undefined) throw new Problem('not_found_or_not_allowed')
    const left = await gatherText(tx, id)
    await assureDocument(tx, document, left > 0)
    await insertChange(tx, {
      subject: 'document',
      subjectId: id,
      unitId,
      event: 'file_removed',
      why: name,
      personId: actor.personId,
    })
    note(tx, { document: id, file: fileId })
  })
}
