import type { Reader } from '#platform/database'
import { formatDay } from '#platform/i18n'
import { plainSymbol } from '#platform/plain-text'
import { Problem } from '#platform/problem'
import { isDay } from '#platform/time'
import { type Mention, mentionsIn } from './rules.ts'
import { type Document, documentsCalled } from './store.ts'

/** What became of a mention: the document, none, or several that are called alike. */
export type Called = { document: Document } | { code: string; params: Record<string, string> }

/**
 * The document that a mention means, among those that the reader may see. One that was replaced is meant all the same.
 * Of several copies of the same document (same number, day and issuer) the issuer's own stands for all.
 */
export async function documentCalled(db: Reader, { symbol, day }: Mention): Promise<Called> {
  if (day !== null && !isDay(day)) return { code: 'field_is_no_day', params: {} }
  const found = await documentsCalled(db, plainSymbol(symbol), day)
  const originals = found.filter(
    (one) =>
      one.direction === 'issued' ||
      !found.some(
        (other) =>
          other !== one &&
          other.issuedOn === one.issuedOn &&
          (other.direction === 'issued' || (other.issuer === one.issuer && other.id < one.id)),
      ),
  )
  const [first] = originals
  if (!first && day !== null) {
    const others = await documentsCalled(db, plainSymbol(symbol), null)
    if (others.length > 0)
      return {
        code: 'document_has_another_day',
        params: { symbol, day: formatDay(day), days: daysOf(others) },
      }
  }
  if (!first) return { code: 'document_is_not_found', params: { symbol } }
  if (originals.length === 1) return { document: first }
  return { code: 'document_is_ambiguous', params: { symbol, days: daysOf(originals) } }
}

const daysOf = (documents: readonly Document[]): string =>
  [...new Set(documents.map(({ issuedOn }) => formatDay(issuedOn)))].join(', ')

/**
 * The documents that a text names (`05-CT/TW; 12-KH/HU ngày 15/3/2022`).
 * @throws Problem `document_is_not_found`, `document_has_another_day`, `document_is_ambiguous`, `field_is_no_day`
 */
export async function documentsNamed(db: Reader, text: string, field: string): Promise<Document[]> {
  const named = new Map<string, Document>()
  for (const mention of mentionsIn(text)) {
    const called = await documentCalled(db, mention)
    if ('code' in called) throw new Problem(called.code, called.params, { field })
    named.set(called.document.id, called.document)
  }
  return [...named.values()]
}
