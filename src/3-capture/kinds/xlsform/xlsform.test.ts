import { describe, expect, test } from 'vitest'
import type { Indicator } from '#figures'
import { type Cell, writeXlsx } from '#platform/spreadsheet'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict } from '../../../../test/support/district.ts'
import type { Condition, Field } from '../entry.ts'
import { newKindEntry } from '../forms/entry.ts'
import { aField } from '../forms/field.fixture.ts'
import { issueForm } from '../forms/issue-form.ts'
import { kindPage, versionPage } from '../forms/read.ts'
import { setUpKind } from '../forms/set-up-kind.ts'
import { conditionsFrom, constraintOf, expressionOf, limitsFrom } from './expressions.ts'
import { importForm, previewForm } from './import-form.ts'
import { readXlsForm } from './read-xlsform.ts'
import { writeXlsForm } from './write-xlsform.ts'

useDatabase()

const choices = ['road', 'bridge'].map((value) => ({
  value,
  label_vi: `Một ${value}`,
  label_en: `A ${value}`,
}))

/** A form in which every type and every part of a question is used. */
const full: Field[] = [
  aField({
    key: 'kind',
    type: 'choice',
    choices,
    required: true,
    indicator: 'x_roads',
    count_as: 'chosen',
    counted_choice: 'road',
  }),
  aField({
    key: 'length',
    type: 'quantity',
    unit_vi: 'mét',
    unit_en: 'metres',
    minimum: 0.5,
    maximum: 5000,
    help_vi: 'Đo bằng thước.',
    help_en: 'With a tape.',
    shown_if: [{ field: 'kind', is: 'equals', value: 'road' }],
    indicator: 'x_metres',
    count_as: 'amount',
  }),
  aField({
    key: 'trees',
    type: 'count',
    minimum: 1,
    shown_if: [{ field: 'length', is: 'at_least', value: 10.5 }],
  }),
  aField({
    key: 'cost',
    type: 'money',
    unit_vi: 'đồng',
    unit_en: 'đồng',
    maximum: 1_000_000,
    shown_if: [
      { field: 'trees', is: 'answered' },
      { field: 'kind', is: 'differs', value: 'bridge' },
    ],
  }),
  aField({ key: 'people', type: 'people', required: true, minimum: 2, maximum: 500 }),
  aField({
    key: 'means',
    type: 'choices',
    choices,
    minimum: 1,
    maximum: 2,
    shown_if: [{ field: 'people', is: 'at_least', value: 10 }],
  }),
  aField({
    key: 'code',
    type: 'text',
    minimum: 3,
    maximum: 40,
    shown_if: [
      { field: 'means', is: 'includes', value: 'road' },
      { field: 'people', is: 'answered' },
    ],
    indicator: 'x_codes',
    count_as: 'subject',
  }),
  aField({ key: 'day', type: 'date' }),
  aField({ key: 'at', type: 'time', shown_if: [{ field: 'day', is: 'at_least', value: '2026-01-01' }] }),
  aField({ key: 'where', type: 'place', shown_if: [{ field: 'at', is: 'at_most', value: '17:30' }] }),
  aField({
    key: 'works',
    type: 'repeat',
    minimum: 1,
    maximum: 20,
    indicator: 'x_works',
    count_as: 'rows',
    shown_if: [{ field: 'means', is: 'at_least', value: 1 }],
  }),
  aField({ key: 'name', type: 'text', parent: 'works', required: true }),
  aField({ key: 'workers', type: 'people', parent: 'works', shown_if: [{ field: 'name', is: 'answered' }] }),
  aField({ key: 'why', type: 'text', shown_if: [{ field: 'works', is: 'at_least', value: 3 }] }),
  aField({
    key: 'photos',
    type: 'photo',
    required: true,
    minimum: 2,
    shown_if: [{ field: 'works', is: 'answered' }],
  }),
].map((field) => ({ ...field, label_vi: `Hỏi về ${field.key}`, label_en: `About ${field.key}` }))

const described = (code: string, over: Partial<Indicator> = {}): Indicator => ({
  code,
  nameVi: `Chỉ tiêu ${code}`,
  nameEn: `Indicator ${code}`,
  unitVi: 'mét',
  unitEn: 'metres',
  rule: 'sum',
  isMoney: false,
  isHeadline: false,
  partOf: null,
  isShare: false,
  definitionVi: 'Định nghĩa.',
  definitionEn: 'Definition.',
  formula: null,
  source: 'Kế hoạch 1',
  ...over,
})
const indicators = [
  described('x_roads'),
  described('x_metres'),
  described('x_codes', { rule: 'distinct', unitVi: 'mã' }),
  described('x_works', { rule: 'stock', unitVi: 'công trình' }),
  described('x_rate', { rule: 'derived', unitVi: '%', formula: 'percent(x_roads, x_metres)' }),
]

