import { type BoundFigure, isFigure, type PaperBlock, type PaperContent, type Piece } from '../content.ts'
import { chart } from './chart.tsx'
import type { BlockDefinition } from './definition.ts'
import { heading } from './heading.tsx'
import { list } from './list.tsx'
import { note, paragraph } from './paragraph.tsx'
import { picture } from './picture.tsx'
import { table } from './table.tsx'
import { unwritten } from './unwritten.tsx'

/** Every kind of block. One that is missing here, or lacks a part, does not compile. */
const definitions: {
  readonly [Kind in PaperBlock['kind']]: BlockDefinition<Extract<PaperBlock, { kind: Kind }>>
} = { heading, paragraph, list, table, note, chart, picture, unwritten }

/** What has to be known of a block. */
export const definitionOf = <One extends PaperBlock>(block: One): BlockDefinition<One> =>
  definitions[block.kind] as unknown as BlockDefinition<One>

/** Every piece of some blocks, in reading order. */
export const piecesIn = (blocks: readonly PaperBlock[]): Piece[] =>
  blocks.flatMap((block) => definitionOf(block).pieces(block))

/** Every figure that a paper prints, in reading order. */
export const figuresIn = (blocks: readonly PaperBlock[]): BoundFigure[] => piecesIn(blocks).filter(isFigure)

/** What a paper asks for that is not there any more: by the code that its text names. */
export const goneFrom = ({ sections }: Pick<PaperContent, 'sections'>): string[] =>
  sections.flatMap(({ blocks }) =>
    piecesIn(blocks).flatMap((piece) => (typeof piece === 'object' && 'gone' in piece ? [piece.gone] : [])),
  )

/** The sentences of some blocks for other programs, each as its pieces. */
export const sentencesIn = (blocks: readonly PaperBlock[]): Piece[][] =>
  blocks.flatMap((block) => definitionOf(block).sentences(block))
