import { Problem } from '#platform/problem'
import type { Day } from '#platform/time'
import { definitionOf, goneFrom } from './blocks/index.ts'
import type { BoundFigure, ContentSection, FigureScope, PaperBlock, PaperContent } from './content.ts'

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

/** What is known when somebody approves or signs. */
export type Pressing = { actorId: string; approvers: readonly (string | null)[] }

/** A paper in the hands of whoever approves or signs it. Its kind says what sentences call it. */
type InHand = { kind?: string; state: string; frozenBy: string | null }

const refuseUnlessWaiting = ({ state, kind: paper = 'report' }: InHand): void => {
  if (state === 'returned') throw new Problem('report_was_returned', { who: '–', paper })
  if (state === 'issued' || state === 'replaced') throw new Problem('report_is_issued_already', { paper })
  if (state === 'withdrawn') throw new Problem('report_is_withdrawn', { paper })
}

/**
 * Whether somebody may approve at the level whose turn it is: they hold its role, and are neither who froze the report
 * nor who approved a level before, unless the unit has said that one person does all.
 * @throws Problem `report_is_approved_already`, `report_is_not_yours_to_approve`, `report_is_approved_by_who_froze_it`,
 *   `report_is_approved_twice_by_one`, `report_was_returned`, `report_is_issued_already`
 */
export function refuseApproval(
  frozen: Pick<Arrangement, 'levels' | 'mayBeAlone'> & InHand,
  { actorId, isTheirs, approvers: before }: Pressing & { isTheirs: boolean },
): void {
  refuseUnlessWaiting(frozen)
  if (before.length >= frozen.levels.length) throw new Problem('report_is_approved_already')
  if (!isTheirs) throw new Problem('report_is_not_yours_to_approve')
  if (frozen.mayBeAlone) return
  if (frozen.frozenBy === actorId)
    throw new Problem('report_is_approved_by_who_froze_it', { paper: frozen.kind ?? 'report' })
  if (before.includes(actorId)) throw new Problem('report_is_approved_twice_by_one')
}

/**
 * Whether somebody may sign: all levels have approved, and somebody besides who froze the report has seen it, the signer
 * included, unless the unit has said that one person does all.
 * @throws Problem `report_waits_for_approval`, `report_needs_another_person`, `report_was_returned`,
 *   `report_is_issued_already`
 */
export function refuseSigning(
  frozen: Arrangement & InHand,
  { actorId, approvers: before, signed }: Pressing & { signed: readonly string[] },
): void {
  refuseUnlessWaiting(frozen)
  if (frozen.state === 'waiting')
    throw new Problem('report_waits_for_approval', { paper: frozen.kind ?? 'report' })
  const isLast = signed.length + 1 >= frozen.signers
  const others = [actorId, ...before, ...signed].filter((id) => id !== frozen.frozenBy)
  if (isLast && others.length === 0 && !frozen.mayBeAlone) throw new Problem('report_needs_another_person')
}

/** What stands behind the number in the head: `BC/ĐU` of `05-BC/ĐU`, `BC-UBND` of `05/BC-UBND`. */
const behindNumber = (symbol: string): string => symbol.replace(/^\s*\d+\s*[-/]\s*/, '')

/** Number and symbol as the head of a document shows them, without the word before: `05-BC/ĐU`. */
export const symbolOf = (
  { format, digits }: { format: string; digits: number },
  number: number,
  symbol: string,
): string =>
  format
    .replace('{number}', () => String(number).padStart(digits, '0'))
    .replace('{symbol}', () => symbol)
    .replace(/^\s*Số\s*:?\s*/iu, '')

/** The content of an issued report with the number and day under which it was issued, and whoever signed it, where nobody was named. */
export const asIssued = ({
  content,
  number,
  symbol,
  issuedOn,
  signedBy,
}: {
  content: PaperContent
  number: number | null
  symbol: string | null
  issuedOn: Day | null
  signedBy?: string | null
}): PaperContent => ({
  ...content,
  ...(signedBy && !content.signer.name ? { signer: { ...content.signer, name: signedBy } } : {}),
  number: number ?? content.number,
  issuedOn: issuedOn ?? content.issuedOn,
  body: { ...content.body, symbol: symbol === null ? content.body.symbol : behindNumber(symbol) },
})

/**
 * Refuses to freeze what is not finished.
 * @throws Problem `report_has_unwritten_sections`, `report_names_what_is_gone`
 */
export function refuseUnfinished(
  report: Pick<PaperContent, 'sections'> & { unwritten: readonly string[] },
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
const keyOf = ({ unitId, indicator, period, line, themeId, reach }: FigureScope): string =>
  [unitId, indicator, period, line ?? '', themeId ?? '', reach ?? ''].join(' ')

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

/** A text without what nobody sees: one space between words, composed letters, one kind of case. */
const plain = (text: string): string =>
  text.normalize('NFC').replace(/\s+/g, ' ').trim().toLocaleLowerCase('vi')

/** Whether a passage stands in a section: in one of its paragraphs, items, cells or headings. */
export function occursIn(passage: string, { heading, blocks }: ContentSection): boolean {
  const sought = plain(passage)
  const texts = [heading, ...blocks.flatMap(textsOf)]
  return sought !== '' && texts.some((text) => plain(text).includes(sought))
}

const textsOf = (block: PaperBlock): string[] => definitionOf(block).texts(block)

/** All words of a report in reading order, for a search. */
export const wordsIn = ({ subject, opening, sections }: PaperContent): string =>
  [subject, opening, ...sections.flatMap(({ heading, blocks }) => [heading, ...blocks.flatMap(textsOf)])]
    .join(' ')
    .replace(/\s+/g, ' ')
    .slice(0, 400_000)
