import type { Indicator } from '#figures'
import { type Cell, writeXlsx } from '#platform/spreadsheet'
import type { Field } from '../entry.ts'
import { canBeRepeated } from '../forms/rules.ts'
import { languages, surveyHead } from './columns.ts'
import { constraintOf, expressionOf } from './expressions.ts'
import { labelFor } from './labels.ts'

const { vi, en } = languages

const types: Record<Field['type'], string> = {
  count: 'integer',
  quantity: 'decimal',
  money: 'integer',
  people: 'begin_group',
  text: 'text',
  choice: 'select_one',
  choices: 'select_multiple',
  date: 'date',
  time: 'time',
  place: 'geopoint',
  repeat: 'begin_repeat',
  photo: 'image',
}

/** What XLSForm does not tell apart: money from counts, people from a group. */
const own: Partial<Record<Field['type'], string>> = { money: 'money', people: 'people' }

/** Limits that no constraint can say stand in columns of their own. */
const hasOwnLimits = (type: Field['type']): boolean => ['people', 'repeat', 'photo'].includes(type)

function surveyRow(field: Field, fields: readonly Field[]): Cell[] {
  const isChoice = field.type === 'choice' || field.type === 'choices'
  const ownLimits = hasOwnLimits(field.type)
  const words = (text: string) =>
    labelFor(text, (key) => fields.some((other) => other.key === key && canBeRepeated(other, field)))
  return [
    isChoice ? `${types[field.type]} ${field.key}` : types[field.type],
    field.key,
    words(field.label_vi),
    words(field.label_en),
    field.help_vi && words(field.help_vi),
    field.help_en && words(field.help_en),
    field.required ? 'yes' : expressionOf(field.required_if ?? [], fields),
    expressionOf(field.shown_if, fields),
    constraintOf(field),
    own[field.type] ?? '',
    field.unit_vi,
    field.unit_en,
    ownLimits ? field.minimum : null,
    ownLimits ? field.maximum : null,
    field.indicator,
    field.count_as,
    field.counted_choice,
  ]
}

const short = (...cells: Cell[]): Cell[] => [...cells, ...surveyHead.slice(cells.length).map(() => null)]

/** One question as the rows of a survey: people are a group of two numbers, a list the rows of its questions. */
function rowsOf(field: Field, fields: readonly Field[]): Cell[][] {
  const row = surveyRow(field, fields)
  if (field.type === 'people')
    return [
      row,
      short('integer', `${field.key}_female`, 'Nữ', 'Women'),
      short('integer', `${field.key}_male`, 'Nam', 'Men'),
      short('end_group', ''),
    ]
  if (field.type !== 'repeat') return [row]
  const inside = fields.filter(({ parent }) => parent === field.key)
  return [row, ...inside.flatMap((one) => rowsOf(one, fields)), short('end_repeat', '')]
}

const choiceRows = (fields: readonly Field[]): Cell[][] =>
  fields.flatMap((field) =>
    (field.choices ?? []).map(({ value, label_vi, label_en }) => [
      field.key,
      value,
      labelFor(label_vi),
      labelFor(label_en),
    ]),
  )

const indicatorRow = (one: Indicator): Cell[] => [
  one.code,
  one.nameVi,
  one.nameEn,
  one.unitVi,
  one.unitEn,
  one.rule,
  one.isMoney ? 'yes' : '',
  one.definitionVi,
  one.definitionEn,
  one.source,
  one.formula,
]

/**
 * A form as an XLSForm workbook, which programs for such forms open as well. Columns of ours say what they do not know:
 * units of measure, what an answer adds to; a sheet of ours says what those indicators mean.
 */
export const writeXlsForm = (
  kind: { code: string; nameVi: string },
  form: { version: number; fields: readonly Field[] },
  indicators: readonly Indicator[],
): Buffer<ArrayBuffer> =>
  writeXlsx([
    {
      name: 'survey',
      rows: [
        surveyHead,
        ...form.fields.filter(({ parent }) => parent === null).flatMap((field) => rowsOf(field, form.fields)),
      ],
      widths: [24, 22, 40, 30, 40, 30, 9, 34, 30],
    },
    {
      name: 'choices',
      rows: [['list_name', 'name', `label::${vi}`, `label::${en}`], ...choiceRows(form.fields)],
      widths: [22, 22, 40, 30],
    },
    {
      name: 'settings',
      rows: [
        ['form_title', 'form_id', 'version', 'default_language'],
        [kind.nameVi, kind.code, String(form.version), vi],
      ],
      widths: [40, 30, 10, 20],
    },
    {
      name: 'indicators',
      rows: [
        [
          'code',
          `name::${vi}`,
          `name::${en}`,
          `unit::${vi}`,
          `unit::${en}`,
          'rule',
          'is_money',
          `definition::${vi}`,
          `definition::${en}`,
          'source',
          'formula',
        ],
        ...indicators.map(indicatorRow),
      ],
      widths: [28, 40, 30, 12, 12, 10, 9, 60, 60],
    },
  ])
