import { withoutEnd } from '#platform/plain-text'
import type { Day } from '#platform/time'

/** What the chain must know of a document. */
export type ChainDocument = { id: string; issuedOn: Day }

/** That one carries out another. */
export type ChainLink = { documentId: string; aboveId: string; clause: string }

/** A document in the order of the picture: beneath the first that it carries out, with the others named. */
export type ChainRow<Document extends ChainDocument> = {
  document: Document
  depth: number
  /** The row beneath which it stands; undefined at the top. */
  parent: number | undefined
  clause: string
  /** Rows of the other documents that it carries out as well. */
  alsoBeneath: number[]
}

/**
 * The chain as rows from the top directive to the leaves: each document once, beneath the one of those it carries out that
 * stands lowest in the chain, so that every step down is one of carrying out; those beneath one another the oldest first.
 */
export function rowsOfChain<Document extends ChainDocument>(
  documents: readonly Document[],
  links: readonly ChainLink[],
): ChainRow<Document>[] {
  const known = new Map(documents.map((document) => [document.id, document]))
  const sound = links.filter(({ documentId, aboveId }) => known.has(documentId) && known.has(aboveId))
  const level = levelsOf([...known.keys()], sound)
  const parentOf = new Map<string, ChainLink>()
  for (const link of sound) {
    const held = parentOf.get(link.documentId)
    if (!held || (level.get(link.aboveId) ?? 0) > (level.get(held.aboveId) ?? 0))
      parentOf.set(link.documentId, link)
  }
  const rows: ChainRow<Document>[] = []
  const rowOf = new Map<string, number>()
  const place = (document: Document, depth: number, parent: number | undefined): void => {
    const at = rows.length
    rowOf.set(document.id, at)
    rows.push({
      document,
      depth,
      parent,
      clause: parentOf.get(document.id)?.clause ?? '',
      alsoBeneath: [],
    })
    for (const below of inOrder(documents.filter((one) => parentOf.get(one.id)?.aboveId === document.id)))
      place(below, depth + 1, at)
  }
  for (const top of inOrder(documents.filter((one) => !parentOf.has(one.id)))) place(top, 0, undefined)
  for (const { documentId, aboveId } of sound) {
    const [row, above] = [rowOf.get(documentId), rowOf.get(aboveId)]
    const at = row === undefined ? undefined : rows[row]
    if (at && above !== undefined && at.parent !== above) at.alsoBeneath.push(above)
  }
  return rows
}

const inOrder = <Document extends ChainDocument>(documents: readonly Document[]): Document[] =>
  documents.toSorted((one, other) =>
    one.issuedOn === other.issuedOn ? (one.id < other.id ? -1 : 1) : one.issuedOn < other.issuedOn ? -1 : 1,
  )

/** How many steps each document stands from the top, by the longest way. The database has no circles. */
function levelsOf(ids: readonly string[], links: readonly ChainLink[]): Map<string, number> {
  const above = new Map<string, string[]>()
  for (const { documentId, aboveId } of links)
    above.set(documentId, [...(above.get(documentId) ?? []), aboveId])
  const levels = new Map<string, number>()
  const levelOf = (id: string): number => {
    const known = levels.get(id)
    if (known !== undefined) return known
    levels.set(id, 0)
    const level = Math.max(-1, ...(above.get(id) ?? []).map(levelOf)) + 1
    levels.set(id, level)
    return level
  }
  for (const id of ids) levelOf(id)
  return levels
}

/** A text in lines of at most so many signs, cut between words; what is left over after the last line is an ellipsis. */
export function linesOf(text: string, length: number, most: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if ([...longer].length <= length) line = longer
    else {
      if (line !== '') lines.push(line)
      line = [...word].slice(0, length).join('')
    }
  }
  if (line !== '') lines.push(line)
  if (lines.length <= most) return lines
  return [...lines.slice(0, most - 1), `${withoutEnd(lines[most - 1] ?? '', /[\s,;.]/)}…`]
}
