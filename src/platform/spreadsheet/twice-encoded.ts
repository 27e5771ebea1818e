import type { Notice, SpreadsheetRow } from '../spreadsheet.ts'
import { letters } from '../xml.ts'

/**
 * Text in UTF-8 that a program took for Western or Vietnamese Windows and wrote in UTF-8 again: “Há»™i nghá»‹” is Hội nghị.
 */

const charsets = ['windows-1252', 'windows-1258'] as const

/** The byte of each sign. Programs keep the bytes to which Windows gives no sign as controls of the same number. */
function bytesOf(charset: (typeof charsets)[number]): ReadonlyMap<string, number> {
  const decoder = new TextDecoder(charset)
  const bytes = new Map<string, number>()
  for (let byte = 0x80; byte < 0x100; byte += 1) {
    bytes.set(String.fromCharCode(byte), byte)
    bytes.set(decoder.decode(Uint8Array.of(byte)), byte)
  }
  return bytes
}
const byteOf = charsets.map(bytesOf)

/** What letters of Vietnamese begin with in UTF-8, as it looks then. “lÃ” is là; “VÃ” may be a word in capitals. */
const beginning = /[\u00c3-\u00c6\u00cc\u00e1\u0102]\P{ASCII}|\p{Ll}[\u00c3\u0102](?: |$)/u
/** The blank without break that stood after a letter or two is an ordinary one, or gone at the end of a cell. */
const lostBlank = /([\u00c3\u00c6\u0102]|\u00e1[\u00ba\u00bb])(?: |$)/g
/** The letters and signs that texts in Vietnamese hold beside plain ones. */
const expected =
  /^(?:\p{ASCII}|[\u00a0-\u00b7\u00bb-\u00bd\u00c0-\u00c3\u00c8-\u00ca\u00cc\u00cd\u00d2-\u00d5\u00d7\u00d9\u00da\u00dd\u00e0-\u00e3\u00e8-\u00ea\u00ec\u00ed\u00f2-\u00f5\u00f9\u00fa\u00fd\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u2010-\u2022\u2026\u20ab\ufeff]|[\u0300-\u0303]|[\u0306\u0309\u031b\u0323])*$/u
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decodedOnce(text: string, byte: ReadonlyMap<string, number>): string | undefined {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at)
    const one = sign < '\u0080' ? sign.charCodeAt(0) : byte.get(sign)
    if (one === undefined) return undefined
    bytes[at] = one
  }
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

/** What a web page writes for a letter: by its number, or those of Vietnamese that have names, `&ocirc;`. */
const reference = /&(?:#(?:\d|x[\da-f])|[aeiouy](?:grave|acute|circ|tilde);)/i
const marks: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
}
const withNamedLetters = (text: string): string =>
  text.replace(
    /&([aeiouy])(grave|acute|circ|tilde);/gi,
    (_, letter, mark) => letter + marks[mark.toLowerCase()],
  )

/**
 * A text as it was meant, with letters for what a web page wrote as `&#7897;`; undefined where nothing of it was encoded twice.
 * All of it must be UTF-8 then, and letters of Vietnamese. Several programs may have done it one after the other.
 */
export function encodedOnce(text: string): string | undefined {
  const found = meantBy(reference.test(text) ? letters(withNamedLetters(text)) : text, 3)
  return found === text ? undefined : found.normalize('NFC')
}

function meantBy(text: string, turns: number): string {
  if (turns === 0 || !beginning.test(text)) return text
  const whole = text.replace(lostBlank, '$1\u00a0')
  for (const byte of byteOf) {
    const meant = decodedOnce(whole, byte)
    if (meant === undefined) continue
    const further = meantBy(meant, turns - 1)
    if (further !== meant || expected.test(meant)) return further
  }
  return text
}

/** Rows whose cells are as they were meant, and how many were not. */
export function encodedOnceIn(rows: SpreadsheetRow[]): { rows: SpreadsheetRow[]; notices: Notice[] } {
  let count = 0
  const inOne = (cell: string): string => {
    const meant = encodedOnce(cell)?.trim()
    if (meant !== undefined) count += 1
    return meant ?? cell
  }
  const once = rows.map(({ number, cells }) => ({ number, cells: cells.map(inOne) }))
  return { rows: once, notices: count > 0 ? [{ code: 'readAsEncodedTwice', params: { count } }] : [] }
}
