/** What a paper says: words, and figures that know where they come from. Pages and documents are made of it alone. */

import type { Reach } from '#figures'
import type { Qualifier } from '#platform/precision'
import type { Day } from '#platform/time'
import type { ChartBlock } from './blocks/chart.tsx'
import type { HeadingBlock } from './blocks/heading.tsx'
import type { ListBlock } from './blocks/list.tsx'
import type { NoteBlock, ParagraphBlock } from './blocks/paragraph.tsx'
import type { PictureBlock } from './blocks/picture.tsx'
import type { TableBlock } from './blocks/table.tsx'
import type { UnwrittenBlock } from './blocks/unwritten.tsx'
import type { IssuingBody } from './issuing-body.ts'

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
  /** Of what the unit did itself, or of what the units beneath it did; of all where it is missing. */
  reach?: Reach
}

/** A number in the text. `scope` is null for a count of initiatives or activities, which opens to their list. */
export type BoundFigure = {
  shown: string
  amount: number
  href: string
  scope: FigureScope | null
  /** How exact it is, where it is not: `shown` says it too (trên 4.171). */
  qualifier?: Qualifier
  /** Percent that is more than the unit's own word, rounded down; missing where there is nothing to prove. */
  proven?: number
  /** The reading that was kept of it when the report was frozen: from it one learns why it is another today. */
  reading?: string
}

/** Words, words that lead somewhere, a figure, or what a text asks for and is not there any more. */
export type Piece = string | { words: string; href: string } | BoundFigure | { gone: string }

/** `isRestricted`: it stays inside when the paper is published (`reports.without_restricted`). */
export type PaperBlock =
  | HeadingBlock
  | ParagraphBlock
  | ListBlock
  | TableBlock
  | NoteBlock
  | ChartBlock
  | PictureBlock
  | UnwrittenBlock

/**
 * What a paper says, as plain JSON: of a draft it is composed at each look, of a frozen paper it is what was kept.
 * Pages, Word files, PDF and exports are made of it alone.
 */
export type PaperContent = {
  unit: { id: string; name: string; slug: string }
  /** The form by which it is written, of a report its outline; `title` is the type of document in its head: `BÁO CÁO`. */
  outline: { code: string; version: number; title: string }
  /** Of what time it speaks, as a report names its period; blank where it is of none. */
  period: string
  number: number | null
  issuedOn: Day
  signer: { name?: string; position?: string }
  body: IssuingBody
  /** To whom it is addressed (Kính gửi); missing where it is to nobody. */
  addressees?: string[]
  subject: string
  opening: string
  sections: ContentSection[]
}
/** A section as it is printed. One that is restricted stays inside when the paper is published. */
export type ContentSection = {
  key: string
  isRestricted: boolean
  /** Printed behind the signature, as `Phụ lục I`. */
  isAnnex?: true
  heading: string
  blocks: PaperBlock[]
}

export const isFigure = (piece: Piece): piece is BoundFigure => typeof piece === 'object' && 'shown' in piece
