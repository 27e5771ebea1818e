/** A composed report: words, and figures that know where they come from. Pages and documents are made of it. */

import type { ChartSpec } from '#platform/documents/content'
import type { Day } from '#platform/time'
import type { Outline, Section } from '#regimes'
import type { IssuingBody } from './issuing-body.ts'
import type { Draft } from './store.ts'

/** What a printed figure was read from: the indicator in a unit, perhaps in one line, and a period. */
export type FigureScope = {
  unitId: string
  unitSlug: string
  indicator: string
  /** `2024-06`, `2024-Q2`, or `2024-01..2024-06` for a figure since the beginning of the year. */
  period: string
  line?: string
  /** Of what serves a theme alone. A figure is of one line or of one theme, never of both. */
  themeId?: string
}

/** A number in the text. `scope` is null for a count of initiatives or activities, which opens to their list. */
export type BoundFigure = {
  shown: string
  amount: number
  href: string
  scope: FigureScope | null
  /** Percent that is more than the unit's own word, rounded down; missing where there is nothing to prove. */
  proven?: number
  /** The reading that was kept of it when the report was frozen: from it one learns why it is another today. */
  reading?: string
}

/** Words, words that lead somewhere, a figure, or what a text asks for and is not there any more. */
export type Piece = string | { words: string; href: string } | BoundFigure | { gone: string }

export type ReportColumn = { title: string; align: 'left' | 'center' | 'right'; weight: number }

/** `isRestricted`: it stays inside when the report is published (`reports.without_restricted`). */
export type ReportBlock =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string; isRestricted?: true }
  | { kind: 'paragraph'; pieces: Piece[] }
  | { kind: 'list'; items: Piece[][]; isRestricted?: true }
  | {
      kind: 'table'
      /** The place on the page to which counts lead. */
      id: string
      caption: string
      columns: ReportColumn[]
      rows: Piece[][]
      total?: Piece[]
      isRestricted?: true
    }
  | { kind: 'note'; pieces: Piece[] }
  /** `rows` are its values, a label and a figure that opens, in the order of the chart. `id` is its place on the page. */
  | { kind: 'chart'; id: string; chart: ChartSpec; caption: string; rows: Piece[][] }
  /** A kept photo. One that may not be public stays inside when the report is published. */
  | {
      kind: 'picture'
      sha256: string
      mediaType: string
      caption: string
      href: string
      isRestricted: boolean
      /** Where everybody sees it; missing where it is seen as those who work with it see it. */
      publicAddress?: string
    }
  /** Nobody has written this section, which somebody must. */
  | { kind: 'unwritten' }

/**
 * What a report says, as plain JSON: of a draft it is composed at each look, of a frozen report it is what was kept.
 * Pages, Word files, PDF and exports are made of it alone.
 */
export type ReportContent = {
  unit: { id: string; name: string; slug: string }
  outline: Pick<Outline, 'code' | 'version' | 'title'>
  period: string
  number: number | null
  issuedOn: Day
  signer: { name?: string; position?: string }
  body: IssuingBody
  subject: string
  opening: string
  sections: ContentSection[]
}
/** A section as it is printed. */
export type ContentSection = Pick<Section, 'key' | 'isRestricted'> & {
  heading: string
  blocks: ReportBlock[]
}

/** Head and foot of a report in the making. */
export type ReportHead = Omit<ReportContent, 'sections'> & {
  outline: Outline
  /** What somebody has kept of this report, or undefined where nobody has begun it. */
  draft: Draft | undefined
}

/** A report in the making. */
export type ComposedReport = ReportHead & {
  sections: (ContentSection & { section: Section; text: string })[]
  /** Required sections that nobody has written yet, by key. */
  unwritten: string[]
}

export const isFigure = (piece: Piece): piece is BoundFigure => typeof piece === 'object' && 'shown' in piece

/** Every piece of some blocks, in reading order. */
export function piecesIn(blocks: readonly ReportBlock[]): Piece[] {
  return blocks.flatMap((block): Piece[] => {
    if (block.kind === 'paragraph' || block.kind === 'note') return block.pieces
    if (block.kind === 'list') return block.items.flat()
    if (block.kind === 'chart') return block.rows.flat()
    return block.kind === 'table' ? [...block.rows.flat(), ...(block.total ?? [])] : []
  })
}

/** Every figure that a report prints, in reading order. */
export const figuresIn = (blocks: readonly ReportBlock[]): BoundFigure[] => piecesIn(blocks).filter(isFigure)

/** What a report asks for that is not there any more: by the code that its text names. */
export const goneFrom = ({ sections }: Pick<ReportContent, 'sections'>): string[] =>
  sections.flatMap(({ blocks }) =>
    piecesIn(blocks).flatMap((piece) => (typeof piece === 'object' && 'gone' in piece ? [piece.gone] : [])),
  )
