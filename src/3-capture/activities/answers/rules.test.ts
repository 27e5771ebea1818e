import { describe, expect, test } from 'vitest'
import type { Field } from '#kinds'
import { aField as aQuestion } from '../../kinds/forms/field.fixture.ts'
import { answersTyped, readOne } from './rules.ts'

const aField = (type: Field['type'], given: Partial<Field> = {}): Field =>
  aQuestion({ key: 'q', type, label_vi: 'Câu hỏi', label_en: 'Question', ...given })
const fault = (code: string, params?: object) => ({ fault: params ? { code, params } : { code } })

describe('a number', () => {
  test('is whole where heads or đồng are counted, and says its unit as people do', () => {
    expect(readOne('1.250 hộ', aField('count', { unit_vi: 'hộ' }))).toEqual({ value: 1250 })
    expect(readOne('1.250.000 đồng', aField('money'))).toEqual({ value: 1_250_000 })
    expect(readOne('12,5', aField('count'))).toEqual(fault('field_is_no_whole_number'))
    expect(readOne('12,5', aField('money'))).toEqual(fault('field_is_no_whole_number'))
    expect(readOne('nhiều', aField('quantity'))).toEqual(fault('field_is_no_number'))
  })

  test('has three decimals: one that has more is refused with the nearest that can be kept', () => {
    const kilograms = aField('quantity', { unit_vi: 'kg' })
    const tooFine = (text: string, nearest: string) => fault('number_is_too_fine', { text, nearest })

    expect(readOne('12,3460 kg', kilograms)).toEqual({ value: 12.346 })
    expect(readOne('12,3456 kg', kilograms)).toEqual(tooFine('12,3456 kg', '12,3460'))
    expect(readOne('khoảng 0,0124', kilograms)).toEqual(tooFine('khoảng 0,0124', '0,012'))
    expect(readOne(0.0004, kilograms)).toEqual(tooFine('0.0004', '0'))
    expect(readOne(0.1 + 0.2, kilograms)).toEqual({ value: 0.3 })
  })

  test('lies between the limits of its question, which may be reached', () => {
    const limited = aField('count', { minimum: 2, maximum: 5 })

    expect([1, 2, 5, 6].map((said) => readOne(said, limited))).toEqual([
      fault('field_is_too_small', { minimum: 2 }),
      { value: 2 },
      { value: 5 },
      fault('field_is_too_large', { maximum: 5 }),
    ])
  })

  test('without limits is neither below nought nor above a million million', () => {
    expect(readOne(-1, aField('count'))).toEqual(fault('field_is_too_small', { minimum: 0 }))
    expect(readOne(1e12, aField('money'))).toEqual({ value: 1e12 })
    expect(readOne(1e12 + 1, aField('money'))).toEqual(fault('field_is_too_large', { maximum: 1e12 }))
  })
})

describe('people', () => {
  const people = aField('people')

  test('are read by sex, as a program or a page names them; who is not named is nobody', () => {
    expect(readOne({ female: 3, male: '2' }, people)).toEqual({ value: { female: 3, male: 2 } })
    expect(readOne({ women: '3', men: '' }, people)).toEqual({ value: { female: 3, male: 0 } })
    expect(readOne({ women: null, men: ' ' }, people)).toEqual({ value: { female: 0, male: 0 } })
    expect(readOne({ female: 0, women: 9 }, people)).toEqual({ value: { female: 0, male: 0 } })
  })

  test('are limited by their sum, not by either sex', () => {
    const limited = aField('people', { minimum: 4, maximum: 6 })

    expect(readOne({ female: 3, male: 3 }, limited)).toEqual({ value: { female: 3, male: 3 } })
    expect(readOne({ female: 3 }, limited)).toEqual(fault('field_is_too_small', { minimum: 4 }))
    expect(readOne({ female: 4, male: 3 }, limited)).toEqual(fault('field_is_too_large', { maximum: 6 }))
  })

  test('are whole, and no less than nobody', () => {
    expect(readOne({ female: '1,5' }, people)).toEqual(fault('field_is_no_whole_number'))
    expect(readOne({ female: -1, male: 5 }, people)).toEqual(fault('field_is_too_small', { minimum: 0 }))
  })

  test.each([['7'], [7], [null], [[1, 2]]])('%j says nothing of sexes', (raw) => {
    expect(readOne(raw, people)).toEqual(fault('field_is_malformed'))
  })
})

