import { slugOf } from '#platform/plain-text'
import { Problem, type ProblemParams } from '#platform/problem'
import { readWorkbook, type SpreadsheetRow } from '#platform/spreadsheet'
import type { Choice, Condition, Field, FieldType } from '../entry.ts'
import { freeKey, mostQuestions } from '../forms/rules.ts'
import { type Line, linesOf } from './columns.ts'
import { conditionsFrom, limitsFrom } from './expressions.ts'

/** The largest XLSForm that is read: a form is words, not pictures. */
export const largestXlsForm = 1_048_576

/**
 * Something of a file to be told, with its sheet, row and column. A fault keeps the form from being taken over; anything
 * else says what is left out or read in another way. Its sentence: `xlsform.<code>`.
 */
export type Remark = {
  sheet: string
  row: number
  column: string
  code: string
  params: ProblemParams
  isFault: boolean
}

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
}

/** A question with what the file says it counts; whether that can be is not known yet. */
export type ReadField = Field & { row: number }

export type ReadForm = {
  title: string
  fields: ReadField[]
  indicators: DescribedIndicator[]
  remarks: Remark[]
}

const types: Record<string, FieldType> = {
  integer: 'count',
  int: 'count',
  decimal: 'quantity',
  text: 'text',
  string: 'text',
  date: 'date',
  time: 'time',
  geopoint: 'place',
  location: 'place',
  image: 'photo',
  photo: 'photo',
}

/** What a phone notes by itself; ours notes what it needs. */
const noted = [
  'start',
  'end',
  'today',
  'deviceid',
  'phonenumber',
  'username',
  'email',
  'audit',
  'simserial',
  'subscriberid',
  'start-geopoint',
]

const isYes = (text: string): boolean => /^(yes|true|true\(\)|1|có|x)$/i.test(text.trim())

/** Where the reading stands: in which list, under which conditions. */
type Open = {
  kind: 'group' | 'repeat'
  row: number
  relevant: string[]
  people?: ReadField | undefined
  isSkipped: boolean
}

class Survey {
  readonly fields: ReadField[] = []
  readonly remarks: Remark[] = []
  private readonly open: Open[] = []
  private readonly keys = new Map<string, ReadField>()
  private readonly lists: Map<string, Choice[]>

  constructor(lists: Map<string, Choice[]>) {
    this.lists = lists
  }

  private remark(
    line: Line,
    column: string,
    code: string,
    params: ProblemParams = {},
    isFault = false,
  ): void {
    this.remarks.push({ sheet: 'survey', row: line.row, column, code, params, isFault })
  }

  private get isSkipped(): boolean {
    return this.open.some((one) => one.isSkipped)
  }

  /** The list in which the next question stands. */
  private get list(): ReadField | undefined {
    return this.open
      .filter(({ kind }) => kind === 'repeat')
      .map((one) => this.fields.find(({ row }) => row === one.row))
      .at(-1)
  }

  take(line: Line): void {
    const type = line.said('type').split(/\s+/).join(' ').toLowerCase()
    const [, mark, kind] = /^(begin|end)[ _](group|repeat)$/.exec(type) ?? []
    if (mark === 'end') this.close(line, kind === 'repeat' ? 'repeat' : 'group')
    else if (mark === 'begin') {
      this.tellUnread(line)
      this.begin(line, kind === 'repeat' ? 'repeat' : 'group')
    } else if (type === '') {
      const isFault = line.said('name') !== '' || line.said('label', 'vi') !== ''
      if (isFault) this.remark(line, 'type', 'type_is_missing', {}, true)
    } else if (!this.isSkipped && !this.open.at(-1)?.people) {
      // The two halves of people by sex are no questions of their own.
      this.tellUnread(line)
      const field = this.question(line, type)
      if (field) this.add(line, field)
    }
  }

  private tellUnread(line: Line): void {
    if (this.isSkipped) return
    for (const { heading, value, isUnknown } of line.unread)
      if (!isUnknown) this.remark(line, heading, 'column_is_left_out', { value: value.slice(0, 60) })
  }

  private begin(line: Line, kind: 'group' | 'repeat'): void {
    const relevant = line.said('relevant')
    const isSkipped = this.isSkipped
    const open: Open = { kind, row: line.row, relevant: relevant ? [relevant] : [], isSkipped }
    if (kind === 'repeat' && !isSkipped) {
      if (this.list) {
        this.remark(line, 'type', 'list_in_list_is_left_out', { name: line.said('name') })
        open.isSkipped = true
      } else {
        // Its own condition is the list's, not that of each question in it.
        this.add(line, this.blank(line, 'repeat'))
        open.relevant = []
      }
    } else if (line.said('lantoa_type') === 'people' && !isSkipped) {
      open.people = this.add(line, this.blank(line, 'people'))
    } else if (kind === 'group' && !isSkipped && line.said('label', 'vi') !== '')
      this.remark(line, 'type', 'group_is_dissolved', { label: line.said('label', 'vi').slice(0, 60) })
    this.open.push(open)
  }

