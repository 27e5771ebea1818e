import { expect, test } from 'vitest'
import type { Indicator } from '#figures'
import { type Condition, type Field, fieldTypes } from '../entry.ts'
import { aField } from './field.fixture.ts'
import { comparisonsOf, countingFor, formFaults, freeKey, mostQuestions, whatGoesWith } from './rules.ts'

const kilograms: Indicator = {
  code: 'kg',
  nameVi: 'kg',
  nameEn: 'kg',
  unitVi: 'kg',
  unitEn: 'kg',
  rule: 'sum',
  isMoney: false,
  isHeadline: false,
  partOf: null,
  isShare: false,
  definitionVi: 'kg',
  definitionEn: 'kg',
  formula: null,
  source: null,
}
const indicators = new Map([
  ['kg', kilograms],
  ['dong', { ...kilograms, code: 'dong', unitVi: 'đồng', isMoney: true }],
])
const faults = (fields: Field[], protectsPeople = false) => formFaults(fields, indicators, { protectsPeople })
const codes = (...fields: Field[]) => faults(fields).map(({ field, code }) => [field, code])

const first = aField({ key: 'first', type: 'count' })
const choice = (value: string) => ({ value, label_vi: value, label_en: value })
const asked = (condition: Condition, over: Partial<Field> = {}) =>
  aField({ key: 'last', type: 'count', shown_if: [condition], ...over })

test('every type of question is compared in its own ways', () => {
  const bySize = ['at_least', 'at_most', 'answered']
  const byValue = ['equals', 'differs', 'answered']
  const both = ['equals', 'differs', ...bySize]

  expect(Object.fromEntries(fieldTypes.map((type) => [type, comparisonsOf(type)]))).toEqual({
    count: both,
    quantity: both,
    money: both,
    date: both,
    time: both,
    people: bySize,
    repeat: bySize,
    text: byValue,
    choice: byValue,
    choices: ['includes', ...bySize],
    place: ['answered'],
    photo: [],
  })
})

test('what is measured counts as an amount, what is none counts nowhere', () => {
  expect((['quantity', 'money', 'time', 'place'] as const).map((type) => countingFor(type, 'sum'))).toEqual([
    'amount',
    'amount',
    undefined,
    undefined,
  ])
})

test('a hundred questions are a form, one more is too many', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => aField({ key: `q${at}`, type: 'count' }))

  expect(mostQuestions).toBe(100)
  expect(faults(many(100))).toEqual([])
  expect(faults(many(101))).toEqual([
    { field: '', code: 'form_has_too_many_questions', params: { maximum: 100 } },
  ])
})

test.each([
  ['yes', []],
  ['A-1_b', []],
  ['9', []],
  ['a'.repeat(60), []],
  ['a'.repeat(61), ['field_choice_is_malformed']],
  ['_yes', ['field_choice_is_malformed']],
  ['yes ', ['field_choice_is_malformed']],
  ['', ['field_choice_is_malformed']],
])('the choice “%s” has the faults %j', (value, expected) => {
  for (const type of ['choice', 'choices'] as const)
    expect(faults([aField({ key: 'c', type, choices: [choice(value)] })]).map(({ code }) => code)).toEqual(
      expected,
    )
})

test('choices are there, and each is there once', () => {
  for (const type of ['choice', 'choices'] as const) {
    expect(codes(aField({ key: 'c', type, choices: null }))).toEqual([['c', 'field_choice_has_no_choices']])
    expect(codes(aField({ key: 'c', type, choices: [choice('a'), choice('b'), choice('a')] }))).toEqual([
      ['c', 'field_choice_is_there_twice'],
    ])
  }
})

test('a quantity has a unit, and limits that are alike leave one answer', () => {
  expect(codes(aField({ key: 'n', type: 'quantity', unit_vi: null }))).toEqual([
    ['n', 'field_quantity_has_no_unit'],
  ])
  expect(codes(aField({ key: 'n', type: 'count', minimum: 3, maximum: 3 }))).toEqual([])
  expect(codes(aField({ key: 'n', type: 'count', minimum: 4, maximum: null }))).toEqual([])
})

