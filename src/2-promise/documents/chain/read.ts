import type { Reader } from '#platform/database'
import { type Standing, standingUnder } from '../standing.ts'
import { type Document, documentsWithIds } from '../store.ts'
import { type ChainRow, rowsOfChain } from './rules.ts'
import { type Link, lastSuccessors, linksAround } from './store.ts'

/** A chain as far as it is shown. */
export type Chain = {
  rows: ChainRow<Document>[]
  /** Whether there is more than is shown. */
  isCut: boolean
  /** By document, what stands under it and is no document. */
  standing: Map<string, { title: string; rows: Standing[] }[]>
  /** By replaced document, what has taken its place. */
  successors: Map<string, Document>
  links: Link[]
}

/** More than that nobody takes in from one picture. */
const mostShown = 120

/** The whole chain in which a document stands, as far as the reader may see: from the top directive to the leaves. */
export async function chainAround(db: Reader, id: string): Promise<Chain> {
  const links = await linksAround(db, id, mostShown * 3)
  const ids = [...new Set([id, ...links.flatMap(({ documentId, aboveId }) => [documentId, aboveId])])]
  const documents = await documentsWithIds(db, ids.slice(0, mostShown))
  const replaced = documents.filter(({ replacedBy }) => replacedBy !== null).map((one) => one.id)
  const successorIds = await lastSuccessors(db, replaced)
  const later = new Map((await documentsWithIds(db, [...successorIds.values()])).map((one) => [one.id, one]))
  return {
    rows: rowsOfChain(documents, links),
    isCut: ids.length > mostShown,
    standing: await standingUnder(
      db,
      documents.map((one) => one.id),
    ),
    successors: new Map(
      [...successorIds].flatMap(([from, to]) => {
        const successor = later.get(to)
        return successor ? [[from, successor] as const] : []
      }),
    ),
    links,
  }
}
