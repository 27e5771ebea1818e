import { slugOf } from '#platform/plain-text'
import type { ProblemParams } from '#platform/problem'
import type { Condition, Field, FieldType } from '../entry.ts'
import { countings } from '../entry.ts'
import { freeKey } from '../forms/rules.ts'
import type { Line } from './columns.ts'
import { conditionsFrom, limitsFrom } from './expressions.ts'
import { referTo } from './labels.ts'
import { noted, other, otherOf, types } from './question-types.ts'
import { type ChoiceList, isNo, isYes, wordsOf } from './read-sheets.ts'
import { type Remark, shortly, unreadRemarks } from './remarks.ts'

/** A question with what the file says it counts; whether that can be is not known yet. */
export type ReadField = Field & { row: number }

/** Where the reading stands: in which list, under which conditions. */
type Open = {
  kind: 'group' | 'repeat'
  line: Line
  relevant: string[]
  /** The name of the question for people by sex, which is a group of two numbers. */
  people?: string
  isSkipped: boolean
  /** How many questions there were when it began. */
  from: number
}

/** The most conditions that a question may have. */
const mostConditions = 10

/** Reads the rows of a survey one after another. */
export class Survey {
  readonly fields: ReadField[] = []
  readonly remarks: Remark[] = []
  private readonly open: Open[] = []
  private readonly keys = new Map<string, ReadField>()
  /** The lists of choices that a question asks. */
  readonly used = new Set<string>()
  private readonly lists: ReadonlyMap<string, ChoiceList>

  constructor(lists: ReadonlyMap<string, ChoiceList>) {
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
      .map((one) => this.fields.find(({ row, type }) => type === 'repeat' && row === one.line.row))
      .at(-1)
  }

  take(line: Line): void {
    const type = line.said('type').split(/\s+/).join(' ').toLowerCase()
    const [, mark, kind] = /^(begin|end)[ _](group|repeat)$/.exec(type) ?? []
    const open = this.open.at(-1)
    if (mark === 'end') this.close(line, kind === 'repeat' ? 'repeat' : 'group')
    else if (mark === 'begin') this.begin(line, kind === 'repeat' ? 'repeat' : 'group')
    else if (type === '') {
      const isFault = line.said('name') !== '' || line.said('label', 'vi') !== ''
      const said = shortly([line.said('name'), line.said('label', 'vi')].filter(Boolean).join(' / '))
      if (isFault) this.remark(line, 'type', 'type_is_missing', { said }, true)
    } else if (this.isSkipped) this.drop(line, 'lies_in_left_out_list')
    else if (open?.people !== undefined) this.half(line, open.people)
    else {
      const field = this.question(line)
      if (field) this.add(line, field)
    }
    this.remarks.push(...unreadRemarks('survey', line))
  }

  /** Names a row that no question is made from, by its type, its name and its label. */
  private drop(line: Line, code: string): void {
    const words = [line.said('name'), line.said('label', 'vi'), line.said('label', 'en')]
    const said = shortly([...new Set(words)].filter(Boolean).join(' / '))
    this.remark(line, 'type', code, { type: shortly(line.said('type')), said })
  }

  /** The two halves of people by sex are no questions of their own. */
  private half(line: Line, people: string): void {
    const isFemale = line.is('name', `${people}_female`)
    const isHalf = isFemale || line.is('name', `${people}_male`)
    if (!isHalf || !/^int(eger)?$/i.test(line.said('type'))) {
      this.drop(line, 'half_is_left_out')
      return
    }
    line.is('label', isFemale ? 'Nữ' : 'Nam', 'vi')
    line.is('label', isFemale ? 'Women' : 'Men', 'en')
  }

