import { Problem } from '#platform/problem'
import type { Day } from '#platform/time'
import {
  type BoundFigure,
  type ContentSection,
  type FigureScope,
  goneFrom,
  isFigure,
  type Piece,
  piecesIn,
  type ReportContent,
} from '../report.ts'

/** Roles of those who may approve before somebody signs. */
export const approvers = ['checker', 'leader'] as const
export type Approver = (typeof approvers)[number]

/** How the reports of a unit are approved. */
export type Arrangement = {
  /** Who approves before signing, level by level; nobody where it is empty. */
  levels: Approver[]
  /** How many people sign. */
  signers: number
  /** Whether one person may freeze, approve and sign, since there is nobody else. */
  mayBeAlone: boolean
}

/** The arrangement of a unit that has said nothing: checkers compose, a leader signs. */
export const usualArrangement: Arrangement = { levels: [], signers: 1, mayBeAlone: false }

/** The content of an issued report with the number and day that it was issued under. */
export const asIssued = (frozen: {
  content: ReportContent
  number: number | null
  issuedOn: Day | null
}): ReportContent => ({
  ...frozen.content,
  number: frozen.number ?? frozen.content.number,
  issuedOn: frozen.issuedOn ?? frozen.content.issuedOn,
})

/**
 * Refuses to freeze what is not finished.
 * @throws Problem `report_has_unwritten_sections`, `report_names_what_is_gone`
 */
export function refuseUnfinished(
  report: Pick<ReportContent, 'sections'> & { unwritten: readonly string[] },
  { isNil = false } = {},
): void {
  const named = (keys: readonly string[]) =>
    report.sections
      .filter(({ key }) => keys.includes(key))
      .map(({ heading }) => `“${heading}”`)
      .join(', ')
  if (report.unwritten.length > 0 && !isNil)
    throw new Problem('report_has_unwritten_sections', { sections: named(report.unwritten) })
  const faulty = report.sections.filter((section) => goneFrom({ sections: [section] }).length > 0)
  if (faulty.length > 0)
    throw new Problem('report_names_what_is_gone', {
      sections: named(faulty.map(({ key }) => key)),
      names: [...new Set(goneFrom(report))].join(', '),
    })
}

/** What tells one printed figure from another. */
const keyOf = ({ unitId, indicator, period, line }: FigureScope): string =>
  [unitId, indicator, period, line ?? ''].join(' ')

const isBound = (value: object): value is BoundFigure & { scope: FigureScope } =>
  'shown' in value && 'scope' in value && typeof value.scope === 'object' && value.scope !== null

/** Every figure that some content was read from, each once, in whatever kind of block it stands. */
export function scopesIn(content: unknown): FigureScope[] {
  const found = new Map<string, FigureScope>()
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return
    if (isBound(value)) found.set(keyOf(value.scope), value.scope)
    for (const one of Object.values(value)) visit(one)
  }
  visit(content)
  return [...found.values()]
}

/** The same content, each of its figures with the id of the reading that is kept of it. */
export function withReadings<T>(content: T, idOf: (scope: FigureScope) => string | undefined): T {
  const visit = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(visit)
    const copy = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, visit(one)]))
    return isBound(value) ? { ...copy, reading: idOf(value.scope) } : copy
  }
  return visit(content) as T
}

/** Where the id of a reading is looked up. */
export const readingsByScope = <T>(pairs: readonly (readonly [FigureScope, T])[]) => {
  const ids = new Map(pairs.map(([scope, id]) => [keyOf(scope), id]))
  return (scope: FigureScope): T | undefined => ids.get(keyOf(scope))
}

const wordsOfPiece = (piece: Piece): string =>
  typeof piece === 'string' ? piece : isFigure(piece) ? piece.shown : 'words' in piece ? piece.words : ''

/** A text without what nobody sees: one space between words, composed letters, one kind of case. */
const plain = (text: string): string =>
  text.normalize('NFC').replace(/\s+/g, ' ').trim().toLocaleLowerCase('vi')

/** Whether a passage stands in a section: in one of its paragraphs, items, cells or headings. */
export function occursIn(passage: string, { heading, blocks }: ContentSection): boolean {
  const sought = plain(passage)
  const texts = [heading, ...blocks.flatMap(textsOf)]
  return sought !== '' && texts.some((text) => plain(text).includes(sought))
}

function textsOf(block: ContentSection['blocks'][number]): string[] {
  if (block.kind === 'heading') return [block.text]
  if (block.kind === 'list') return block.items.map((item) => item.map(wordsOfPiece).join(''))
  if (block.kind === 'table')
    return [block.caption, ...block.columns.map(({ title }) => title), ...piecesIn([block]).map(wordsOfPiece)]
  return [piecesIn([block]).map(wordsOfPiece).join('')]
}
