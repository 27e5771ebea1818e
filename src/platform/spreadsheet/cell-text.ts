import { xlsx } from './xlsx.ts'

/** So many signs of a cell are read. */
export const longestCell = 10_000

/** A text of a cell without what no eye sees and the database refuses: zero bytes, halves of characters, blanks of word processors. */
export const cleanCell = (text: string): string => withBlanks(withoutUnseen(text))

const withoutUnseen = (text: string): string =>
  text.slice(0, longestCell).toWellFormed().normalize('NFC').replace(unseen, '').replace(joiner, '')

/** A text with ordinary blanks, and none at its ends. */
export const withBlanks = (text: string): string => text.replace(/\u00a0/g, ' ').trim()

/** A cleaned text in which blanks without break stay behind a letter: VISCII has the letter Õ there, as in VÕ. */
function cleanButForBlanks(text: string): string {
  const whole = withoutUnseen(text)
  const clean = whole.trim()
  const next = whole[whole.indexOf(clean) + clean.length]
  return clean !== '' && next === '\u00a0' ? `${clean}${next}` : clean
}

/** Zero bytes and other controls, and marks of direction and of breaks between letters. Old letters stand at some controls. */
const unseen = /(?![\t\n\r\u0080-\u009f])\p{Cc}|[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\ufeff]/gu
/** It joins pictures of several people, and no letters that are written here. */
const joiner = /(?<!\p{Extended_Pictographic}|\ufe0f|[\u{1f3fb}-\u{1f3ff}])\u200d/gu

type CellObject = import('@e965/xlsx').CellObject

/**
 * The signs of a format that place digits: of its first section, without texts in quotes, escaped signs, colours and
 * languages in brackets, and gaps.
 */
function bare(format: string): string {
  let signs = ''
  for (let at = 0; at < format.length && format[at] !== ';'; at += 1) {
    const sign = format[at] ?? ''
    const end = sign === '"' ? format.indexOf('"', at + 1) : sign === '[' ? format.indexOf(']', at) : -1
    if (end >= 0) at = end
    else if ('\\_*'.includes(sign)) at += 1
    else signs += sign
  }
  return signs
}

const two = (part: number): string => String(part).padStart(2, '0')

/** A number in a format of dates: a day, a time where the format has only hours, a year where it has only years. */
function dateText(value: number, format: string, date1904: boolean): string {
  const { SSF } = xlsx()
  const read = SSF.parse_date_code(value, { date1904 })
  // A number that is no day, such as 20240305 in a cell for dates: it stays what it is.
  if (!read) return numberAsText(value)
  // Hours that go on beyond a day: 36:00.
  if (/\[(?:h+|m+|s+)\]/i.test(format)) return cleanCell(SSF.format(format, value))
  const signs = bare(format).toLowerCase()
  if (/h/.test(signs) && !/[dy]/.test(signs)) return `${two(read.H)}:${two(read.M)}`
  if (/^y+$/.test(signs.trim())) return String(read.y)
  return `${String(read.y).padStart(4, '0')}-${two(read.m)}-${two(read.d)}`
}

/** A code kept as a number: its format fills it up with noughts, and may put letters beside them. */
const isCode = (format: string): boolean => /^\s*0{2,}\s*$|^\s*0#+\s*$/.test(bare(format))

/** A format without what it says in brackets at its beginning: `[$-42A]00000`. */
const withoutLanguage = (format: string): string =>
  format.startsWith('[') ? format.slice(format.indexOf(']') + 1) : format

function numberText(value: number, format: string, date1904: boolean): string {
  const { SSF } = xlsx()
  if (format && SSF.is_date(format)) return dateText(value, format, date1904)
  // A share is kept as 0.95 and shown as 95 %. A sign in quotes is only shown.
  if (bare(format).includes('%')) return `${numberAsText(Number((value * 100).toPrecision(12)))} %`
  if (isCode(format) && Number.isInteger(value)) return cleanCell(SSF.format(withoutLanguage(format), value))
  const precision = /^"(trên|hơn|gần|khoảng|over|nearly|about) "/.exec(format)?.[1]
  return precision === undefined ? numberAsText(value) : `${precision} ${numberAsText(value)}`
}

/** A cell as text. A formula whose value the program that wrote it did not keep is told as the formula: it is no empty cell. */
export function cellText(cell: CellObject | undefined, date1904: boolean): string {
  if (cell === undefined) return ''
  if (cell.v === undefined || cell.v === null) return cell.f ? `=${cell.f}` : ''
  if (cell.t === 'n' && typeof cell.v === 'number') return numberText(cell.v, String(cell.z ?? ''), date1904)
  return cell.t === 'e' ? cleanCell(cell.w ?? '#') : cleanButForBlanks(String(cell.v))
}

/** A number of a cell as text: 1.234 becomes `1.2340`, since people who type `1.234` mean a thousand (`readNumber`). */
function numberAsText(value: number): string {
  const text = String(value)
  return /^-?\d{1,3}\.\d{3}$/.test(text) ? `${text}0` : text
}
