import type { SpreadsheetRow } from '#platform/spreadsheet'
import type { Choice } from '../entry.ts'
import { type Line, letterOf, linesOf } from './columns.ts'
import { plainLabel, type Refer } from './labels.ts'
import { type Remark, shortly, unreadRemarks } from './remarks.ts'

/** An indicator as a file describes it. */
export type DescribedIndicator = {
  code: string
  nameVi: string
  nameEn: string
  unitVi: string
  unitEn: string
  rule: string
  isMoney: boolean
  definitionVi: string
  definitionEn: string
  source: string
  formula: string
  row: number
}

export const isYes = (text: string): boolean => /^(yes|true|true\(\)|1|có|x)$/i.test(text.trim())
export const isNo = (text: string): boolean => /^(no|false|false\(\)|0|không|)$/i.test(text.trim())

type Tell = (column: string, code: string, params?: Remark['params']) => void

/**
 * Words of a row as plain text of a certain length. What they lose is told.
 * @param refer what the name of a question stands for, in words that repeat its answer
 */
export function wordsOf(
  line: Line,
  name: string,
  language: 'vi' | 'en',
  most: number,
  tell: Tell,
  refer: Refer = () => undefined,
): string {
  const column = line.headingOf(name, language)
  const said = line.said(name, language)
  const { text, hasReference, hasMarks } = plainLabel(said, refer)
  if (hasReference) tell(column, 'reference_is_text', { value: shortly(said) })
  if (hasMarks) tell(column, 'marks_are_taken_off', { value: shortly(said) })
  if (text.length > most) tell(column, 'text_is_cut', { most, value: shortly(text.slice(most)) })
  return text.length > most ? cutBefore(text, most) : text
}

/** The first letters of a text. A cut through `${name}` of a question leaves nothing of that name. */
function cutBefore(text: string, most: number): string {
  const cut = text.slice(0, most)
  const open = cut.lastIndexOf('${')
  return open > cut.lastIndexOf('}') ? cut.slice(0, open) : cut
}

/** A list of choices of a workbook, with the rows that it was read from. */
export type ChoiceList = { choices: Choice[]; rows: { row: number; said: string }[] }

function choiceOf(line: Line, name: string, tell: Tell): Choice {
  const vi = wordsOf(line, 'label', 'vi', 200, tell)
  const en = wordsOf(line, 'label', 'en', 200, tell)
  return { value: name, label_vi: vi || en || name, label_en: en || vi || name }
}

/** The lists of choices of a workbook, by their names. */
export function choicesIn(rows: readonly SpreadsheetRow[], remarks: Remark[]): Map<string, ChoiceList> {
  const lists = new Map<string, ChoiceList>()
  for (const line of linesOf(rows).lines) {
    const list = line.said('list_name')
    const name = line.said('name')
    const tell: Tell = (column, code, params = {}) =>
      remarks.push({ sheet: 'choices', row: line.row, column, code, params, isFault: false })
    const there = lists.get(list) ?? { choices: [], rows: [] }
    const lost = (code: string) => {
      const label = [line.said('label', 'vi'), line.said('label', 'en')].filter(Boolean).join(' / ')
      tell('name', code, { name: shortly(name), label: shortly(label), list: shortly(list) })
    }
    if (list === '' || name === '') lost('choice_has_no_name')
    else if (there.choices.some(({ value }) => value === name)) lost('choice_is_there_twice')
    else if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/.test(name)) lost('choice_is_left_out')
    else {
      const choice = choiceOf(line, name, tell)
      const said = [...new Set([name, choice.label_vi, choice.label_en])].join(' / ')
      there.choices.push(choice)
      there.rows.push({ row: line.row, said })
      lists.set(list, there)
    }
    remarks.push(...unreadRemarks('choices', line))
  }
  return lists
}

