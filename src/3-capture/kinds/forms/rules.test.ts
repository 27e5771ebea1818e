import { describe, expect, test } from 'vitest'
import type { Indicator } from '#figures'
import type { Condition, Field } from '../entry.ts'
import { choicesAsTyped, choicesTyped, conditionsTyped } from './entry.ts'
import { aField } from './field.fixture.ts'
import { countingFor, formFaults, freeKey, moved, referable, whatGoesWith } from './rules.ts'

const anIndicator = (code: string, over: Partial<Indicator> = {}): Indicator => ({
  code,
  nameVi: code,
  nameEn: code,
  unitVi: 'kg',
  unitEn: 'kg',
  rule: 'sum',
  isMoney: false,
  isHeadline: false,
  partOf: null,
  isShare: false,
  definitionVi: code,
  definitionEn: code,
  formula: null,
  source: null,
  ...over,
})
const indicators = new Map(
  [
    anIndicator('kg'),
    anIndicator('dong', { isMoney: true, unitVi: 'đồng' }),
    anIndicator('different', { rule: 'distinct' }),
    anIndicator('rate', { rule: 'derived', formula: 'percent(kg, kg)' }),
  ].map((one) => [one.code, one]),
)
const yesNo = [
  { value: 'yes', label_vi: 'Có', label_en: 'Yes' },
  { value: 'no', label_vi: 'Không', label_en: 'No' },
]

const codes = (fields: Field[], protectsPeople = false) =>
  formFaults(fields, indicators, { protectsPeople }).map(({ field, code }) => [field, code])

describe('what keeps a form from being issued', () => {
  const first = aField({ key: 'first', type: 'count' })
  const asked = aField({ key: 'asked', type: 'choice', choices: yesNo })
  const list = aField({ key: 'list', type: 'repeat' })
  const inside = aField({ key: 'inside', type: 'count', parent: 'list' })
  const last = (shown_if: Condition[], over: Partial<Field> = {}) =>
    aField({ key: 'last', type: 'count', shown_if, ...over })

  test.each([
    ['nothing but photos', [aField({ key: 'p', type: 'photo' })], [['', 'form_has_no_questions']]],
    [
      'two questions for photos',
      [first, aField({ key: 'p', type: 'photo' }), aField({ key: 'p2', type: 'photo' })],
      [['p2', 'form_has_two_photo_questions']],
    ],
    ['one key twice', [first, { ...first }], [['first', 'field_key_is_there_twice']]],
    ['an empty list', [first, list], [['list', 'field_list_has_no_questions']]],
    ['a question in a list that is gone', [first, inside], [['inside', 'field_lies_in_no_list']]],
    ['a question before its list', [inside, list], [['inside', 'field_stands_before_its_list']]],
    [
      'a list in a list',
      [list, inside, aField({ key: 'l2', type: 'repeat', parent: 'list' }), last([], { parent: 'l2' })],
      [['l2', 'field_cannot_lie_in_list']],
    ],
    [
      'a condition on nothing',
      [first, last([{ field: 'gone', is: 'answered' }])],
      [['last', 'field_condition_is_of_nothing']],
    ],
    [
      'a condition on itself',
      [first, last([{ field: 'last', is: 'answered' }])],
      [['last', 'field_condition_looks_ahead']],
    ],
    [
      'a condition on a later question',
      [last([{ field: 'first', is: 'answered' }]), first],
      [['last', 'field_condition_looks_ahead']],
    ],
    [
      'a condition from outside into a list',
      [list, inside, last([{ field: 'inside', is: 'answered' }])],
      [['last', 'field_condition_looks_ahead']],
    ],
    [
      'a condition on a choice that is not there',
      [asked, last([{ field: 'asked', is: 'equals', value: 'maybe' }])],
      [['last', 'field_condition_is_no_choice']],
    ],
    [
      'a number compared with words',
      [first, last([{ field: 'first', is: 'at_least', value: 'three' }])],
      [['last', 'field_condition_does_not_fit']],
    ],
    [
      'a choice compared by size',
      [asked, last([{ field: 'asked', is: 'at_least', value: 'yes' }])],
      [['last', 'field_condition_does_not_fit']],
    ],
    [
      'crossed limits',
      [aField({ key: 'n', type: 'count', minimum: 5, maximum: 3 })],
      [['n', 'field_limits_are_crossed']],
    ],
    [
      'a rate that is typed',
      [aField({ key: 'n', type: 'count', indicator: 'rate', count_as: 'amount' })],
      [['n', 'field_cannot_be_counted']],
    ],
    [
      'an indicator that is gone',
      [aField({ key: 'n', type: 'count', indicator: 'gone', count_as: 'amount' })],
      [['n', 'field_indicator_is_unknown']],
    ],
    [
      'money that counts kilograms',
      [aField({ key: 'n', type: 'money', indicator: 'kg', count_as: 'amount' })],
      [['n', 'field_money_is_mixed_up']],
    ],
    [
      'another unit',
      [aField({ key: 'n', type: 'quantity', unit_vi: 'tấn', indicator: 'kg', count_as: 'amount' })],
      [['n', 'field_unit_differs_from_indicator']],
    ],
    [
      'a counted choice that is gone',
      [{ ...asked, indicator: 'kg', count_as: 'chosen', counted_choice: 'maybe' } as Field],
      [['asked', 'field_counted_choice_is_unsaid']],
    ],
  ] as [string, Field[], string[][]][])('%s', (_, fields, expected) => {
    expect(codes(fields)).toEqual(expected)
  })

  test('a form in order has no fault, and asks for no words where people are protected', () => {
    const fields = [
      asked,
      list,
      { ...inside, shown_if: [{ field: 'asked', is: 'equals', value: 'yes' }] } as Field,
      aField({
        key: 'again',
        type: 'quantity',
        unit_vi: 'kg',
        parent: 'list',
        shown_if: [{ field: 'inside', is: 'at_least', value: 2 }],
        indicator: 'kg',
        count_as: 'amount',
      }),
      last([{ field: 'list', is: 'at_least', value: 2 }]),
      aField({ key: 'name', type: 'text', indicator: 'different', count_as: 'subject' }),
    ]

    expect(codes(fields)).toEqual([])
    expect(codes(fields, true)).toEqual([['name', 'field_could_name_people']])
  })
})

