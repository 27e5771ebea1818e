import { t } from '#platform/i18n'
import { isFigure, type PaperBlock, type Piece, piecesIn } from './content.ts'

type IsWithheld = (piece: Piece) => boolean

/** Whether a piece is a figure of one of some indicators. */
export const figureOfOneOf =
  (indicators: ReadonlySet<string>): IsWithheld =>
  (piece) =>
    isFigure(piece) && piece.scope !== null && indicators.has(piece.scope.indicator)

const words = (): Piece => t('report_reading.withheld')

/**
 * A block as everybody may read it, without the figures of people who need protection and without what was worked out
 * beside them: the sentence around one, the other numbers of its row, the total under it, a chart of it.
 */
export function withoutWithheld(block: PaperBlock, isWithheld: IsWithheld): PaperBlock {
  if (!piecesIn([block]).some(isWithheld)) return block
  const sentence = (pieces: Piece[]) => (pieces.some(isWithheld) ? [words()] : pieces)
  if (block.kind === 'paragraph' || block.kind === 'note') return { ...block, pieces: [words()] }
  if (block.kind === 'list') return { ...block, items: block.items.map(sentence) }
  if (block.kind !== 'table') return { kind: 'paragraph', pieces: [words()] }
  const columns = new Set(
    [...block.rows, ...(block.total ? [block.total] : [])].flatMap((row) =>
      row.flatMap((piece, column) => (isWithheld(piece) ? [column] : [])),
    ),
  )
  const row = (pieces: Piece[]) => {
    if (!pieces.some(isWithheld)) return pieces
    return pieces.map((piece, column) =>
      column > 0 && (isWithheld(piece) || (typeof piece === 'string' && /\d/.test(piece))) ? words() : piece,
    )
  }
  const total = block.total?.map((piece, column) => (column > 0 && columns.has(column) ? words() : piece))
  return { ...block, rows: block.rows.map(row), ...(total ? { total } : {}) }
}
