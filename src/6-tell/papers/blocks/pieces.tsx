import type { Piece } from '../content.ts'
import { paperWords } from '../paper-words.ts'

/** Pieces on a page: every figure opens. */
export const Pieces = ({ pieces }: { pieces: readonly Piece[] }) => (
  <>
    {pieces.map((piece) => {
      if (typeof piece === 'string') return piece
      if ('gone' in piece) return <strong>{paperWords.gone.replace('{name}', piece.gone)}</strong>
      return <a href={piece.href}>{'words' in piece ? piece.words : piece.shown}</a>
    })}
  </>
)
