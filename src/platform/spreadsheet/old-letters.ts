import { type Legacy, legacyOf, modernised } from '../documents/legacy-letters.ts'
import type { Notice, SpreadsheetRow } from '../spreadsheet.ts'
import type { OldFonts } from './old-fonts.ts'
import { isSyllable, remembered } from './syllables.ts'

/** Letters of Vietnamese that only Unicode has. */
export const modern =
  /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]/
/** Words in which something else stands than plain letters. TCVN3 has letters at the places of signs, such as ¨ and §. */
const words = /[\p{L}\p{M}\u00a1-\u00bf\u00d7\u00f7]+/gu
/** Words of VISCII, which has capitals at the places of all other signs: “TR…N” is TRẦN. */
const wordsOfViscii = /[\p{L}\p{M}\u0080-\u00ff\u02dc\u2013-\u203a\u20ac\u2122]+/gu
/** Measures and numbers of Western texts, which would be words in VISCII: m² is no “mỗ”. */
const isMeasure = (word: string): boolean => /^(?:[ckdm]?m|ha|n)[²³°º]$/i.test(word)
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the plain signs.
export const plain = /^[\u0000-\u007f]*$/

/** Icelandic Ð looks like Đ, and some keyboards for Vietnamese write it. */
const withVietnameseD = (text: string): string => text.replaceAll('\u00d0', 'Đ')

const markedWords = (text: string, writing?: Legacy): string[] =>
  (text.match(writing === 'viscii' ? wordsOfViscii : words) ?? []).filter(
    (word) => !plain.test(word) && !isMeasure(word),
  )

/** All in small letters, all in capitals, or with a capital before small letters. */
const hasCaseOfWords = (word: string): boolean =>
  [word.toLowerCase(), word.toUpperCase()].some(
    (same) => word.slice(1) === same.slice(1) && (word[0] === same[0] || same === word.toLowerCase()),
  )

/** A word in capitals: two plain ones, or one that does not begin it. “Lª” begins with one as names do, “§øC” ends in one. */
const isInCapitals = (word: string): boolean =>
  !/[a-z]/.test(word) && (/[A-Z].*[A-Z]/.test(word) || /^[^A-Za-z].*[A-Z]|^[^A-Za-z][A-Z]/.test(word))

/** A word in letters of today. Old fonts had few capitals with marks: those of a word in capitals are made. */
function read(word: string, writing: Legacy): string {
  const now = modernised(word, writing, '').normalize('NFC')
  return writing !== 'viscii' && isInCapitals(word) ? now.toUpperCase() : now
}

/** Whether a word is one of Vietnamese only if it was written in an old way. */
const isOldWordIn = (writing: Legacy): ((word: string) => boolean) =>
  remembered((word) => {
    if (isMeasure(word) || !/[A-Za-z]|../.test(word) || isSyllable(withVietnameseD(word))) return false
    const now = read(word, writing)
    return isSyllable(now) && (writing !== 'viscii' || hasCaseOfWords(now))
  })
const isOld: Readonly<Record<Legacy, (word: string) => boolean>> = {
  tcvn3: isOldWordIn('tcvn3'),
  vni: isOldWordIn('vni'),
  viscii: isOldWordIn('viscii'),
}
const isOldWord = (word: string, writing: Legacy): boolean => isOld[writing](word)

/** How many of some words are spelt as no syllable. */
const misspelt = (some: readonly string[]): number => some.filter((word) => !isSyllable(word)).length

/** Words that are Vietnamese only if they were written in an old way. */
const oldWords = (texts: readonly string[], writing: Legacy): string[] => [
  ...new Set(
    texts
      .flatMap((text) => markedWords(text, writing))
      // A blank without break shows nothing: “B” and such a blank would be BÕ.
      .filter((word) => !word.includes('\u00a0') && isOldWord(word, writing)),
  ),
]

/** The old way in which texts without any letter of today were written, and how many different words show it. */
export function oldWriting(texts: readonly string[]): { writing: Legacy; shown: number } {
  const found = (['tcvn3', 'vni', 'viscii'] as const).map((writing) => ({
    writing,
    shown: oldWords(texts, writing).length,
  }))
  return found.reduce((most, next) => (next.shown > most.shown ? next : most))
}

