import { insertFiles } from '#evidence'
import type { Tx } from '#platform/database'
import { newId } from '#platform/ids'
import type { Day } from '#platform/time'
import { countDocument } from './count.ts'
import type { Paper } from './files/keep-papers.ts'
import { gatherText, insertDocumentFiles } from './files/store.ts'
import { rowFor } from './register-document.ts'
import { type DocumentRow, insertDocuments } from './store.ts'

/** A document that a unit is about to issue, before it has a number. */
export type ToIssue = {
  unitId: string
  type: string
  issuedOn: Day
  subject: string
  /** The number that somebody has given it; null takes the next of its run. */
  number: number | null
  /** Blank where it is put together from number, type and unit. */
  symbol: string
}

/**
 * Takes the number of a document that is issued in the running transaction, since what is printed bears it: nobody else
 * gets it, and where the transaction fails it is free again. Whoever calls has asked for permission.
 * @throws Problem `document_number_is_gone`, `document_day_is_in_future`, `document_symbol_has_another_number`,
 *   `issuing_is_not_set`, `fact_unit_did_not_exist_then`
 */
export const numberToIssue = (tx: Tx, document: ToIssue, today: Day): Promise<DocumentRow> =>
  rowFor(
    tx,
    {
      ...document,
      id: newId(),
      direction: 'issued',
      receivedOn: null,
      issuer: '',
      issuerUnitId: null,
      validFrom: null,
      validTo: null,
    },
    today,
  )

/** Enters what `numberToIssue` has numbered into the register, with the papers as they were issued; it counts at once. */
export async function registerIssued(
  tx: Tx,
  document: DocumentRow,
  papers: readonly Paper[],
  personId: string,
): Promise<void> {
  await insertDocuments(tx, [document], personId)
  await insertFiles(
    tx,
    papers.map(({ kept }) => kept),
    personId,
  )
  await insertDocumentFiles(tx, document.id, papers, personId)
  await gatherText(tx, document.id)
  await countDocument(tx, document, { themeIds: [], hasFile: papers.length > 0 })
}