test('how an answer counts follows from what is asked and how the indicator counts', () => {
  const table = (['count', 'people', 'text', 'choice', 'choices', 'repeat', 'date', 'photo'] as const).map(
    (type) => [type, countingFor(type, 'sum'), countingFor(type, 'distinct'), countingFor(type, 'derived')],
  )

  expect(table).toEqual([
    ['count', 'amount', undefined, undefined],
    ['people', 'amount', undefined, undefined],
    ['text', undefined, 'subject', undefined],
    ['choice', 'chosen', 'subject', undefined],
    ['choices', 'chosen', undefined, undefined],
    ['repeat', 'rows', undefined, undefined],
    ['date', undefined, undefined, undefined],
    ['photo', undefined, undefined, undefined],
  ])
})

describe('the order of questions', () => {
  const fields = [
    aField({ key: 'a', type: 'count' }),
    aField({ key: 'list', type: 'repeat' }),
    aField({ key: 'x', type: 'count', parent: 'list' }),
    aField({ key: 'y', type: 'count', parent: 'list' }),
    aField({ key: 'b', type: 'count', shown_if: [{ field: 'a', is: 'answered' }] }),
  ]

  test.each([
    ['b', -1, ['a', 'b', 'list', 'x', 'y']],
    ['list', 1, ['a', 'b', 'list', 'x', 'y']],
    ['a', 1, ['list', 'x', 'y', 'a', 'b']],
    ['y', -1, ['a', 'list', 'y', 'x', 'b']],
    ['x', -1, ['a', 'list', 'x', 'y', 'b']],
    ['a', -1, ['a', 'list', 'x', 'y', 'b']],
    ['b', 1, ['a', 'list', 'x', 'y', 'b']],
    ['gone', 1, ['a', 'list', 'x', 'y', 'b']],
  ] as const)('%s moved by %i', (key, step, expected) => {
    expect(moved(fields, key, step)).toEqual(expected)
  })

  test('a condition may look back, out of its list and within it, never into another', () => {
    const keys = (key: string, parent: string | null) =>
      referable(fields, { key, parent }).map((field) => field.key)

    expect(keys('y', 'list')).toEqual(['a', 'x'])
    expect(keys('b', null)).toEqual(['a', 'list'])
    expect(keys('a', null)).toEqual([])
  })

  test('what goes with a question is named before it goes', () => {
    const keysOf = (some: Field[]) => some.map(({ key }) => key)
    const list = whatGoesWith(fields, 'list')
    const a = whatGoesWith(fields, 'a')

    expect([keysOf(list.inside), keysOf(list.pointing)]).toEqual([['x', 'y'], []])
    expect([keysOf(a.inside), keysOf(a.pointing)]).toEqual([[], ['b']])
  })

  test('a question taken out names those whose words repeat its answer, in either language', () => {
    const answerOf = (key: string) => `\${${key}}`
    const fields = [
      aField({ key: 'hens', type: 'count' }),
      aField({ key: 'eggs', type: 'count', label_vi: `Số trứng của ${answerOf('hens')} con` }),
      aField({ key: 'sold', type: 'count', label_en: `Sold, of ${answerOf(' hens ')} hens` }),
      aField({ key: 'plain', type: 'count', label_vi: 'hens' }),
    ]

    const { pointing, repeating } = whatGoesWith(fields, 'hens')

    expect([pointing, repeating].map((list) => list.map(({ key }) => key))).toEqual([[], ['eggs', 'sold']])
  })
})

