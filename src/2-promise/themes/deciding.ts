import type { Reader, Tx } from '#platform/database'
import { tableOf } from '#platform/module'
import { Problem } from '#platform/problem'
import type { Day } from '#platform/time'

/** The document by which a theme is decided, as the page of the theme names it. */
export type DecidingDocument = { id: string; symbol: string; issuedOn: Day }

type Documents = {
  /** Those that a text names. @throws Problem in words at the field */
  named(db: Reader, text: string, field: string): Promise<DecidingDocument[]>
  /** One by its id, where the reader may see it. */
  find(db: Reader, id: string): Promise<DecidingDocument | undefined>
}

declare module '#platform/module' {
  interface Module {
    /** Where the documents are found that decide a theme. */
    decidesThemes?: Readonly<{ documents: Documents }>
  }
}

/** The documents that can decide a theme. */
export const decidingDocuments = (): Documents => tableOf('decidesThemes').documents

/** The id of the one document that a text names; null for an empty text. @throws Problem `theme_has_two_documents` */
export async function idOfDeciding(tx: Tx, text: string): Promise<string | null> {
  const [document, another] = await decidingDocuments().named(tx, text, 'document')
  if (another) throw new Problem('theme_has_two_documents', {}, { field: 'document' })
  return document?.id ?? null
}
