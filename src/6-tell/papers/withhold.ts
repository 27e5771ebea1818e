import { t } from '#platform/i18n'
import { definitionOf, piecesIn } from './blocks/index.ts'
import { isFigure, type PaperBlock, type Piece } from './content.ts'

type IsWithheld = (piece: Piece) => boolean

/** Whether a piece is a figure of one of some indicators. */
export const figureOfOneOf =
  (indicators: ReadonlySet<string>): IsWithheld =>
  (piece) =>
    isFigure(piece) && piece.scope !== null && indicators.has(piece.scope.indicator)

/**
 * A block as everybody may read it, without the figures of people who need protection and without what was worked out
 * beside them: the sentence around one, the other numbers of its row, the total under it, a chart of it.
 */
export const withoutWithheld = (block: PaperBlock, isWithheld: IsWithheld): PaperBlock =>
  piecesIn([block]).some(isWithheld)
    ? definitionOf(block).withheld(block, isWithheld, t('report_reading.withheld'))
    : block
