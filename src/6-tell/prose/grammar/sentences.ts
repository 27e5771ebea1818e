/** From clauses to sentences: as many to a sentence as one reads at a breath, with openings that change. */

import type { Piece } from '#papers'
import { type Clause, enumerated } from './clauses.ts'

/** So many clauses stand in a sentence. */
const clausesInSentence = 3

const lengthOf = (pieces: readonly Piece[]): number =>
  pieces.reduce(
    (sum, piece) =>
      sum +
      (typeof piece === 'string'
        ? piece
        : 'shown' in piece
          ? piece.shown
          : 'words' in piece
            ? piece.words
            : ''
      ).length,
    0,
  )

/** Longer sentences nobody reads at a breath. */
const longestSentence = 260

/** Clauses as sentences take them: so many as fit. */
export function packed(clauses: readonly Clause[]): Clause[][] {
  const sentences: Clause[][] = []
  for (const clause of clauses) {
    const last = sentences.at(-1)
    const length = last?.reduce((sum, { pieces }) => sum + lengthOf(pieces), lengthOf(clause.pieces)) ?? 0
    if (last && last.length < clausesInSentence && length <= longestSentence) last.push(clause)
    else sentences.push([clause])
  }
  return sentences
}

const hasComma = ({ pieces }: Clause): boolean =>
  pieces.some((piece) => typeof piece === 'string' && /[,;(]/.test(piece))

/** Clauses one after the other; where one of them has commas of its own, semicolons part them. */
export const joined = (clauses: readonly Clause[]): Piece[] => {
  const isHeavy = clauses.some(hasComma)
  return enumerated(
    clauses.map(({ pieces }) => pieces),
    isHeavy ? '; ' : ', ',
    isHeavy ? '; ' : ' và ',
  )
}

/** A sentence: who, the clauses, a full stop. `who` begins it, “đã” follows unless a state comes first. */
export function sentence(who: readonly Piece[], clauses: readonly Clause[]): Piece[] {
  const [first] = clauses
  if (!first) return []
  const past = first.isState ? '' : 'đã '
  const begun: Piece[] = who.length === 0 ? [past] : [...who, ` ${past}`]
  return finished([...begun, ...joined(clauses), '.'])
}

/** Strings that follow each other made one, the first letter large. */
export function finished(pieces: readonly Piece[]): Piece[] {
  const made: Piece[] = []
  for (const piece of pieces) {
    const last = made.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') made[made.length - 1] = last + piece
    else if (piece !== '') made.push(piece)
  }
  const [first] = made
  if (typeof first === 'string') made[0] = first.charAt(0).toUpperCase() + first.slice(1)
  return made
}

/** A paragraph of sentences, with a space between them. */
export const paragraphOf = (sentences: readonly Piece[][]): Piece[] =>
  finished(
    sentences.filter((one) => one.length > 0).flatMap((one, index) => (index === 0 ? one : [' ', ...one])),
  )
