import { type Legacy, modernised } from '../documents/legacy-letters.ts'
import type { Notice, SpreadsheetRow } from '../spreadsheet.ts'

/** Letters of the West that no Vietnamese word has: in a word they are those of TCVN3 or VNI. */
const strange = /[ÆÇËÐÏÑÖØÜÞßäåæçëîïðñöøûüþ]/g
/** Letters of Vietnamese that only Unicode has. */
const modern = /[\u0102-\u01b0\u1ea0-\u1ef9]/
/** A vowel with a mark of VNI after it. */
const marked = /[aeouy][øûïäåëü]/gi

const count = (text: string, sign: RegExp): number => text.match(sign)?.length ?? 0

/** Fewer strange letters in a whole sheet are those of foreign names. */
const leastInSheet = 3

/** How a cell is written; undefined where it is in Unicode, or nothing speaks against it. */
function writingOf(cell: string): Legacy | undefined {
  const strangers = count(cell, strange)
  if (strangers === 0 || modern.test(cell)) return undefined
  return count(cell, marked) * 2 >= strangers ? 'vni' : 'tcvn3'
}

/** Rows in letters of today, cell by cell: what is in Unicode already stays as it is. */
export function inLettersOfToday(rows: SpreadsheetRow[]): { rows: SpreadsheetRow[]; notices: Notice[] } {
  const all = rows.flatMap(({ cells }) => cells.filter((cell) => writingOf(cell) !== undefined))
  if (all.reduce((sum, cell) => sum + count(cell, strange), 0) < leastInSheet) return { rows, notices: [] }
  const read = rows.map(({ number, cells }) => ({
    number,
    cells: cells.map((cell) => {
      const writing = writingOf(cell)
      return writing ? modernised(cell, writing, '').normalize('NFC') : cell
    }),
  }))
  return { rows: read, notices: [{ code: 'readAsOldLetters', params: { count: all.length } }] }
}