  private close(line: Line, kind: 'group' | 'repeat'): void {
    if (this.open.at(-1)?.kind === kind) this.open.pop()
    else this.remark(line, 'type', 'end_without_begin', {}, true)
  }

  finish(): void {
    for (const { row } of this.open)
      this.remarks.push({
        sheet: 'survey',
        row,
        column: 'type',
        code: 'begin_without_end',
        params: {},
        isFault: true,
      })
  }

  private question(line: Line, said: string): ReadField | undefined {
    const select = /^select[ _](one|1|multiple|all that apply)(?: from)? \S+(?:\s(.*))?$/.exec(
      said.replace(/^select1/, 'select_1'),
    )
    if (select)
      return this.choice(
        line,
        select[1] === 'one' || select[1] === '1' ? 'choice' : 'choices',
        select[2] ?? '',
      )
    const type = types[said]
    if (!type) {
      const code = noted.includes(said) ? 'noted_by_itself' : 'type_is_left_out'
      this.remark(line, 'type', code, { type: said.slice(0, 40) })
      return undefined
    }
    if (type === 'photo' && (this.list || this.fields.some((field) => field.type === 'photo'))) {
      this.remark(line, 'type', this.list ? 'photo_in_list_is_left_out' : 'second_photo_is_left_out')
      return undefined
    }
    return this.blank(line, type === 'count' && line.said('lantoa_type') === 'money' ? 'money' : type)
  }

  private choice(line: Line, type: 'choice' | 'choices', more: string): ReadField | undefined {
    const name = line.said('type').trim().split(/\s+/)
    const list =
      name[/^(?:select_one|select_multiple|select1|select_1)$/i.test(name[0] ?? '') ? 1 : name.length - 1] ??
      ''
    const choices = this.lists.get(list)
    if (more.trim() !== '') this.remark(line, 'type', 'other_is_left_out', { more: more.trim().slice(0, 40) })
    if (!choices) {
      this.remark(line, 'type', 'choices_are_missing', { list })
      return undefined
    }
    return { ...this.blank(line, type), choices }
  }

  private blank(line: Line, type: FieldType): ReadField {
    const name = line.said('name')
    const label = line.said('label', 'vi') || line.said('label', 'en')
    if (label === '') this.remark(line, 'label', 'label_is_missing', { name })
    const number = (column: string): number | null => {
      const text = line.said(column)
      if (text === '') return null
      if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
      this.remark(line, column, 'number_is_none', { value: text.slice(0, 40) })
      return null
    }
    return {
      row: line.row,
      key: this.keyFor(line, name || label),
      type,
      parent: this.list?.key ?? null,
      label_vi: (label || name || type).slice(0, 300),
      label_en: (line.said('label', 'en') || label || name || type).slice(0, 300),
      help_vi: line.said('hint', 'vi').slice(0, 1000) || null,
      help_en: line.said('hint', 'en').slice(0, 1000) || null,
      unit_vi: line.said('unit', 'vi').slice(0, 60) || (type === 'money' ? 'đồng' : null),
      unit_en:
        line.said('unit', 'en').slice(0, 60) ||
        line.said('unit', 'vi').slice(0, 60) ||
        (type === 'money' ? 'đồng' : null),
      required: isYes(line.said('required')),
      minimum: number('minimum'),
      maximum: number('maximum'),
      choices: null,
      shown_if: [],
      indicator: line.said('indicator') || null,
      count_as: null,
      counted_choice: line.said('counted_choice') || null,
    }
  }

  /** A key as ours may be, and no other question has. */
  private keyFor(line: Line, name: string): string {
    const wanted = /^[a-z][a-z0-9_]{0,39}$/.test(name) ? name : undefined
    const key = wanted && !this.hasKey(wanted) && wanted !== 'constructor' ? wanted : undefined
    if (key) return key
    const free = freeKey(slugOf(name) || 'cau_hoi', new Set(this.fields.map((field) => field.key)))
    if (name !== '') this.remark(line, 'name', 'name_is_changed', { name: name.slice(0, 60), key: free })
    return free
  }

  private hasKey = (key: string): boolean => this.fields.some((field) => field.key === key)

