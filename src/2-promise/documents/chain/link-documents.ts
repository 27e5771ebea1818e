import { type Actor, note, perform } from '#access'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { insertChange } from '#themes'
import { documentsNamed } from '../find-by-symbol.ts'
import { documentToRead } from '../read.ts'
import { type Document, findDocument, updateReplacement } from '../store.ts'
import { deleteLink, insertLinks, lastSuccessors } from './store.ts'

type Change = { event: string; why?: string; before?: object }

/** Changes the links of a document that stands, and keeps what was so before. */
async function changeLinks(
  actor: Actor,
  id: string,
  change: (tx: Tx, document: Document) => Promise<Change>,
): Promise<void> {
  const { unitId } = await documentToRead(actor, id)
  await perform(actor, 'document.register', unitId, async (tx) => {
    const document = await findDocument(tx, id)
    if (!document) throw new Problem('not_found_or_not_allowed')
    if (document.withdrawnAt) throw new Problem('document_is_withdrawn')
    const changed = await change(tx, document)
    await insertChange(tx, {
      ...changed,
      subject: 'document',
      subjectId: id,
      unitId,
      personId: actor.personId,
    })
    note(tx, { document: id, event: changed.event })
  })
}

/**
 * Says which documents a document carries out, with the clause.
 * @throws Problem `not_found_or_not_allowed`, `document_is_withdrawn`, `documents_carry_out_in_a_circle`,
 *   `carries_out_itself`, and those of `documentsNamed`
 */
export const linkDocument = (
  actor: Actor,
  id: string,
  { carries, clause }: { carries: string; clause: string },
): Promise<void> =>
  changeLinks(actor, id, async (tx) => {
    const above = await documentsNamed(tx, carries, 'carries')
    await insertLinks(
      tx,
      above.map((one) => ({ documentId: id, aboveId: one.id, clause })),
    )
    return {
      event: 'linked',
      why: above
        .map(({ symbol }) => symbol)
        .join('; ')
        .slice(0, 500),
    }
  })

/** Takes back that a document carries out another. @throws Problem `not_found_or_not_allowed`, `document_is_withdrawn` */
export const unlinkDocument = (actor: Actor, id: string, aboveId: string): Promise<void> =>
  changeLinks(actor, id, async (tx) => {
    const above = await findDocument(tx, aboveId)
    const clause = await deleteLink(tx, id, aboveId)
    if (clause === undefined) throw new Problem('not_found_or_not_allowed')
    return { event: 'unlinked', why: above?.symbol ?? '', before: { aboveId, clause } }
  })

/**
 * Lets a document carry out what has taken the place of the one that it carried out. That it did carry out the former stays
 * in its history.
 * @throws Problem `not_found_or_not_allowed`, `document_is_withdrawn`, `document_is_not_replaced`
 */
export const relinkDocument = (actor: Actor, id: string, aboveId: string): Promise<void> =>
  changeLinks(actor, id, async (tx) => {
    const former = await findDocument(tx, aboveId)
    const successor = (await lastSuccessors(tx, [aboveId])).get(aboveId)
    if (!successor) throw new Problem('document_is_not_replaced')
    const clause = await deleteLink(tx, id, aboveId)
    if (clause === undefined) throw new Problem('not_found_or_not_allowed')
    await insertLinks(tx, [{ documentId: id, aboveId: successor, clause: '' }])
    return { event: 'relinked', why: former?.symbol ?? '', before: { aboveId, clause } }
  })

/**
 * Says which document takes the place of another; nothing where none does after all. Whatever carries out the former then
 * says so, and offers to carry out the later one.
 * @throws Problem `not_found_or_not_allowed`, `document_is_withdrawn`, `documents_replace_in_a_circle`,
 *   `document_replaces_itself`, and those of `documentsNamed`
 */
export const replaceDocument = (actor: Actor, id: string, by: string): Promise<void> =>
  changeLinks(actor, id, async (tx, document) => {
    const [successor, another] = await documentsNamed(tx, by, 'by')
    if (another) throw new Problem('document_has_two_successors', {}, { field: 'by' })
    if (successor && successor.issuedOn < document.issuedOn)
      throw new Problem('document_is_replaced_by_an_older_one', {}, { field: 'by' })
    await updateReplacement(tx, id, successor?.id ?? null)
    return {
      event: successor ? 'replaced' : 'stands_again',
      why: successor?.symbol ?? '',
      before: { replacedBy: document.replacedBy },
    }
  })
