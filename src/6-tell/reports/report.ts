/** A composed report: words, and figures that know where they come from. Pages and documents are made of it. */

import type { Day } from '#platform/time'
import type { IssuingBody } from './issuing-body.ts'
import type { Outline, Section, WordSection } from './outlines.ts'
import type { Draft } from './store.ts'

/** What a printed figure was read from: the indicator in a unit, perhaps in one line, and a period. */
export type FigureScope = {
  unitId: string
  unitSlug: string
  indicator: string
  /** `2024-06`, `2024-Q2`, or `2024-01..2024-06` for a figure since the beginning of the year. */
  period: string
  line?: string
}

/** A number in the text. `scope` is null for a count of initiatives or activities, which opens to their list. */
export type BoundFigure = { shown: string; amount: number; href: string; scope: FigureScope | null }

/** Words, words that lead somewhere, or a figure. */
export type Piece = string | { words: string; href: string } | BoundFigure

export type ReportColumn = { title: string; align: 'left' | 'center' | 'right'; weight: number }

export type ReportBlock =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'paragraph'; pieces: Piece[] }
  | { kind: 'list'; items: Piece[][] }
  | {
      kind: 'table'
      /** The place on the page to which counts lead. */
      id: string
      caption: string
      columns: ReportColumn[]
      rows: Piece[][]
      total?: Piece[]
    }
  | { kind: 'note'; pieces: Piece[] }
  /** What the author wrote of a section. */
  | { kind: 'words'; section: WordSection; text: string }

export type ComposedReport = {
  unit: { id: string; name: string; slug: string }
  outline: Outline
  period: string
  /** What somebody has kept of this report, or undefined where nobody has begun it. */
  draft: Draft | undefined
  issuedOn: Day
  body: IssuingBody
  subject: string
  opening: string
  sections: { section: Section; heading: string; blocks: ReportBlock[] }[]
  /** Required sections that nobody has written yet. */
  unwritten: WordSection[]
}

export const isFigure = (piece: Piece): piece is BoundFigure => typeof piece === 'object' && 'shown' in piece

/** Every figure that a report prints, in reading order. */
export function figuresIn(blocks: readonly ReportBlock[]): BoundFigure[] {
  const piecesOf = (block: ReportBlock): Piece[] => {
    if (block.kind === 'paragraph' || block.kind === 'note') return block.pieces
    if (block.kind === 'list') return block.items.flat()
    return block.kind === 'table' ? [...block.rows.flat(), ...(block.total ?? [])] : []
  }
  return blocks.flatMap(piecesOf).filter(isFigure)
}