const fullFile = () =>
  writeXlsForm({ code: 'x', nameVi: 'Công trình' }, { version: 3, fields: full }, indicators)

const aFile = (survey: Cell[][], more: { choices?: Cell[][]; settings?: Cell[][] } = {}) =>
  writeXlsx([
    { name: 'survey', rows: survey },
    ...(more.choices ? [{ name: 'choices', rows: more.choices }] : []),
    ...(more.settings ? [{ name: 'settings', rows: more.settings }] : []),
  ])

describe('conditions and limits go out and come back', () => {
  test.each(
    full
      .filter((field) => field.shown_if.length > 0)
      .map((field) => [expressionOf(field.shown_if, full), field.shown_if] as const),
  )('%s', (text, conditions) => {
    const named = (name: string) => full.find(({ key }) => key === name)

    expect(conditionsFrom(text, named)).toEqual(conditions)
  })

  test.each(
    full.filter((field) => constraintOf(field) !== '').map((field) => [constraintOf(field), field] as const),
  )('%s', (text, field) => {
    expect(limitsFrom(text, field)).toEqual({ minimum: field.minimum, maximum: field.maximum })
  })

  const fields = [
    aField({ key: 'a', type: 'choice', choices: [...choices, { value: '1', label_vi: '', label_en: '' }] }),
    aField({ key: 'b', type: 'count' }),
    aField({ key: 'q', type: 'quantity' }),
    aField({ key: 'm', type: 'choices', choices }),
    aField({ key: 't', type: 'text' }),
    aField({ key: 'd', type: 'date' }),
    aField({ key: 'h', type: 'time' }),
  ]
  const read = (text: string) => conditionsFrom(text, (name) => fields.find(({ key }) => key === name))

  test.each([
    [
      `\${a} = 'road' and \${b} >= 3`,
      [
        { field: 'a', is: 'equals', value: 'road' },
        { field: 'b', is: 'at_least', value: 3 },
      ],
    ],
    [
      `(\${a}="road") and (\${b}>3 and \${b}<9)`,
      [
        { field: 'a', is: 'equals', value: 'road' },
        { field: 'b', is: 'at_least', value: 4 },
        { field: 'b', is: 'at_most', value: 8 },
      ],
    ],
    [`selected(\${m}, 'road')`, [{ field: 'm', is: 'includes', value: 'road' }]],
    [`selected(\${a}, ‘road’)`, [{ field: 'a', is: 'equals', value: 'road' }]],
    [`\${t} != ''`, [{ field: 't', is: 'answered' }]],
    [`string-length(\${t}) > 0`, [{ field: 't', is: 'answered' }]],
    [`\${b} = '3'`, [{ field: 'b', is: 'equals', value: 3 }]],
    [`\${a} = 1`, [{ field: 'a', is: 'equals', value: '1' }]],
    [
      `\${q} > 2.5`,
      [
        { field: 'q', is: 'at_least', value: 2.5 },
        { field: 'q', is: 'differs', value: 2.5 },
      ],
    ],
    [`\${d} >= date('2024-5-1')`, [{ field: 'd', is: 'at_least', value: '2024-05-01' }]],
    [`\${d} = '2024-12-31'`, [{ field: 'd', is: 'equals', value: '2024-12-31' }]],
    [`\${h} <= '7:30'`, [{ field: 'h', is: 'at_most', value: '07:30' }]],
    [`\${h} <= '07:30:00.000'`, [{ field: 'h', is: 'at_most', value: '07:30' }]],
    [`\${ b } != 0`, [{ field: 'b', is: 'differs', value: 0 }]],
  ] as [string, Condition[]][])('%s is understood', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test.each([
    `\${a} = 'road' or \${b} > 3`,
    `not(\${a} = 'road')`,
    `\${gone} = 1`,
    `\${t} = ''`,
    `\${b} + 1 > 3`,
    `\${b} > \${q}`,
    `regex(\${t}, '^[0-9]+$')`,
    `\${b} >= 'many'`,
    `\${a} = 'road' and`,
    `(\${a} = 'road'`,
    `\${m} = 'road'`,
    `if(\${b}>1, 1, 0) = 1`,
    `\${a} = '`,
    `\${d} <= today()`,
    `\${d} >= date('1/5/2024')`,
    `\${d} >= date('2024-02-30')`,
    `\${d} > '2024'`,
    `\${d} > 5`,
    `date(\${d}) > date('2024-05-01')`,
    `\${d} > \${d}`,
    `\${h} >= '25:00'`,
    `\${h} >= '07:30:15'`,
    `\${a} = 'harbour'`,
    `selected(\${m}, 'harbour')`,
    '',
  ])('%s is not, and nothing is guessed', (text) => {
    expect(read(text)).toBeUndefined()
  })

  test('brackets without end are no condition', () => {
    expect(read(`${'('.repeat(5000)}1`)).toBeUndefined()
  })

  test.each([
    [`. >= 0 and . <= 100`, 'b', { minimum: 0, maximum: 100 }],
    [`.>0`, 'b', { minimum: 1, maximum: null }],
    [`. < 10`, 'b', { minimum: null, maximum: 9 }],
    [`.>0`, 'q', { minimum: 0, maximum: null, isMinimumOpen: true }],
    [`. >= 0 and . > 0 and . < 9`, 'q', { minimum: 0, isMinimumOpen: true, maximum: 9, isMaximumOpen: true }],
    [`. > 2 and . >= 3`, 'q', { minimum: 3, maximum: null }],
    [`string-length(.) <= 20`, 't', { minimum: null, maximum: 20 }],
    [`regex(., 'x')`, 't', undefined],
    [`. <= \${b}`, 'q', undefined],
    [`. != 5`, 'b', undefined],
    [`. <= today()`, 'd', undefined],
    [`. >= date('2024-5-1')`, 'd', undefined],
    [`. >= 5 or . = 0`, 'b', undefined],
  ])('the constraint %s of %s', (text, key, expected) => {
    expect(limitsFrom(text, fields.find((field) => field.key === key) as Field)).toEqual(expected)
  })
})

describe('a form goes out and comes back', () => {
  test('as a file: every question, choice, condition, limit and indicator', () => {
    const read = readXlsForm(fullFile())

    expect(read.remarks).toEqual([])
    expect(read.title).toBe('Công trình')
    expect(read.fields.map(({ row: _, ...field }) => ({ ...field, count_as: null }))).toEqual(
      full.map((field) => ({ ...field, count_as: null })),
    )
    expect(read.indicators.map(({ code }) => code)).toEqual(indicators.map(({ code }) => code))
  })

  test('through the database: imported, issued, exported, imported again it is the same form with the same indicators', async () => {
    const district = await aDistrict()
    const officer = district.checker
    const aKind = () =>
      setUpKind(
        officer,
        newKindEntry.parse({
          nameVi: 'Công trình',
          purposeVi: 'Làm công trình.',
          unitId: district.commune,
          isPublic: 'yes',
        }),
      )
    const first = await aKind()

    await importForm(officer, first, fullFile())
    const { draft } = await kindPage(officer, first)
    await issueForm(officer, first, { seen: draft?.revision ?? 0, day: '2026-01-01' })
    const out = await versionPage(officer, first, 1)
    const second = await aKind()
    await importForm(
      officer,
      second,
      writeXlsForm(out.kind, { version: 1, fields: out.fields }, out.indicators),
    )

    expect(out.fields).toEqual(full)
    expect(out.indicators.map(({ code }) => code).sort()).toEqual(indicators.map(({ code }) => code).sort())
    const again = await kindPage(officer, second)
    expect(again.draft?.fields).toEqual(full)
    expect([again.brought, again.faults]).toEqual([[], []])
  })

  test('an indicator that means something else here comes under a code of its own, its rate with it', async () => {
    const district = await aDistrict()
    const officer = district.checker
    const code = await setUpKind(
      officer,
      newKindEntry.parse({ nameVi: 'Khác nghĩa', purposeVi: 'Thử.', unitId: district.commune }),
    )
    const fields = [
      aField({ key: 'a', type: 'count', indicator: 'test_waste_kg', count_as: 'amount' }),
      aField({ key: 'b', type: 'count', indicator: 'other_kg', count_as: 'amount' }),
    ]
    const file = writeXlsForm({ code: 'x', nameVi: 'Khác nghĩa' }, { version: 1, fields }, [
      described('test_waste_kg', { unitVi: 'tấn' }),
      described('other_kg', { unitVi: 'tấn' }),
      described('share', { rule: 'derived', unitVi: '%', formula: 'percent(test_waste_kg, other_kg)' }),
    ])

    await importForm(officer, code, file)

    const page = await kindPage(officer, code)
    expect(page.draft?.fields.map(({ indicator }) => indicator)).toEqual(['test_waste_kg_2', 'other_kg'])
    expect(page.indicators.get('share')?.formula).toBe('percent(test_waste_kg_2, other_kg)')
    expect(page.faults).toEqual([])
  })
})

describe('a form that somebody else wrote', () => {
  const stranger = () =>
    aFile(
      [
        [
          'type',
          'name',
          'label',
          'label::English (en)',
          'label::French (fr)',
          'hint',
          'required',
          'relevant',
          'constraint',
          'appearance',
          'calculation',
          'repeat_count',
          'colour',
        ],
        ['start', 'start', null, null, null, null, null, null, null, null, null, null, null],
        ['note', 'intro', 'Chào', null, null, null, null, null, null, null, null, null, null],
        [
          'begin_group',
          'g',
          'Hộ gia đình',
          null,
          null,
          null,
          null,
          `\${Has-Toilet} = 'yes'`,
          null,
          null,
          null,
          null,
          null,
        ],
        [
          'select_one yes_no',
          'Has-Toilet',
          'Có nhà vệ sinh?',
          'Toilet?',
          'Toilettes ?',
          null,
          'true()',
          null,
          null,
          'minimal',
          null,
          null,
          'red',
        ],
        ['end_group', null, null, null, null, null, null, null, null, null, null, null, null],
        [
          'integer',
          'members',
          'Số người',
          null,
          null,
          null,
          null,
          `\${Has-Toilet} = 'yes' or \${Has-Toilet} = 'no'`,
          '. > 0 and . < 20',
          null,
          null,
          null,
          null,
        ],
        [
          'calculate',
          'double',
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          `\${members} * 2`,
          null,
          null,
        ],
        [
          'begin repeat',
          'kids',
          'Trẻ em',
          null,
          null,
          null,
          null,
          `selected(\${Has-Toilet}, 'yes')`,
          null,
          null,
          null,
          `\${members}`,
          null,
        ],
        ['text', 'kid', 'Tên', null, null, null, null, null, `regex(., '^[A-Z]')`, null, null, null, null],
        ['image', 'picture', 'Ảnh', null, null, null, null, null, null, null, null, null, null],
        ['begin repeat', 'toys', 'Đồ chơi', null, null, null, null, null, null, null, null, null, null],
        ['text', 'toy', 'Tên', null, null, null, null, null, null, null, null, null, null],
        ['end repeat', null, null, null, null, null, null, null, null, null, null, null, null],
        ['end repeat', null, null, null, null, null, null, null, null, null, null, null, null],
        ['select_multiple gone', 'g2', 'Mất', null, null, null, null, null, null, null, null, null, null],
        [
          'select_one yes_no or_other',
          'again',
          'Lại',
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
        ],
        ['decimal', 'area', null, null, null, null, null, null, null, null, null, null, null],
      ],
      {
        choices: [
          ['list_name', 'name', 'label'],
          ['yes_no', 'yes', 'Có'],
          ['yes_no', 'no', 'Không'],
          ['yes_no', 'no', 'Không'],
          ['yes_no', 'may be', 'Có thể'],
        ],
        settings: [['form_title'], ['Điều tra hộ']],
      },
    )

  test('is taken over as far as it goes, and all that is left out is named by row and column', () => {
    const read = readXlsForm(stranger())

    expect(
      read.fields.map(({ key, type, parent, minimum, maximum, shown_if }) => ({
        key,
        type,
        parent,
        minimum,
        maximum,
        shown_if,
      })),
    ).toEqual([
      { key: 'has_toilet', type: 'choice', parent: null, minimum: null, maximum: null, shown_if: [] },
      { key: 'members', type: 'count', parent: null, minimum: 1, maximum: 19, shown_if: [] },
      {
        key: 'kids',
        type: 'repeat',
        parent: null,
        minimum: null,
        maximum: null,
        shown_if: [{ field: 'has_toilet', is: 'equals', value: 'yes' }],
      },
      { key: 'kid', type: 'text', parent: 'kids', minimum: null, maximum: null, shown_if: [] },
      { key: 'again', type: 'choice', parent: null, minimum: null, maximum: null, shown_if: [] },
      {
        key: 'again_other',
        type: 'text',
        parent: null,
        minimum: null,
        maximum: null,
        shown_if: [{ field: 'again', is: 'equals', value: 'other' }],
      },
      { key: 'area', type: 'quantity', parent: null, minimum: null, maximum: null, shown_if: [] },
    ])
    expect(read.fields[0]).toMatchObject({ label_vi: 'Có nhà vệ sinh?', label_en: 'Toilet?', required: true })
    expect(
      read.remarks.map(({ sheet, row, column, code }) => `${sheet} ${row} ${column}: ${code}`).sort(),
    ).toEqual(
      [
        'choices 4 name: choice_is_there_twice',
        'choices 5 name: choice_is_left_out',
        'survey 5 colour: column_is_left_out',
        'survey 10 constraint: constraint_is_left_out',
        'survey 11 type: photo_in_list_is_left_out',
        'survey 12 type: list_in_list_is_left_out',
        'survey 16 type: choices_are_missing',
        'survey 17 type: other_is_a_question',
        'survey 13 type: lies_in_left_out_list',
        'settings 2 form_title: title_is_shown_only',
        'survey 18 label: label_is_missing',
        'survey 2 type: noted_by_itself',
        'survey 3 type: type_is_left_out',
        'survey 4 type: group_is_dissolved',
        'survey 5 appearance: column_is_left_out',
        'survey 5 label::French (fr): column_is_left_out',
        'survey 5 name: name_is_changed',
        'survey 5 relevant: relevant_is_left_out',
        'survey 7 relevant: relevant_is_left_out',
        'survey 8 calculation: column_is_left_out',
        'survey 8 type: type_is_left_out',
        'survey 9 repeat_count: column_is_left_out',
      ].sort(),
    )
  })

  test('in which a group does not end keeps nothing of it', async () => {
    const district = await aDistrict()
    const code = await setUpKind(
      district.checker,
      newKindEntry.parse({ nameVi: 'Dở dang', purposeVi: 'Thử.', unitId: district.commune }),
    )
    const open = aFile([
      ['type', 'name', 'label'],
      ['begin_repeat', 'r', 'R'],
      ['text', 't', 'T'],
      ['end_group', null, null],
    ])

    const preview = await previewForm(district.checker, code, open)

    expect(preview.remarks.filter(({ isFault }) => isFault).map(({ row, code }) => [row, code])).toEqual([
      [4, 'end_without_begin'],
      [2, 'begin_without_end'],
    ])
    await expect(importForm(district.checker, code, open)).rejects.toMatchObject({
      code: 'xlsform_has_faults',
    })
    expect((await kindPage(district.checker, code)).draft?.fields).toEqual([])
  })

  test('is imported by nobody who may not manage the kind', async () => {
    const district = await aDistrict()
    const code = await setUpKind(
      district.checker,
      newKindEntry.parse({ nameVi: 'Của xã', purposeVi: 'Thử.', unitId: district.commune }),
    )

    for (const actor of [district.stranger, district.recorder]) {
      await expect(previewForm(actor, code, fullFile())).rejects.toMatchObject({
        code: 'not_found_or_not_allowed',
      })
      await expect(importForm(actor, code, fullFile())).rejects.toMatchObject({
        code: 'not_found_or_not_allowed',
      })
    }
  })
})

describe('a file that is no form', () => {
  test.each([
    ['nothing', Buffer.alloc(0), 'spreadsheet_is_empty'],
    ['words', Buffer.from('type,name\ninteger,a'), 'spreadsheet_is_no_xlsx'],
    ['an old .xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'spreadsheet_is_old_xls'],
    ['half a zip', fullFile().subarray(0, 900), 'spreadsheet_is_unreadable'],
    [
      'a workbook without a survey',
      writeXlsx([{ name: 'Sheet1', rows: [['a'], ['b']] }]),
      'xlsform_has_no_survey',
    ],
    [
      'a survey without types',
      aFile([
        ['name', 'label'],
        ['a', 'A'],
      ]),
      'xlsform_has_no_survey',
    ],
    ['a file of two megabytes', Buffer.alloc(2_000_000), 'xlsform_is_too_large'],
    [
      'thousands of rows',
      aFile([
        ['type', 'name', 'label'],
        ...Array.from({ length: 600 }, (_, index) => ['text', `t${index}`, 'T']),
      ]),
      'form_has_too_many_questions',
    ],
  ])('%s is refused by name', (_, bytes, code) => {
    expect(() => readXlsForm(bytes)).toThrow(expect.objectContaining({ code }))
  })

  test('a bomb of zeros is refused before it is unpacked', async () => {
    const { deflateRawSync } = await import('node:zlib')
    const packed = deflateRawSync(Buffer.alloc(90 * 1_048_576), { level: 9 })
    const name = Buffer.from('xl/workbook.xml')
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(1000, 24)
    entry.writeUInt16LE(name.length, 28)
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50, 0)
    end.writeUInt16LE(1, 10)
    end.writeUInt32LE(30 + name.length + packed.length, 16)
    const bomb = Buffer.concat([local, name, packed, entry, name, end])

    expect(bomb.length).toBeLessThan(1_048_576)
    expect(() => readXlsForm(bomb)).toThrow(
      expect.objectContaining({ code: 'spreadsheet_unpacks_too_large' }),
    )
  })
})
