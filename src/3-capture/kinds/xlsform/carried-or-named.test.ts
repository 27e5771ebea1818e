import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { inLanguage, languages, t } from '#platform/i18n'
import { type Cell, readWorkbook, writeXlsx } from '#platform/spreadsheet'
import type { Field } from '../entry.ts'
import { aField } from '../forms/field.fixture.ts'
import { readyKinds } from '../ready-kinds/index.ts'
import { linesOf } from './columns.ts'
import { labelFor, plainLabel } from './labels.ts'
import { type ReadForm, readXlsForm } from './read-xlsform.ts'
import { rowsInWords, summedUp } from './remarks.ts'
import { writeXlsForm } from './write-xlsform.ts'

const sent = (name: string): ReadForm =>
  readXlsForm(readFileSync(new URL(`fixtures/xlsform-${name}.xlsx`, import.meta.url)))
const again = (fields: readonly Field[]): ReadForm =>
  readXlsForm(writeXlsForm({ code: 'x', nameVi: 'Biểu' }, { version: 1, fields }, []))
const fieldsOf = ({ fields }: ReadForm): Field[] => fields.map(({ row: _, ...field }) => field)

describe('files that were read otherwise than written', () => {
  test('a condition in “required” is carried, and goes out again', () => {
    const read = sent('required-theo-dieu-kien')

    expect(read.remarks).toEqual([])
    expect(read.fields).toMatchObject([
      { required: true },
      { required: false, required_if: [{ field: 'co_trong', is: 'equals', value: 'co' }] },
    ])
    expect(fieldsOf(again(read.fields))).toEqual(fieldsOf(read))
  })

  test('a condition in “required” that our forms cannot say is named as lost, with its words', () => {
    const text = `\${a} = 1 or \${a} = 2`
    const rows = [
      ['type', 'name', 'label', 'required'],
      ['integer', 'a', 'A', ''],
      ['integer', 'b', 'B', text],
    ]

    const { remarks, fields } = readXlsForm(writeXlsx([{ name: 'survey', rows }]))

    expect(remarks).toMatchObject([
      { sheet: 'survey', row: 3, column: 'required', code: 'required_is_left_out', params: { text } },
    ])
    expect(fields.map(({ required, required_if }) => [required, required_if])).toEqual([
      [false, []],
      [false, []],
    ])
  })

  test('more than 2.5 of what is measured keeps 2.5 out, here and where it goes out to', () => {
    const rows = [
      ['type', 'name', 'label', 'constraint', 'relevant'],
      ['decimal', 'a', 'A (kg)', '. > 2.5 and . < 10', ''],
      ['integer', 'b', 'B', '', `\${a} > 2.5`],
    ]

    const read = readXlsForm(writeXlsx([{ name: 'survey', rows }]))

    expect(read.remarks).toEqual([])
    expect(read.fields).toMatchObject([
      { minimum: 2.5, excludes_minimum: true, maximum: 10, excludes_maximum: true },
      {
        shown_if: [
          { field: 'a', is: 'at_least', value: 2.5 },
          { field: 'a', is: 'differs', value: 2.5 },
        ],
      },
    ])
    expect(fieldsOf(again(read.fields))).toEqual(fieldsOf(read))
  })

  test('labels repeat answers, in and out; Markdown becomes plain words, and is named', () => {
    const read = sent('nhan-tham-chieu')

    expect(read.fields[1]).toMatchObject({
      label_vi: `Tổ \${ten_to} có bao nhiêu thành viên?`,
      help_vi: `Ghi số thành viên của \${ten_to}`,
    })
    expect(read.remarks.map(({ column, code }) => `${column}: ${code}`)).toEqual([
      'label: marks_are_taken_off',
    ])
    expect(fieldsOf(again(read.fields))).toEqual(fieldsOf(read))
  })

  test('of 213 remarks the lost choice comes first, and the others are counted', () => {
    const { remarks } = sent('hon-200-luu-y')
    const shown = summedUp(remarks)

    expect(shown[0]?.first.code).toMatch(/^choice_/)
    expect(shown.length).toBeLessThan(10)
    expect(shown.flatMap(({ rows }) => rows).length).toBe(remarks.length)
    expect(remarks.length).toBeGreaterThan(200)
  })

  test('more than 2.5 is from 3, less than 2.5 is up to 2', () => {
    const { fields, remarks } = sent('dieu-kien-so-le')

    expect(remarks).toEqual([])
    expect(fields.slice(1).map(({ shown_if }) => shown_if)).toEqual([
      [{ field: 'so_buoi', is: 'at_least', value: 3 }],
      [{ field: 'so_buoi', is: 'at_most', value: 2 }],
    ])
  })

  test('“or specify other” is a choice and a text that is asked where it was chosen', () => {
    const read = sent('or-specify-other')

    expect(read.fields).toMatchObject([
      { key: 'dong_y', type: 'choice', choices: [{ value: 'co' }, { value: 'khong' }, { value: 'other' }] },
      { key: 'dong_y_other', type: 'text', shown_if: [{ field: 'dong_y', is: 'equals', value: 'other' }] },
    ])
    expect(read.remarks.map(({ code }) => code)).toEqual(['other_is_a_question'])
    expect(fieldsOf(again(read.fields))).toEqual(fieldsOf(read))
  })
})