describe('a text', () => {
  test('is kept without what the database refuses, in whole signs', () => {
    expect(readOne(' a\0b\ud800 ', aField('text'))).toEqual({ value: 'ab\ufffd' })
    expect(readOne('ủ'.normalize('NFD'), aField('text'))).toEqual({ value: 'ủ' })
    expect(readOne(12, aField('text'))).toEqual({ value: '12' })
  })

  test('without a longest length has 500 signs at most', () => {
    expect(readOne('x'.repeat(500), aField('text'))).toEqual({ value: 'x'.repeat(500) })
    expect(readOne('x'.repeat(501), aField('text'))).toMatchObject({ fault: { params: { maximum: 500 } } })
  })

  test('is as long as its question asks', () => {
    const limited = aField('text', { minimum: 2, maximum: 4 })

    expect(['a', 'ab', 'abcd', 'abcde'].map((said) => 'fault' in readOne(said, limited))).toEqual([
      true,
      false,
      false,
      true,
    ])
  })

  test.each([[{}], [[]], [null]])('is not %j', (raw) => {
    expect(readOne(raw, aField('text'))).toEqual(fault('field_is_malformed'))
  })
})

describe('choices', () => {
  const choices = ['loa', 'zalo', 'hop'].map((value) => ({ value, label_vi: value, label_en: value }))
  const several = aField('choices', { choices })

  test('are told as a list, as ticked boxes or as words apart, and kept in the order of the form', () => {
    expect(readOne(['hop', 'loa'], several)).toEqual({ value: ['loa', 'hop'] })
    expect(readOne({ hop: 'on', zalo: '', loa: true }, several)).toEqual({ value: ['loa', 'hop'] })
    expect(readOne({ hop: false, loa: 1, zalo: true }, several)).toEqual({ value: ['zalo'] })
    expect(readOne(' zalo  loa ', several)).toEqual({ value: ['loa', 'zalo'] })
    expect(readOne('', several)).toEqual({ value: [] })
  })

  test('are among those of the question', () => {
    expect(readOne(['loa', 'báo'], several)).toEqual(fault('field_is_no_choice'))
    expect(readOne(null, several)).toEqual(fault('field_is_no_choice'))
    expect(readOne('loa', aField('choices'))).toEqual(fault('field_is_no_choice'))
    expect(readOne('', aField('choices'))).toEqual({ value: [] })
    expect(readOne('loa', aField('choice', { choices }))).toEqual({ value: 'loa' })
    expect(readOne('báo', aField('choice', { choices }))).toEqual(fault('field_is_no_choice'))
    expect(readOne('loa', aField('choice'))).toEqual(fault('field_is_no_choice'))
  })

  test('are as many as the question asks', () => {
    const limited = aField('choices', { choices, minimum: 2, maximum: 2 })

    expect(readOne('loa', limited)).toEqual(fault('choices_are_too_few', { minimum: 2 }))
    expect(readOne('loa zalo', limited)).toEqual({ value: ['loa', 'zalo'] })
    expect(readOne('loa zalo hop', limited)).toEqual(fault('choices_are_too_many', { maximum: 2 }))
  })
})

test('a day is one that the calendar has', () => {
  expect(readOne('2026-03-08', aField('date'))).toEqual({ value: '2026-03-08' })
  expect(readOne('2026-02-30', aField('date'))).toEqual(fault('field_is_no_day'))
})