/** How many different words with marks are Vietnamese as they stand. */
export const wordsOfToday = (text: string): number =>
  [...new Set(markedWords(text))].filter(isSyllable).length

/** How a sheet was written: all of it in one way. Few words in a sheet of today are foreign names. */
function writingOf(cells: readonly string[]): { writing: Legacy; isMost: boolean } | undefined {
  const now = cells.filter((cell) => modern.test(cell)).length
  const others = cells.filter((cell) => !modern.test(cell) && !plain.test(cell))
  const { writing, shown } = oldWriting(others)
  if (shown < (now === 0 ? 2 : 3)) return undefined
  const old = others.filter((cell) => oldWords([cell], writing).length > 0).length
  return old * 10 < now ? undefined : { writing, isMost: old > now }
}

/** How many words of a text are spelt as no syllable: as it stands, and taken for one of an old way of writing. */
export function spelling(text: string, writing: Legacy): { asItStands: number; asOld: number } {
  const marked = markedWords(text, writing)
  return {
    asItStands: misspelt(marked.map(withVietnameseD)),
    asOld: misspelt(marked.map((word) => read(word, writing))),
  }
}

/** A cell of VISCII: words of Vietnamese with all signs that are letters there, and others in another way. */
const inViscii = (cell: string, otherwise: (word: string) => string): string =>
  cell.replace(wordsOfViscii, (word) => (isOldWord(word, 'viscii') ? read(word, 'viscii') : otherwise(word)))

/** A cell in letters of today; undefined where it is in them, or is better spelt as it stands. */
function fromOld(
  cell: string,
  { writing, isMost }: { writing: Legacy; isMost: boolean },
): string | undefined {
  if (plain.test(cell) || modern.test(cell)) return undefined
  const { asItStands, asOld } = spelling(cell, writing)
  if (asOld > asItStands || (asOld === asItStands && (asOld > 0 || !isMost))) return undefined
  const inWords = (text: string): string =>
    text.replace(words, (word) => (plain.test(word) || isMeasure(word) ? word : read(word, writing)))
  const text = writing === 'viscii' ? inViscii(cell, inWords) : inWords(cell)
  return text === cell ? undefined : text
}

/** A cell in letters of today, by the font in which it is shown; undefined where it is in them already. */
function byFont(cell: string, font: string): string | undefined {
  const writing = legacyOf(font)
  if (!writing || plain.test(cell) || modern.test(cell)) return undefined
  const inWords = (text: string): string =>
    text.replace(words, (word) => modernised(word, writing, font).normalize('NFC'))
  return writing === 'viscii' ? inViscii(cell, inWords) : inWords(cell)
}

/** The letters of a column counted from 0: A, B … Z, AA. */
export const letterOf = (index: number): string =>
  (index >= 26 ? letterOf(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))

/**
 * Rows in letters of today. The font of a cell says how it was written. Where it does not, the way of writing is found once for
 * the sheet; what is in Unicode already stays as it is.
 */
export function inLettersOfToday(
  rows: SpreadsheetRow[],
  fonts: OldFonts = new Map(),
): { rows: SpreadsheetRow[]; notices: Notice[] } {
  const found = writingOf(rows.flatMap(({ cells }) => cells))
  // A sheet that was typed in Unicode may have kept the old fonts: they say nothing then.
  const isSaidByFont =
    fonts.size > 0 &&
    rows.every(({ number, cells }) =>
      cells.every((cell, index) => !modern.test(cell) || !fonts.has(`${letterOf(index)}${number}`)),
    )
  let count = 0
  const inOne = (cell: string, font: string | undefined): string => {
    const text = font === undefined ? found && fromOld(cell, found) : byFont(cell, font)
    if (text === undefined) return withVietnameseD(cell).replaceAll('\u00ad', '')
    count += 1
    return text
  }
  const now = rows.map(({ number, cells }) => ({
    number,
    cells: cells.map((cell, index) =>
      inOne(cell, isSaidByFont ? fonts.get(`${letterOf(index)}${number}`) : undefined),
    ),
  }))
  return { rows: now, notices: count > 0 ? [{ code: 'readAsOldLetters', params: { count } }] : [] }
}