test.each([
  ['**đậm** và *nghiêng*', 'đậm và nghiêng'],
  ['__đậm__, _nghiêng_', 'đậm, nghiêng'],
  ['# Đầu đề', 'Đầu đề'],
  ['Xem [trang](https://a.vn)', 'Xem trang (https://a.vn)'],
  ['<span style="color:red">Đỏ</span>', 'Đỏ'],
  ['<b>Chú ý</b><br/>Ghi rõ<br>', 'Chú ý Ghi rõ'],
  ['<p>Số hộ&nbsp;dân</p>', 'Số hộ dân'],
  ['ten_to_tu_quan', 'ten_to_tu_quan'],
  ['2 * 3 * 4, ấp <1>', '2 * 3 * 4, ấp <1>'],
  ['Mức \\*', 'Mức *'],
])('the label %s is %s', (label, plain) => {
  expect(plainLabel(label, () => undefined).text).toBe(plain)
})

test.each(['**đậm**', '_a_ và *b*', 'Mức *', '5*3*2', '# 1'])(
  '%s goes out and comes back as it is',
  (label) => {
    expect(plainLabel(labelFor(label), () => undefined)).toEqual({
      text: label,
      hasReference: false,
      hasMarks: false,
    })
  },
)

test.each(readyKinds.map((kind) => [kind.code, kind] as const))(
  'the form of %s goes out and comes back',
  (_, kind) => {
    const fields = kind.fields.map((field) => ({
      ...aField(field),
      indicator: null,
      count_as: null,
      counted_choice: null,
    }))

    const read = again(fields)

    expect(read.remarks).toEqual([])
    expect(fieldsOf(read)).toEqual(fields)
  },
)

/** Random numbers that are the same in every run. */
function dice(seed: number) {
  let state = seed
  const next = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  return { next, pick }
}

const columns = [
  ...['label', 'label::Tiếng Việt (vi)', 'label::English (en)', 'label::Khmer (km)', 'caption', ''],
  ...['hint', 'hint::vi', 'guidance_hint', 'guidance_hint::en', 'required', 'required_message', 'relevant'],
  ...['constraint', 'constraint_message', 'constraint_message::vi', 'calculation', 'default', 'appearance'],
  ...['parameters', 'read_only', 'readonly', 'trigger', 'choice_filter', 'repeat_count', 'body::kb:count'],
  ...[
    'media::image',
    'media::audio::vi',
    'image',
    'big-image',
    'bind::oc:x',
    'instance::y',
    'save_to',
    'intent',
  ],
  ...[
    'autoplay',
    'note',
    'unit',
    'unit::en',
    'minimum',
    'maximum',
    'indicator',
    'count_as',
    'counted_choice',
  ],
  ...['lantoa_type', 'label', 'relevance', 'disabled', 'rows'],
]

