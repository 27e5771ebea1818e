import type { Child } from 'hono/jsx'
import type { Block, Run } from '#platform/documents'
import { isFigure, type PaperBlock, type Piece } from '../content.ts'
import { paperWords } from '../paper-words.ts'

/** What a block needs beside itself to be printed. */
export type BlockPrinting = {
  run(piece: Piece): Run
  /** The bytes of kept photos by their hash. */
  pictures: ReadonlyMap<string, Uint8Array>
}

/** All that has to be known of a kind of block. A block is defined here and nowhere else. */
export type BlockDefinition<One extends PaperBlock> = {
  /** Its pieces, in reading order. */
  pieces(block: One): Piece[]
  /** The same block, each line, item or cell of it changed. */
  changed(block: One, change: (pieces: Piece[]) => Piece[]): PaperBlock
  /** What everybody reads of it where some of its figures are withheld: nothing from which they could be worked out. */
  withheld(block: One, isWithheld: (piece: Piece) => boolean, words: Piece): PaperBlock
  /** Its texts as a search finds them and a remark quotes them: a paragraph, an item, a cell. */
  texts(block: One): string[]
  /** What it says, a line for each paragraph, item or row, as two versions are compared. */
  lines(block: One): string[]
  /** Its sentences for other programs; none where it shows data. */
  sentences(block: One): Piece[][]
  /** In the Word file and the PDF. */
  printed(block: One, printing: BlockPrinting): Block[]
  /** On a page. `number` is that of a heading. */
  Shown(props: { block: One; number: string }): Child
  /** Whether it takes the width that it needs, not that of a text. */
  isWide?: true
}

/** A piece as a search finds it: what is not there any more has no words. */
export const plainText = (piece: Piece): string =>
  typeof piece === 'string' ? piece : isFigure(piece) ? piece.shown : 'words' in piece ? piece.words : ''

/** A piece as it is read: what is not there any more is said. */
export const shownText = (piece: Piece): string =>
  typeof piece === 'object' && 'gone' in piece
    ? paperWords.gone.replace('{name}', piece.gone)
    : plainText(piece)

export const plainTextOf = (pieces: readonly Piece[]): string => pieces.map(plainText).join('')
export const shownTextOf = (pieces: readonly Piece[]): string => pieces.map(shownText).join('')

/** What holds for a block without pieces. */
export const withoutPieces = {
  pieces: () => [],
  changed: <One extends PaperBlock>(block: One): PaperBlock => block,
  withheld: <One extends PaperBlock>(block: One): PaperBlock => block,
  sentences: () => [],
} as const
