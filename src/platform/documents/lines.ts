/** Lines of an official document whose wording follows fixed rules. */

import { withoutEnd } from '../plain-text.ts'
import { type Day, isDay } from '../time.ts'
import type { DocumentLayout } from './layout.ts'

/**
 * `Cần Đước, ngày 05 tháng 02 năm 2026`. Days below 10 and the months 1 and 2 get a leading zero, other months none:
 * a 3 cannot be changed into a 13 by hand, a 1 into a 12 can.
 * @throws Error where the day is not one of the calendar.
 */
export function dateLine(place: string, day: Day): string {
  if (!isDay(day)) throw new Error(`“${day}” is not a day of the calendar.`)
  const [year, month, date] = day.split('-').map(Number)
  return `${place}, ngày ${twoDigits(date)} tháng ${Number(month) <= 2 ? twoDigits(month) : month} năm ${year}`
}

const twoDigits = (number: number | undefined): string => String(number).padStart(2, '0')

/**
 * `Số 12-BC/ĐU` for the Party, `Số: 12/BC-UBND` for the State. A number below 10 gets its leading zero; where it is
 * null, room stays to write it in: `Số      -BC/ĐU`.
 */
export function numberLine(layout: DocumentLayout, number: string | null, symbol: string): string {
  const { format, digits, blankSpaces } = layout.header.number
  const shown = number?.trim() ? number.trim().padStart(digits, '0') : ' '.repeat(blankSpaces)
  // Replacements are functions: a `$` in what was typed must not be read as a pattern.
  return format.replace('{number}', () => shown).replace('{symbol}', () => symbol)
}

const authorities = {
  TM: /^T ?\/? ?M\b\.?/i,
  KT: /^K ?\/? ?T\b\.?/i,
  TL: /^T ?\/? ?L\b\.?/i,
  TUQ: /^T ?\/? ?U ?\/? ?Q\b\.?/i,
  Q: /^Q\b\.?/i,
} as const

/** `T/M BAN THƯỜNG VỤ` for the Party and `TM. ỦY BAN NHÂN DÂN` for the State, whichever way it was written. */
export function authorityLine(layout: DocumentLayout, authority: string): string {
  const forms = layout.signature.authorityForms
  const said = authority.trim().replace(/\s+/g, ' ')
  for (const key of Object.keys(authorities) as (keyof typeof authorities)[]) {
    const written = authorities[key].exec(said)
    // What follows must be another word: `TLĐ` is a name, and `\b` knows only English letters.
    const rest = written && said.slice(written[0].length)
    if (rest?.startsWith(' ')) return `${forms[key]} ${rest.trim()}`
  }
  return authority.trim()
}

const romans: [number, string][] = [
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

/** A number from 1 on in Roman numerals, as headings bear it: `XVI`. */
export function roman(count: number): string {
  let rest = count
  let numeral = ''
  for (const [value, sign] of romans)
    while (rest >= value) {
      numeral += sign
      rest -= value
    }
  return numeral
}

/** The number of the nth heading of a level: `II- `, `2. `, `b) `. After the last letter come two: `aa) `. */
export function headingNumber(layout: DocumentLayout, level: 1 | 2 | 3, count: number): string {
  const letters = [...layout.body.letters]
  const round = Math.floor((count - 1) / letters.length) + 1
  const letter = (letters[(count - 1) % letters.length] ?? '').repeat(round)
  return layout.body.headings[(level - 1) as 0 | 1 | 2].numbering
    .replace('{roman}', roman(count))
    .replace('{arabic}', String(count))
    .replace('{letter}', letter)
}

/** `- Các chi bộ trực thuộc,` … `- Lưu Văn phòng Đảng ủy.`, whatever the lines ended with before. */
export function recipientLines(layout: DocumentLayout, recipients: string[]): string[] {
  const { prefix, separator, end } = layout.recipients
  const lines = recipients
    .map((line) => line.trim().replace(/^[-–]\s*/, ''))
    .map((line) => withoutEnd(line, /[\s,;.]/))
    .filter(Boolean)
  return lines.map((line, index) => `${prefix}${line}${index === lines.length - 1 ? end : separator}`)
}

/** Only addresses of the web are linked: a document must not carry a `javascript:` or `file:` link. */
export function safeUrl(url: string | undefined): string | null {
  if (url === undefined || !URL.canParse(url)) return null
  const { protocol, href } = new URL(url)
  return protocol === 'https:' || protocol === 'http:' ? href : null
}