const typesOfXlsForm = [
  ...['integer', 'decimal', 'text', 'date', 'time', 'dateTime', 'geopoint', 'geotrace', 'geoshape', 'range'],
  ...['image', 'audio', 'background-audio', 'video', 'file', 'barcode', 'calculate', 'acknowledge', 'hidden'],
  ...[
    'xml-external',
    'note',
    'start',
    'end',
    'today',
    'deviceid',
    'username',
    'phonenumber',
    'email',
    'audit',
  ],
  ...[
    'select_one l1',
    'select_multiple l1',
    'rank l1',
    'select_one l1 or_other',
    'select one from l1',
    'csv-external',
  ],
  ...[
    'select_multiple l2 or specify other',
    'select_one gone',
    'select_one_from_file f.csv',
    'trigger',
    'int',
    '',
  ],
  ...['begin_group', 'begin group', 'begin_repeat', 'begin repeat', 'end_group', 'end_repeat', 'end group'],
]

/** A workbook in which each cell, the types aside, holds a word that stands nowhere else. */
function aWorkbook(seed: number): { bytes: Buffer; tokens: string[] } {
  const { next, pick } = dice(seed)
  const tokens: string[] = []
  const token = (): string => {
    const word = `tk${seed}x${tokens.length}z`
    tokens.push(word)
    return word
  }
  const maybe = (chance: number): Cell => (next() < chance ? token() : null)
  const own = columns.filter(() => next() < 0.6).sort(() => next() - 0.5)
  const typeAt = Math.floor(next() * own.length)
  const head = [...own.slice(0, typeAt), 'type', 'name', ...own.slice(typeAt)]
  const survey = Array.from({ length: 25 }, (): Cell[] => [
    ...head.map((heading): Cell => {
      if (heading === 'type') return pick(typesOfXlsForm)
      return heading === 'name' ? token() : maybe(0.3)
    }),
    maybe(0.1),
  ])
  const choiceHead = ['list_name', 'name', 'label', 'label::en', 'label::km', 'media::image', 'province', '']
  const choices = Array.from({ length: 12 }, (): Cell[] =>
    choiceHead.map((heading): Cell => {
      if (heading === 'list_name') return pick(['l1', 'l2', 'l3', null, token()])
      return maybe(0.7)
    }),
  )
  const free = () => [
    Array.from({ length: 4 }, () => maybe(0.8)),
    Array.from({ length: 5 }, () => maybe(0.8)),
  ]
  const bytes = writeXlsx([
    { name: 'survey', rows: [head, ...survey] },
    { name: 'choices', rows: [choiceHead, ...choices] },
    {
      name: 'settings',
      rows: [
        ['form_title', 'form_id', 'version', 'style', 'instance_name', 'public_key', 'default_language'],
        Array.from({ length: 7 }, () => maybe(0.8)),
        Array.from({ length: 7 }, () => maybe(0.3)),
      ],
    },
    { name: 'entities', rows: [['list_name', 'label', 'save_to'], ...free()] },
    { name: 'external_choices', rows: free() },
    { name: 'osm', rows: free() },
    { name: 'indicators', rows: [['code', 'name', 'unit', 'rule', 'formula'], ...free()] },
  ])
  const written = [...readWorkbook(bytes).values()].flatMap(({ rows }) => rows).flatMap(({ cells }) => cells)
  return { bytes, tokens: tokens.filter((word) => written.some((cell) => cell.includes(word))) }
}

test('the title that an office puts above the headings is named, and the questions are read', () => {
  const rows = [
    ['BIỂU KHẢO SÁT HỘ', '', 'Mẫu 2'],
    [],
    ['type', 'name', 'label'],
    ['integer', 'a', 'Số người'],
  ]

  const { fields, remarks } = readXlsForm(writeXlsx([{ name: 'Survey', rows }]))

  expect(fields).toMatchObject([{ key: 'a', label_vi: 'Số người', row: 4 }])
  expect(remarks.map(({ row, column, params }) => [row, column, params])).toEqual([
    [1, 'A', { value: 'BIỂU KHẢO SÁT HỘ' }],
    [1, 'C', { value: 'Mẫu 2' }],
  ])
})

