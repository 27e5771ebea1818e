import { insertFacts } from '#figures'
import type { Tx } from '#platform/database'
import { insertDocumentThemes } from '#themes'
import { insertLinks } from './chain/store.ts'
import type { IssuingEntry } from './entry.ts'
import { amountsOfDocument } from './indicators.ts'
import { insertTerms, setIssuing, type Term } from './numbering/store.ts'
import { type DocumentRow, dayIsCounted, insertDocuments } from './store.ts'

/** A document as it is loaded in bulk: with what it carries out, and the theme for which it counts. */
export type LoadedDocument = DocumentRow & {
  carries: readonly { id: string; clause: string }[]
  themeIds: readonly string[]
  /** The theme of its day among them. */
  countsFor: string | null
}

/** How units number, and their terms, as they are loaded in bulk. */
export async function loadNumbering(
  tx: Tx,
  given: {
    issuing: readonly (IssuingEntry & { unitId: string })[]
    terms: readonly (Term & { unitId: string })[]
  },
): Promise<void> {
  await setIssuing(tx, given.issuing, null)
  await insertTerms(tx, given.terms, null)
}

/** Loads many documents, each after those that it carries out, and counts those that were issued. */
export async function loadDocuments(
  tx: Tx,
  rows: readonly LoadedDocument[],
  personId: string | null = null,
): Promise<void> {
  const atOnce = 500
  for (let first = 0; first < rows.length; first += atOnce)
    await insertDocuments(tx, rows.slice(first, first + atOnce), personId)
  await insertLinks(
    tx,
    rows.flatMap(({ id, carries }) =>
      carries.map((above) => ({ documentId: id, aboveId: above.id, clause: above.clause })),
    ),
  )
  await insertDocumentThemes(
    tx,
    rows.flatMap(({ id, themeIds }) => themeIds.map((themeId) => ({ documentId: id, themeId }))),
  )
  const counted: LoadedDocument[] = []
  for (const row of rows)
    if (row.direction === 'issued' && (await dayIsCounted(tx, row.unitId, row.issuedOn)).isCounted)
      counted.push(row)
  await insertFacts(
    tx,
    counted.flatMap(({ id, unitId, issuedOn, type, countsFor }) =>
      amountsOfDocument(type, unitId).map((amount) => ({
        ...amount,
        kind: 'document' as const,
        id,
        unitId,
        day: issuedOn,
        seriesId: id,
        themeId: countsFor,
        assurance: 'declared' as const,
      })),
    ),
  )
}
