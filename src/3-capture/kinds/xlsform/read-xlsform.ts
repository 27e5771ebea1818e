import { Problem } from '#platform/problem'
import { readWorkbook, type Spreadsheet } from '#platform/spreadsheet'
import { mostQuestions } from '../forms/rules.ts'
import { linesOf, surveyHead } from './columns.ts'
import {
  choicesIn,
  type DescribedIndicator,
  indicatorsIn,
  otherSheets,
  titleIn,
  unusedChoices,
} from './read-sheets.ts'
import { inOrder, type Remark, unreadRemarks } from './remarks.ts'
import { type ReadField, Survey } from './survey.ts'

/** The largest XLSForm that is read: a form is words, not pictures. */
export const largestXlsForm = 1_048_576

export type ReadForm = {
  title: string
  fields: ReadField[]
  indicators: DescribedIndicator[]
  remarks: Remark[]
}

/**
 * Reads an XLSForm workbook. Nothing is guessed: each cell is either carried over or named by its row and column.
 * @throws Problem `xlsform_is_too_large`, `xlsform_has_no_survey`, and those of `readWorkbook`
 */
export function readXlsForm(bytes: Uint8Array): ReadForm {
  if (bytes.length > largestXlsForm) throw new Problem('xlsform_is_too_large', { megabytes: 1 })
  const book = readWorkbook(bytes)
  const sheets = new Map([...book].map(([name, { rows: of }]) => [name, of]))
  const rows = sheets.get('survey') ?? []
  // Offices put the title of the form above the headings.
  const first = rows.slice(0, 10).findIndex(({ cells }) => cells.some(isType))
  if (first < 0) throw new Problem('xlsform_has_no_survey')
  const remarks: Remark[] = leftOutAbove(rows.slice(0, first))
  const { headings, lines } = linesOf(rows.slice(first))
  if (lines.length > mostQuestions * 5)
    throw new Problem('form_has_too_many_questions', { maximum: mostQuestions })
  const lists = choicesIn(sheets.get('choices') ?? [], remarks)
  const survey = new Survey(lists)
  for (const line of lines) survey.take(line)
  survey.finish()
  const isOurs = surveyHead.every((heading) => headings.includes(heading))
  const title = titleIn(sheets.get('settings') ?? [], isOurs, remarks)
  const indicators = indicatorsIn(sheets.get('indicators') ?? [], remarks)
  const all = [
    ...lettersReadAnew(book),
    ...survey.remarks,
    ...remarks,
    ...unusedChoices(lists, survey.used),
    ...otherSheets(sheets),
  ]
  return { title, fields: survey.fields, indicators, remarks: inOrder(all) }
}

const isType = (heading: string): boolean => heading.trim().toLowerCase() === 'type'

/** What stands above the headings of the questions. */
const leftOutAbove = (rows: Spreadsheet['rows']): Remark[] =>
  linesOf([{ number: 0, cells: [] }, ...rows]).lines.flatMap((line) => unreadRemarks('survey', line))

const ofLetters: Readonly<Record<string, readonly string[]>> = {
  readAsOldLetters: ['letters_are_old'],
  readAsEncodedTwice: ['letters_are_encoded_twice'],
}

/** The sheets whose letters were read anew: they were typed in an old font, or encoded twice. */
const lettersReadAnew = (book: ReadonlyMap<string, Spreadsheet>): Remark[] =>
  [...book].flatMap(([sheet, { notices }]) =>
    notices.flatMap(({ code, params }) =>
      (ofLetters[code] ?? []).map((code) => ({ sheet, row: 1, column: 'A', code, params, isFault: false })),
    ),
  )