test('each cell of a workbook is carried over, or named by its sheet and row', () => {
  const unsaid: string[] = []
  let count = 0
  for (let seed = 1; seed <= 60; seed += 1) {
    const { bytes, tokens } = aWorkbook(seed)
    const { fields, indicators, remarks } = readXlsForm(bytes)
    const told = JSON.stringify([fields, indicators, remarks])
    count += tokens.length
    for (const word of tokens) if (!told.includes(word)) unsaid.push(whereIs(bytes, word))
  }
  expect(unsaid).toEqual([])
  expect(count).toBeGreaterThan(10_000)
})

/** Where a word stands, so that a failure tells what to look at. */
function whereIs(bytes: Buffer, word: string): string {
  for (const [sheet, { rows }] of readWorkbook(bytes))
    for (const { number, cells } of rows)
      if (cells.some((cell) => cell.includes(word)))
        return `${word} in ${sheet} ${number}: ${rows[0]?.cells.join('|')} / ${cells.join('|')}`
  return word
}

test('a form that was read goes out and comes back the same, with nothing more to be told', () => {
  for (let seed = 201; seed <= 220; seed += 1) {
    const first = readXlsForm(aWorkbook(seed).bytes)
    const fields = fieldsOf(first).filter(
      ({ key, type }) => type !== 'repeat' || first.fields.some(({ parent }) => parent === key),
    )
    const plain = fields.map((field) => ({ ...field, indicator: null, count_as: null, counted_choice: null }))

    const read = again(plain)

    expect(read.remarks).toEqual([])
    expect(fieldsOf(read)).toEqual(plain)
  }
})

test('rows of many remarks are written as ranges', () => {
  expect(rowsInWords([5, 2, 3, 4, 9, 11, 12])).toBe('2–5, 9, 11–12')
})

test.each(languages)('each remark has a sentence in %s', (language) => {
  const remarks = [1, 2, 3, 4, 5].flatMap((seed) => readXlsForm(aWorkbook(seed).bytes).remarks)

  const said = inLanguage(language, () => remarks.map(({ code, params }) => t(`xlsform.${code}`, params)))

  expect(said.filter((sentence) => sentence === '' || sentence.startsWith('xlsform.'))).toEqual([])
  expect(new Set(remarks.map(({ code }) => code)).size).toBeGreaterThan(10)
})

test('what goes out keeps the rules by which other programs refuse a form', () => {
  const labels = [`Tổ \${ten_to} và \${gone}`, `**Số** \${a}`]
  for (let seed = 301; seed <= 310; seed += 1) {
    const read = readXlsForm(aWorkbook(seed).bytes)
    const fields = read.fields.map((field, index) => ({
      ...field,
      label_vi: labels[index] ?? field.label_vi,
    }))
    const sheets = readWorkbook(writeXlsForm({ code: 'x', nameVi: 'Biểu' }, { version: 1, fields }, []))
    const rows = linesOf(sheets.get('survey')?.rows ?? []).lines.filter(
      (line) => !line.said('type').startsWith('end_'),
    )
    const names = rows.map((line) => line.said('name'))
    const lists = linesOf(sheets.get('choices')?.rows ?? []).lines.map((line) => line.said('list_name'))

    expect(new Set(names).size).toBe(names.length)
    for (const line of rows) {
      const [type, list] = line.said('type').split(' ')
      if (type?.startsWith('select')) expect(lists).toContain(list)
      expect(line.said('name')).toMatch(/^[a-z_][a-z0-9_]*$/)
      for (const [, name] of `${line.said('label', 'vi')}${line.said('label', 'en')}`.matchAll(
        /\$\{([^}]*)\}?/g,
      ))
        expect(names).toContain(name)
      for (const [, name] of line.said('relevant').matchAll(/\$\{([^}]+)\}/g)) expect(names).toContain(name)
    }
  }
})
