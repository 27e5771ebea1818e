import type { Piece } from '../content.ts'
import { type BlockDefinition, plainTextOf, shownTextOf } from './definition.ts'
import { Pieces } from './pieces.tsx'

type OfPieces<Kind> = { kind: Kind; pieces: Piece[] }
export type ParagraphBlock = OfPieces<'paragraph'>
export type NoteBlock = OfPieces<'note'>

const ofPieces = <Kind extends 'paragraph' | 'note'>(
  kind: Kind,
  look?: string,
): BlockDefinition<Extract<ParagraphBlock | NoteBlock, { kind: Kind }>> => ({
  pieces: ({ pieces }) => pieces,
  changed: ({ pieces }, change) => ({ kind, pieces: change(pieces) }),
  withheld: (_block, _isWithheld, words) => ({ kind, pieces: [words] }),
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