/** The choices of lists that no question asks. */
export const unusedChoices = (lists: ReadonlyMap<string, ChoiceList>, used: ReadonlySet<string>): Remark[] =>
  [...lists]
    .filter(([list]) => !used.has(list))
    .flatMap(([list, { rows }]) =>
      rows.map(({ row, said }) => ({
        sheet: 'choices',
        row,
        column: 'list_name',
        code: 'list_is_not_used',
        params: { list: shortly(list), choice: shortly(said) },
        isFault: false,
      })),
    )

function indicatorOf(line: Line, tell: Tell): DescribedIndicator {
  const { said } = line
  const cut = (name: string, most: number, language?: 'vi' | 'en') => {
    const column = line.headingOf(name, language)
    const text = said(name, language)
    if (text.length > most) tell(column, 'text_is_cut', { most, value: shortly(text.slice(most)) })
    return text.slice(0, most)
  }
  const [nameVi, unitVi, definitionVi] = [
    cut('name', 300, 'vi'),
    cut('unit', 60, 'vi'),
    cut('definition', 2000, 'vi'),
  ]
  const money = said('is_money')
  if (!isYes(money) && !isNo(money)) tell('is_money', 'column_is_left_out', { value: shortly(money) })
  return {
    row: line.row,
    code: said('code'),
    nameVi,
    nameEn: cut('name', 300, 'en') || nameVi,
    unitVi,
    unitEn: cut('unit', 60, 'en') || unitVi,
    rule: said('rule'),
    isMoney: isYes(money),
    definitionVi,
    definitionEn: cut('definition', 2000, 'en') || definitionVi,
    source: cut('source', 500),
    formula: cut('formula', 2000),
  }
}

/** What a sheet of ours says of indicators. */
export function indicatorsIn(rows: readonly SpreadsheetRow[], remarks: Remark[]): DescribedIndicator[] {
  const indicators: DescribedIndicator[] = []
  for (const line of linesOf(rows).lines) {
    const tell: Tell = (column, code, params = {}) =>
      remarks.push({ sheet: 'indicators', row: line.row, column, code, params, isFault: false })
    const code = line.said('code')
    const isTaken =
      /^[a-z][a-z0-9_]{2,59}$/.test(code) &&
      indicators.length < 100 &&
      !indicators.some((one) => one.code === code)
    if (isTaken) indicators.push(indicatorOf(line, tell))
    else tell('code', 'indicator_is_left_out', { indicator: shortly(code) })
    remarks.push(...unreadRemarks('indicators', line))
  }
  return indicators
}

/** The title of a form. Its other settings are ours to give; those that somebody else gave are named. */
export function titleIn(rows: readonly SpreadsheetRow[], isOurs: boolean, remarks: Remark[]): string {
  const { lines } = linesOf(rows)
  const column = lines[0]?.headingOf('form_title') ?? 'form_title'
  const title = lines[0]?.said('form_title') ?? ''
  if (isOurs) for (const name of ['form_id', 'version', 'default_language']) lines[0]?.said(name)
  else if (lines[0] && title !== '')
    remarks.push({
      sheet: 'settings',
      row: lines[0].row,
      column,
      code: 'title_is_shown_only',
      params: { value: shortly(title) },
      isFault: false,
    })
  for (const line of lines) remarks.push(...unreadRemarks('settings', line))
  return title
}

/** The cells of all sheets that are not read. */
export const otherSheets = (sheets: ReadonlyMap<string, readonly SpreadsheetRow[]>): Remark[] =>
  [...sheets]
    .filter(([name]) => !['survey', 'choices', 'settings', 'indicators'].includes(name))
    .flatMap(([sheet, rows]) =>
      rows.flatMap(({ number, cells }) =>
        cells.flatMap((value, index) =>
          value === ''
            ? []
            : [
                {
                  sheet,
                  row: number,
                  column: letterOf(index),
                  code: 'sheet_is_left_out',
                  params: { value: shortly(value) },
                  isFault: false,
                },
              ],
        ),
      ),
    )
