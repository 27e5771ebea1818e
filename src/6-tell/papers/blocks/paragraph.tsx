import type { Piece } from '../content.ts'
import { type BlockDefinition, plainTextOf, shownTextOf } from './definition.ts'
import { Pieces } from './pieces.tsx'

type OfPieces<Kind> = { kind: Kind; pieces: Piece[]; isRestricted?: true }
export type ParagraphBlock = OfPieces<'paragraph'>
export type NoteBlock = OfPieces<'note'>

/** The sentences of a paragraph. A full stop before a blank and a large letter ends one, so dates and numbers do not. */
export function sentencesOf(pieces: readonly Piece[]): Piece[][] {
  const sentences: Piece[][] = [[]]
  for (const piece of pieces) {
    const [first = '', ...rest] =
      typeof piece === 'string' ? piece.split(/(?<=[.!?…]) (?=[\p{Lu}“])/u) : [piece]
    sentences.at(-1)?.push(first)
    for (const next of rest) sentences.push([next])
  }
  return sentences.filter((sentence) => sentence.length > 0)
}

const ofPieces = <Kind extends 'paragraph' | 'note'>(
  kind: Kind,
  look?: string,
): BlockDefinition<Extract<ParagraphBlock | NoteBlock, { kind: Kind }>> => ({
  pieces: ({ pieces }) => pieces,
  changed: (block, change) => ({ ...block, pieces: change(block.pieces) }),
  withheld: (block, isWithheld, words) => ({
    ...block,
    pieces: sentencesOf(block.pieces).flatMap((sentence, index) => [
      ...(index === 0 ? [] : [' ']),
      ...(sentence.some(isWithheld) ? [words] : sentence),
    ]),
  }),
  texts: ({ pieces }) => [plainTextOf(pieces)],
  lines: ({ pieces }) => [shownTextOf(pieces)],
  sentences: ({ pieces }) => [pieces],
  printed: ({ pieces }, { run }) => [{ kind, runs: pieces.map(run) }],
  Shown: ({ block: { pieces } }) => (
    <p class={look}>
      <Pieces pieces={pieces} />
    </p>
  ),
})

export const paragraph = ofPieces('paragraph')
export const note = ofPieces('note', 'quiet')