describe('what is typed', () => {
  test('choices keep their values when only their words change, and never share one', () => {
    const before = choicesTyped('Đường | Road\nCầu\nĐường', null)
    const after = choicesTyped('Đường nông thôn\nCầu | Bridge\nĐường', before)

    expect(before.map(({ value }) => value)).toEqual(['duong', 'cau', 'duong_2'])
    expect(choicesAsTyped(before)).toBe('Đường | Road\nCầu\nĐường')
    expect(after.map(({ value }) => value)).toEqual(['duong', 'cau', 'duong_2'])
    expect(choicesTyped('Cầu\nCống', before).map(({ value }) => value)).toEqual(['cau', 'cong'])
    expect(choicesTyped('\n \n', null)).toEqual([])
  })

  test('a condition takes a choice by its name, a number as people write it', () => {
    const fields = [
      aField({ key: 'asked', type: 'choice', choices: yesNo }),
      aField({ key: 'count', type: 'count' }),
    ]
    const typed = {
      'c.0.field': 'asked',
      'c.0.is': 'equals',
      'c.0.value': 'khong',
      'c.1.field': 'count',
      'c.1.is': 'at_least',
      'c.1.value': '1.200',
      'c.2.field': 'count',
      'c.2.is': 'nonsense',
    }

    expect(conditionsTyped(typed, fields)).toEqual([
      { field: 'asked', is: 'equals', value: 'no' },
      { field: 'count', is: 'at_least', value: 1200 },
    ])
  })

  test('a key is free, begins with a letter and fits', () => {
    expect(freeKey('so-ho-tham-gia', new Set())).toBe('so_ho_tham_gia')
    expect(freeKey('so-ho', new Set(['so_ho', 'so_ho_2']))).toBe('so_ho_3')
    expect(freeKey('3-thang', new Set())).toBe('q_3_thang')
    expect(freeKey('constructor', new Set())).not.toBe('constructor')
    expect(freeKey('x'.repeat(99), new Set()).length).toBeLessThanOrEqual(40)
  })
})
