import type { NumberingRules } from '#parameters'
import { plainText, withoutEnd } from '#platform/plain-text'
import type { Day } from '#platform/time'
import type { Direction } from './entry.ts'

/** `12-KH/ĐU`, `05/KH-UBND`, `34/UBND`: number, type and unit as the rules of the day put them together. */
export function symbolOf(rules: NumberingRules, type: string, number: number, body: string): string {
  const pattern = type === 'official_letter' ? rules.letterPattern : rules.pattern
  return pattern
    .replace('{number}', number < rules.leadingZeroBelow ? `0${number}` : String(number))
    .replace('{type}', rules.symbols[type] ?? '')
    .replace('{body}', body)
}

/** Whether a symbol that was typed begins with the number under which the document stands. */
export const beginsWith = (symbol: string, number: number): boolean =>
  new RegExp(`^0*${number}(?!\\d)`).test(symbol.trim())

/** The number with which a symbol begins; undefined where it begins with none. */
export function numberIn(symbol: string): number | undefined {
  const [, digits] = /^\s*0*(\d{1,5})(?!\d)/.exec(symbol) ?? []
  return digits === undefined || Number(digits) === 0 ? undefined : Number(digits)
}

/**
 * The type that a symbol shows: `12-KH/ĐU` and `12/KH-UBND` are plans; `34/UBND-VHXH` names no type, which only an official
 * letter does. Undefined where it cannot be told.
 */
export function typeIn(symbol: string, rules: NumberingRules): string | undefined {
  const [, after] = /^\s*\d{1,5}\p{L}?\s*[-/]\s*([\p{L}]+)/u.exec(symbol) ?? []
  if (!after) return undefined
  const found = Object.entries(rules.symbols).find(([, known]) => known === after)
  if (found) return found[0]
  return rules.system === 'state' && /^\s*\d{1,5}\/\p{Lu}{2,}/u.test(symbol) ? 'official_letter' : undefined
}

/** The next number of a run: after the greatest that is taken or kept for something. Gaps stay gaps. */
export const nextNumber = (taken: readonly number[], reserved: readonly number[] = []): number =>
  Math.max(0, ...taken, ...reserved) + 1

/** Numbers between the first and the greatest that stand for nothing, as runs: `[3, 3]`, `[7, 9]`. */
export function gapsIn(taken: readonly number[]): [number, number][] {
  const sorted = [...new Set(taken)].sort((one, other) => one - other)
  const gaps: [number, number][] = []
  let expected = 1
  for (const number of sorted) {
    if (number > expected) gaps.push([expected, number - 1])
    expected = number + 1
  }
  return gaps
}

/** What is known of a document when its days are judged. */
export type Dated = {
  direction: Direction
  issuedOn: Day
  receivedOn: Day | null
  validFrom: Day | null
  validTo: Day | null
}

/** Why the days of a document cannot be so, with the field at fault; undefined where they can. */
export function objectionToDays(document: Dated, today: Day): { code: string; field: string } | undefined {
  const { direction, issuedOn, receivedOn, validFrom, validTo } = document
  if (issuedOn > today) return { code: 'document_day_is_in_future', field: 'issuedOn' }
  if (direction === 'received') {
    if (receivedOn === null) return { code: 'document_received_has_no_day', field: 'receivedOn' }
    if (receivedOn > today) return { code: 'document_day_is_in_future', field: 'receivedOn' }
    if (receivedOn < issuedOn) return { code: 'document_came_before_it_was_issued', field: 'receivedOn' }
  }
  if (validFrom !== null && validTo !== null && validTo < validFrom)
    return { code: 'document_ends_before_it_begins', field: 'validTo' }
  return undefined
}

/** One mention of a document: its symbol, and its day where several are called alike. */
export type Mention = { symbol: string; day: Day | null }

/**
 * The documents that a text names, parted by semicolons or lines: `05-CT/TW; 12-KH/HU ngày 15/3/2022`. The day tells apart
 * what is called alike: numbers begin anew each year or term, and every commune has a 12-KH/ĐU.
 */
export function mentionsIn(text: string): Mention[] {
  return text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .slice(0, 20)
    .map((part) => {
      const dated = /(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(part)
      const before = dated ? part.slice(0, dated.index) : ''
      if (!dated || !/[,\s]$/.test(before)) return { symbol: part, day: null }
      const [, date = '', month = '', year = ''] = dated
      const symbol = withoutEnd(before, /[,\s]/).replace(/(^|[,\s])ngày$/iu, '$1')
      return {
        symbol: withoutEnd(symbol, /[,\s]/),
        day: `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`,
      }
    })
}

/** A piece of text with the words that were looked for marked. */
export type Piece = { text: string; isHit: boolean }

/**
 * A text around the first of some words, without regard to diacritics, cut to `length`. The words must be plain.
 * Undefined where none of them is there.
 */
export function snippetOf(text: string, words: readonly string[], length = 180): Piece[] | undefined {
  const signs = [...text.normalize('NFC').replace(/\s+/g, ' ')]
  const plain = signs.map((sign) => {
    const simple = plainText(sign)
    // A sign that becomes two would shift all that follows it.
    return simple.length === 1 ? simple : sign.length === 1 ? sign.toLowerCase() : ' '
  })
  const flat = plain.join('')
  const hits = words
    .filter(Boolean)
    .flatMap((word) => [...flat.matchAll(new RegExp(`(?<![a-z0-9])${escaped(word)}`, 'g'))].slice(0, 20))
    .map((match) => ({ from: match.index, until: match.index + match[0].length }))
    .sort((one, other) => one.from - other.from)
  const first = hits[0]
  if (!first) return undefined
  const begin = Math.max(0, first.from - Math.floor(length / 3))
  const end = Math.min(signs.length, begin + length)
  const pieces: Piece[] = [{ text: begin > 0 ? '…' : '', isHit: false }]
  let at = begin
  for (const { from, until } of hits) {
    if (from < at || until > end) continue
    pieces.push({ text: signs.slice(at, from).join(''), isHit: false })
    pieces.push({ text: signs.slice(from, until).join(''), isHit: true })
    at = until
  }
  pieces.push({ text: signs.slice(at, end).join('') + (end < signs.length ? '…' : ''), isHit: false })
  return pieces.filter((piece) => piece.text !== '')
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The words of a search, as they stand in the index: letters and digits only. */
export const searchWords = (text: string): string[] =>
  plainText(text.slice(0, 200))
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .filter(Boolean)
    .slice(0, 12)
