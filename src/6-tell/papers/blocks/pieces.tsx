import type { BoundFigure, Piece } from '../content.ts'
import { paperWords } from '../paper-words.ts'

/** How far a figure is proven, as it is marked in a text: wholly, partly, not at all. */
const proofOf = ({ proven }: BoundFigure): string | undefined =>
  proven === undefined ? undefined : proven >= 100 ? 'whole' : proven > 0 ? 'part' : 'none'

/** Pieces on a page: every figure opens, and is lightly marked by how far it is proven. */
export const Pieces = ({ pieces }: { pieces: readonly Piece[] }) => (
  <>
    {pieces.map((piece) => {
      if (typeof piece === 'string') return piece
      if ('gone' in piece) return <strong>{paperWords.gone.replace('{name}', piece.gone)}</strong>
      if ('words' in piece) return <a href={piece.href}>{piece.words}</a>
      return (
        <a href={piece.href} data-proof={proofOf(piece)}>
          {piece.shown}
        </a>
      )
    })}
  </>
)