  private begin(line: Line, kind: 'group' | 'repeat'): void {
    const isSkipped = this.isSkipped
    const open: Open = { kind, line, relevant: [], isSkipped, from: this.fields.length }
    if (isSkipped) this.drop(line, 'lies_in_left_out_list')
    else if (kind === 'repeat' && this.list) {
      this.drop(line, 'list_in_list_is_left_out')
      open.isSkipped = true
      // Its own condition is the list's, not that of each question in it.
    } else if (kind === 'repeat') this.add(line, this.blank(line, 'repeat'))
    else if (line.is('lantoa_type', 'people')) {
      open.people = line.said('name')
      this.add(line, this.blank(line, 'people'))
    } else {
      open.relevant = [line.said('relevant')].filter(Boolean)
      const words = [line.said('label', 'vi'), line.said('label', 'en'), line.said('name')]
      const label = shortly([...new Set(words)].filter(Boolean).join(' / '))
      if (label !== '') this.remark(line, 'type', 'group_is_dissolved', { label })
    }
    this.open.push(open)
  }

  private close(line: Line, kind: 'group' | 'repeat'): void {
    const open = this.open.at(-1)
    if (open?.kind !== kind) {
      this.remark(line, 'type', 'end_without_begin', {}, true)
      return
    }
    this.open.pop()
    // Nothing stands in it, so its condition holds for nothing.
    if (this.fields.length === open.from)
      for (const text of open.relevant)
        this.remark(open.line, 'relevant', 'relevant_is_left_out', { text: shortly(text) })
  }

  finish(): void {
    for (const { line } of this.open) this.remark(line, 'type', 'begin_without_end', {}, true)
  }

  private question(line: Line): ReadField | undefined {
    const said = line.said('type').split(/\s+/).join(' ')
    const [, one, list = '', more = ''] =
      /^(?:select[ _](one|1|multiple|all that apply)|select1)(?: from)? (\S+)(?: (.*))?$/i.exec(said) ?? []
    if (list !== '') {
      const isOne = one === undefined || /^(one|1)$/i.test(one)
      return this.choice(line, isOne ? 'choice' : 'choices', list, more)
    }
    const type = types[said.toLowerCase()]
    if (!type) {
      this.drop(line, noted.includes(said.toLowerCase()) ? 'noted_by_itself' : 'type_is_left_out')
      return undefined
    }
    if (type === 'photo' && (this.list || this.fields.some((field) => field.type === 'photo'))) {
      this.drop(line, this.list ? 'photo_in_list_is_left_out' : 'second_photo_is_left_out')
      return undefined
    }
    return this.blank(line, type === 'count' && line.is('lantoa_type', 'money') ? 'money' : type)
  }

  private choice(line: Line, type: 'choice' | 'choices', list: string, more: string): ReadField | undefined {
    const choices = this.lists.get(list)?.choices
    if (!choices) {
      this.drop(line, 'choices_are_missing')
      return undefined
    }
    this.used.add(list)
    const isOther = /^or[ _](specify[ _])?other$/i.test(more)
    if (more !== '' && !isOther) this.remark(line, 'type', 'other_is_left_out', { more: shortly(more) })
    const field = { ...this.blank(line, type), choices }
    if (!isOther) return field
    field.choices = choices.some(({ value }) => value === other.value) ? choices : [...choices, other]
    this.add(line, field)
    this.addOther(line, field)
    return undefined
  }

  /** What “or other” stands for: a text that is asked where “other” was chosen. */
  private addOther(line: Line, field: ReadField): void {
    const taken = new Set(this.fields.map(({ key }) => key))
    this.fields.push({ row: field.row, ...otherOf(field, freeKey(`${field.key.slice(0, 30)}_other`, taken)) })
    this.remark(line, 'type', 'other_is_a_question', { label: shortly(field.label_vi) })
  }

  private words(line: Line, column: string, language: 'vi' | 'en', most: number): string {
    return wordsOf(
      line,
      column,
      language,
      most,
      (at, code, params) => this.remark(line, at, code, params),
      column === 'unit' ? () => undefined : referTo(this.keys, this.list?.key ?? null),
    )
  }

  private number(line: Line, column: string): number | null {
    const text = line.said(column)
    if (text === '') return null
    if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
    this.remark(line, column, 'number_is_none', { value: shortly(text) })
    return null
  }