test('a photo lies in no list, and a question lies only in a list', () => {
  const list = aField({ key: 'list', type: 'repeat' })
  const inside = aField({ key: 'inside', type: 'count', parent: 'list' })

  expect(codes(list, inside, aField({ key: 'p', type: 'photo', parent: 'list' }))).toEqual([
    ['p', 'field_cannot_lie_in_list'],
  ])
  expect(codes(first, aField({ key: 'n', type: 'count', parent: 'first' }))).toEqual([
    ['n', 'field_lies_in_no_list'],
  ])
})

test('a place, too, could tell who was helped', () => {
  const place = aField({ key: 'where', type: 'place' })

  expect(faults([first, place], true)).toEqual([{ field: 'where', code: 'field_could_name_people' }])
  expect(faults([first, place], false)).toEqual([])
})

test('a condition under which a question is required is held to the same rules, and told once', () => {
  const gone: Condition = { field: 'gone', is: 'answered' }

  expect(codes(first, asked({ field: 'first', is: 'answered' }, { required_if: [gone, gone] }))).toEqual([
    ['last', 'field_condition_is_of_nothing'],
  ])
})

test.each([
  ['count', 'at_least', 2, []],
  ['count', 'at_least', '2', ['field_condition_does_not_fit']],
  ['date', 'at_least', '2026-01-01', []],
  ['date', 'at_least', 2, ['field_condition_does_not_fit']],
  ['text', 'equals', 'x', []],
  ['text', 'at_least', 'x', ['field_condition_does_not_fit']],
  ['people', 'at_most', 2, []],
  ['choices', 'at_least', 2, []],
  ['choices', 'at_least', 'a', ['field_condition_does_not_fit']],
  ['choices', 'includes', 'a', []],
  ['choices', 'includes', 'b', ['field_condition_is_no_choice']],
  ['choice', 'differs', 'a', []],
  ['choice', 'differs', 'b', ['field_condition_is_no_choice']],
] as const)('of a %s, %s %j has the faults %j', (type, is, value, expected) => {
  const other = aField({
    key: 'other',
    type,
    choices: type === 'choice' || type === 'choices' ? [choice('a')] : null,
  })

  const found = faults([other, asked({ field: 'other', is, value } as Condition)])

  expect(found.map(({ code }) => code)).toEqual(expected)
})

test('what feeds an indicator has its unit and its kind of amount', () => {
  const feeding = (over: Partial<Field>) =>
    faults([aField({ key: 'n', type: 'count', indicator: 'kg', count_as: 'amount', ...over })])

  expect(feeding({ unit_vi: null })).toEqual([])
  expect(feeding({ unit_vi: 'kg' })).toEqual([])
  expect(feeding({ unit_vi: 'tấn' })).toEqual([
    { field: 'n', code: 'field_unit_differs_from_indicator', params: { unit: 'kg' } },
  ])
  expect(feeding({ count_as: null })).toEqual([{ field: 'n', code: 'field_cannot_be_counted' }])
  expect(feeding({ count_as: 'rows' })).toEqual([{ field: 'n', code: 'field_cannot_be_counted' }])
  expect(feeding({ indicator: 'dong' })).toEqual([{ field: 'n', code: 'field_money_is_mixed_up' }])
  expect(feeding({ type: 'money', indicator: 'dong', unit_vi: 'VNĐ' })).toEqual([])
  expect(
    feeding({ type: 'choice', count_as: 'chosen', choices: [choice('a')], counted_choice: 'a' }),
  ).toEqual([])
})

test('with a list go the conditions on what lies in it, and those of requirement', () => {
  const fields = [
    aField({ key: 'list', type: 'repeat' }),
    aField({ key: 'x', type: 'count', parent: 'list' }),
    aField({ key: 'after', type: 'count', shown_if: [], required_if: [{ field: 'x', is: 'answered' }] }),
    aField({ key: 'apart', type: 'count' }),
  ]

  const { inside, pointing } = whatGoesWith(fields, 'list')

  expect([inside, pointing].map((some) => some.map(({ key }) => key))).toEqual([['x'], ['after']])
})

test('a key is cut to leave room for a number, and never ends in a line', () => {
  expect(freeKey('x'.repeat(99), new Set())).toBe('x'.repeat(36))
  expect(freeKey('abcdef-ghijk', new Set(), 11)).toBe('abcdef')
  expect(freeKey('abc', new Set(['abc', 'abc_2', 'abc_3']))).toBe('abc_4')
  expect(freeKey('constructor', new Set())).toBe('constructor_1')
})