describe('a time of day', () => {
  test.each([
    ['7:30', '07:30'],
    ['7h30', '07:30'],
    ['19g', '19:00'],
    ['19 H 05', '19:05'],
    ['07:30:00', '07:30'],
    ['07:30:00.250Z', '07:30'],
    ['07:30:00.123456789+07:00', '07:30'],
    ['07:30-0700', '07:30'],
    ['23:59', '23:59'],
    ['0:00', '00:00'],
  ])('%j is %s', (raw, value) => {
    expect(readOne(raw, aField('time'))).toEqual({ value })
  })

  test.each([
    '24:00',
    '7:60',
    '730',
    '7',
    'lúc 7:30',
    '7:30 sáng',
    '123:00',
    '7:3',
    '7:30:1',
    '7:30+7',
    '7:30:00.',
    '',
  ])('%j is none', (raw) => {
    expect(readOne(raw, aField('time'))).toEqual(fault('field_is_no_time'))
  })
})

describe('a place', () => {
  const place = (raw: unknown) => readOne(raw, aField('place'))
  const here = { latitude: 10.7626, longitude: 106.6602 }

  test.each([
    ['10.7626, 106.6602'],
    ['10.7626 106.6602'],
    [' 10.7626;106.6602 '],
    ['10,7626; 106,6602'],
    ['10,7626 106,6602'],
    [{ latitude: 10.7626, longitude: '106.6602' }],
    [{ latitude: 10.76260004, longitude: 106.66019996 }],
  ])('%j is read', (raw) => {
    expect(place(raw)).toEqual({ value: here })
  })

  test('has how far it may be off as its third number, or its fourth where the third is the height', () => {
    expect(place('10.7626 106.6602 7.6')).toEqual({ value: { ...here, accuracyMetres: 8 } })
    expect(place('10.7626 106.6602 120 5')).toEqual({ value: { ...here, accuracyMetres: 5 } })
    expect(place({ ...here, accuracyMetres: 0 })).toEqual({ value: { ...here, accuracyMetres: 0 } })
    expect(place({ ...here, accuracyMetres: -1 })).toEqual({ value: here })
    expect(place({ ...here, accuracyMetres: 'gần' })).toEqual({ value: here })
  })

  test('lies on earth, its edges and the south and west included', () => {
    expect(place('-90 -180')).toEqual({ value: { latitude: -90, longitude: -180 } })
    expect(place('90 180')).toEqual({ value: { latitude: 90, longitude: 180 } })
    expect(place('-1,5 -2,5')).toEqual({ value: { latitude: -1.5, longitude: -2.5 } })
  })

  test.each([
    ['90.1 10'],
    ['10 180.1'],
    ['10.7626'],
    ['ở chợ'],
    ['10.7626 106.6602 1 2 3'],
    ['10.7626x 106.6602'],
    ['10.7626 x106.6602'],
    ['10. 106'],
    [{ latitude: 10 }],
    [{ longitude: 10 }],
    [null],
    [''],
  ])('%j is none', (raw) => {
    expect(place(raw)).toEqual(fault('field_is_no_place'))
  })
})

test('photos and lists are read elsewhere', () => {
  expect(readOne('x', aField('photo'))).toEqual({})
  expect(readOne('x', aField('repeat'))).toEqual({})
})

describe('the fields of a form', () => {
  test('are answers by where they stand', () => {
    expect(
      answersTyped({
        'a.households': '12',
        'a.people.women': '3',
        'a.people.men': '',
        'a.works.0.length': '5',
        'a.works.1.means.radio': 'on',
        seen: '1',
        a: 'x',
        'b.households': '13',
      }),
    ).toEqual({
      households: '12',
      people: { women: '3', men: '' },
      works: { 0: { length: '5' }, 1: { means: { radio: 'on' } } },
    })
  })

  test('are none with a name that no form has', () => {
    expect(
      answersTyped({
        'a.': '1',
        'a.p..x': '1',
        'a._x': '1',
        'a.1.2.3.4.5': '1',
        'a.đ': '1',
        'a.x y': '1',
        [`a.${'x'.repeat(61)}`]: '1',
      }),
    ).toEqual({})
    expect(answersTyped({ [`a.${'x'.repeat(60)}`]: '1', 'a.K-1_b': '2' })).toEqual({
      ['x'.repeat(60)]: '1',
      'K-1_b': '2',
    })
  })

  test('that say a thing is a text and holds others hold others', () => {
    expect(answersTyped({ 'a.q': '1', 'a.q.women': '2' })).toEqual({ q: { women: '2' } })
  })
})