  /** A question that is asked under a condition, and is required under the same, is required. */
  private required(line: Line): Pick<Field, 'required' | 'required_if'> {
    const text = line.said('required')
    if (isYes(text) || isNo(text)) return { required: isYes(text), required_if: [] }
    if (text === line.said('relevant')) return { required: true, required_if: [] }
    const conditions = conditionsFrom(text, (name) => this.keys.get(name))
    if (conditions && conditions.length <= mostConditions) return { required: false, required_if: conditions }
    this.remark(line, 'required', 'required_is_left_out', { text: shortly(text) })
    return { required: false, required_if: [] }
  }

  private blank(line: Line, type: FieldType): ReadField {
    const name = line.said('name')
    const vi = this.words(line, 'label', 'vi', 300)
    const en = this.words(line, 'label', 'en', 300)
    const label = vi || en
    if (label === '') this.remark(line, 'label', 'label_is_missing', { name })
    const unit = this.words(line, 'unit', 'vi', 60) || (type === 'money' ? 'đồng' : null)
    return {
      row: line.row,
      key: this.keyFor(line, name || label),
      type,
      parent: this.list?.key ?? null,
      label_vi: label || name || type,
      label_en: en || label || name || type,
      help_vi: this.words(line, 'hint', 'vi', 1000) || null,
      help_en: this.words(line, 'hint', 'en', 1000) || null,
      unit_vi: unit,
      unit_en: this.words(line, 'unit', 'en', 60) || unit,
      ...this.required(line),
      minimum: this.number(line, 'minimum'),
      maximum: this.number(line, 'maximum'),
      choices: null,
      shown_if: [],
      excludes_minimum: false,
      excludes_maximum: false,
      indicator: line.said('indicator') || null,
      count_as: countings.find((counting) => line.is('count_as', counting)) ?? null,
      counted_choice: line.said('counted_choice') || null,
    }
  }

  /** A key as ours may be, and no other question has. */
  private keyFor(line: Line, name: string): string {
    const wanted = /^[a-z][a-z0-9_]{0,39}$/.test(name) ? name : undefined
    const key = wanted && !this.hasKey(wanted) && wanted !== 'constructor' ? wanted : undefined
    if (key) return key
    const free = freeKey(slugOf(name) || 'cau_hoi', new Set(this.fields.map((field) => field.key)))
    if (name !== '') this.remark(line, 'name', 'name_is_changed', { name: shortly(name), key: free })
    return free
  }

  private hasKey = (key: string): boolean => this.fields.some((field) => field.key === key)

  private add(line: Line, field: ReadField): ReadField {
    const own = line.said('relevant')
    // What holds for a list holds for all that lies in it: only the groups within it are said again.
    const list = this.open.findLastIndex(({ kind }) => kind === 'repeat')
    const outer = this.open.slice(list + 1).flatMap(({ relevant }) => relevant)
    const shown = [...outer, ...(own ? [own] : [])].flatMap((text) => this.conditions(line, text))
    field.shown_if = shown.slice(0, mostConditions)
    if (shown.length > mostConditions)
      this.remark(line, 'relevant', 'relevant_is_left_out', { text: shortly(own || outer.join(' and ')) })
    this.limit(line, field)
    const name = line.said('name') || field.key
    if (!this.keys.has(name)) this.keys.set(name, field)
    this.fields.push(field)
    return field
  }

  /** Limits out of the constraint, which goes before columns of ours. */
  private limit(line: Line, field: ReadField): void {
    const text = line.said('constraint')
    if (text === '') return
    const limits = limitsFrom(text, field)
    if (!limits) {
      this.remark(line, 'constraint', 'constraint_is_left_out', { text: shortly(text) })
      return
    }
    for (const side of ['minimum', 'maximum'] as const) {
      const [inColumn, said] = [field[side], limits[side]]
      if (said === null) continue
      if (inColumn !== null && inColumn !== said)
        this.remark(line, side, 'column_is_left_out', { value: String(inColumn) })
      field[side] = said
    }
    if (limits.isMinimumOpen) field.excludes_minimum = true
    if (limits.isMaximumOpen) field.excludes_maximum = true
  }

  private conditions(line: Line, text: string): Condition[] {
    const read = conditionsFrom(text, (name) => this.keys.get(name))
    if (!read) this.remark(line, 'relevant', 'relevant_is_left_out', { text: shortly(text) })
    return read ?? []
  }
}