  private add(line: Line, field: ReadField): ReadField {
    const own = line.said('relevant')
    // What holds for a list holds for all that lies in it: only the groups within it are said again.
    const list = this.open.findLastIndex(({ kind }) => kind === 'repeat')
    const outer = this.open.slice(list + 1).flatMap(({ relevant }) => relevant)
    field.shown_if = [...outer, ...(own ? [own] : [])].flatMap((text) => this.conditions(line, text))
    const constraint = line.said('constraint')
    if (constraint !== '') {
      const limits = limitsFrom(constraint, field)
      if (limits) Object.assign(field, limits)
      else this.remark(line, 'constraint', 'constraint_is_left_out', { text: constraint.slice(0, 120) })
    }
    const name = line.said('name') || field.key
    if (!this.keys.has(name)) this.keys.set(name, field)
    this.fields.push(field)
    return field
  }

  private conditions(line: Line, text: string): Condition[] {
    const read = conditionsFrom(text, (name) => this.keys.get(name))
    if (!read) this.remark(line, 'relevant', 'relevant_is_left_out', { text: text.slice(0, 120) })
    return read ?? []
  }
}

/** The lists of choices of a workbook, by their names. */
function choicesIn(rows: readonly SpreadsheetRow[], remarks: Remark[]): Map<string, Choice[]> {
  const lists = new Map<string, Choice[]>()
  for (const line of linesOf(rows).lines) {
    const list = line.said('list_name')
    const name = line.said('name')
    if (list === '' || name === '') continue
    const remark = (column: string, code: string, params: ProblemParams) =>
      remarks.push({ sheet: 'choices', row: line.row, column, code, params, isFault: false })
    for (const { heading, value } of line.unread.filter(({ isUnknown }) => !isUnknown))
      remark(heading, 'column_is_left_out', { value: value.slice(0, 60) })
    const there = lists.get(list) ?? []
    if (there.some(({ value }) => value === name)) {
      remark('name', 'choice_is_there_twice', { name })
      continue
    }
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/.test(name)) {
      remark('name', 'choice_is_left_out', { name: name.slice(0, 60) })
      continue
    }
    const label = line.said('label', 'vi') || line.said('label', 'en') || name
    lists.set(list, [
      ...there,
      {
        value: name,
        label_vi: label.slice(0, 200),
        label_en: (line.said('label', 'en') || label).slice(0, 200),
      },
    ])
  }
  return lists
}

const indicatorsIn = (rows: readonly SpreadsheetRow[]): DescribedIndicator[] =>
  linesOf(rows)
    .lines.filter((line) => /^[a-z][a-z0-9_]{2,59}$/.test(line.said('code')))
    .slice(0, 100)
    .map(({ said }) => ({
      code: said('code'),
      nameVi: said('name', 'vi').slice(0, 300),
      nameEn: (said('name', 'en') || said('name', 'vi')).slice(0, 300),
      unitVi: said('unit', 'vi').slice(0, 60),
      unitEn: (said('unit', 'en') || said('unit', 'vi')).slice(0, 60),
      rule: said('rule'),
      isMoney: isYes(said('is_money')),
      definitionVi: said('definition', 'vi').slice(0, 2000),
      definitionEn: (said('definition', 'en') || said('definition', 'vi')).slice(0, 2000),
      source: said('source').slice(0, 500),
      formula: said('formula').slice(0, 2000),
    }))

/**
 * Reads an XLSForm workbook. Nothing is guessed: what our forms cannot say is named by its row and column.
 * @throws Problem `xlsform_is_too_large`, `xlsform_has_no_survey`, and those of `readWorkbook`
 */
export function readXlsForm(bytes: Uint8Array): ReadForm {
  if (bytes.length > largestXlsForm) throw new Problem('xlsform_is_too_large', { megabytes: 1 })
  const sheets = readWorkbook(bytes)
  const rows = sheets.get('survey')
  if (!rows) throw new Problem('xlsform_has_no_survey')
  const remarks: Remark[] = []
  const { headings, lines } = linesOf(rows)
  if (!headings.some((heading) => heading.trim().toLowerCase() === 'type'))
    throw new Problem('xlsform_has_no_survey')
  if (lines.length > mostQuestions * 5)
    throw new Problem('form_has_too_many_questions', { maximum: mostQuestions })
  const survey = new Survey(choicesIn(sheets.get('choices') ?? [], remarks))
  for (const line of lines) survey.take(line)
  survey.finish()
  const unknown = new Set(
    lines.flatMap((line) => line.unread.filter((one) => one.isUnknown).map((one) => one.heading)),
  )
  for (const heading of unknown)
    remarks.push({
      sheet: 'survey',
      row: rows[0]?.number ?? 1,
      column: heading,
      code: 'column_is_unknown',
      params: {},
      isFault: false,
    })
  const [settings] = linesOf(sheets.get('settings') ?? []).lines
  return {
    title: settings?.said('form_title') ?? '',
    fields: survey.fields,
    indicators: indicatorsIn(sheets.get('indicators') ?? []),
    remarks: [...survey.remarks, ...remarks].sort(
      (one, other) => Number(other.isFault) - Number(one.isFault),
    ),
  }
}
