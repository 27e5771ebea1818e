import { expect, test } from 'vitest'
import type { Condition, Field } from '#kinds'
import { objectionTo } from '#life'
import { aField } from '../kinds/forms/field.fixture.ts'
import { activityLife } from './life.ts'
import { amountsOf, fewestPhotos, isRequired, isShown, photoFault, readAnswers } from './rules.ts'
import type { Activity } from './store.ts'

const list = aField({ key: 'rows', type: 'repeat' })
const name = aField({ key: 'name', type: 'text', parent: 'rows' })
const rows = (count: number) => ({ rows: Array.from({ length: count }, () => ({ name: 'x' })) })
const tooMany = (maximum: number) => [{ field: 'a.rows', code: 'rows_are_too_many', params: { maximum } }]

test('a list has two hundred rows at most, whatever its form allows', () => {
  for (const maximum of [null, 500]) {
    const fields = [{ ...list, maximum }, name]

    expect(readAnswers(fields, rows(200)).faults).toEqual([])
    expect(readAnswers(fields, rows(200)).answers.rows).toHaveLength(200)
    expect(readAnswers(fields, rows(201))).toEqual({ answers: {}, faults: tooMany(200) })
  }
  expect(readAnswers([{ ...list, maximum: 3 }, name], rows(3)).faults).toEqual([])
})

test('a list that is no list is malformed, also where one of its rows is none', () => {
  const malformed = [{ field: 'a.rows', code: 'field_is_malformed' }]

  expect(readAnswers([list, name], { rows: 'x' })).toEqual({ answers: {}, faults: malformed })
  expect(readAnswers([list, name], { rows: [{ name: 'x' }, 'y'] })).toEqual({
    answers: { rows: [{ name: 'x' }] },
    faults: malformed,
  })
})

test.each([[undefined], [null], [''], ['  '], [[]], [{}], [[null, ' ']], [{ female: '', male: null }]])(
  '%j is blank: a question that must be answered is not, another is left out',
  (said) => {
    const one = aField({ key: 'q', type: 'people' })

    expect(readAnswers([one], { q: said })).toEqual({ answers: {}, faults: [] })
    expect(readAnswers([{ ...one, required: true }], { q: said }).faults).toEqual([
      { field: 'a.q', code: 'field_is_required' },
    ])
  },
)

test('what every object has of itself answers no question', () => {
  expect(readAnswers([aField({ key: 'toString', type: 'text' })], {})).toEqual({ answers: {}, faults: [] })
})

test.each([
  [{ field: 'n', is: 'at_least', value: '3' }, false],
  [{ field: 'n', is: 'at_most', value: '9' }, false],
  [{ field: 'n', is: 'at_most', value: 4 }, false],
  [{ field: 'n', is: 'at_most', value: 5 }, true],
  [{ field: 'n', is: 'includes', value: 5 }, false],
  [{ field: 'n', is: 'at_least' }, false],
  [{ field: 'where', is: 'at_least', value: 0 }, false],
  [{ field: 'where', is: 'answered' }, true],
] as [Condition, boolean][])('%j holds of 5 and of a place: %s', (condition, expected) => {
  const answers = { n: 5, where: { latitude: 10, longitude: 106 } }

  expect(isShown({ shown_if: [condition] }, answers)).toBe(expected)
})

test('in a row its own answers come before those outside', () => {
  const condition: Condition = { field: 'n', is: 'equals', value: 1 }

  expect(isShown({ shown_if: [condition] }, { n: 2 }, { n: 1 })).toBe(true)
  expect(isShown({ shown_if: [condition] }, { n: 1 }, {})).toBe(true)
  expect(isRequired({ required: false, required_if: [condition] }, { n: 2 }, { n: 1 })).toBe(true)
  expect(isRequired({ required: false, required_if: [] }, {})).toBe(false)
})

test('a photo that must be there is at least one, and is asked for only where its question is', () => {
  const photo = (over: Partial<Field>) => [aField({ key: 'p', type: 'photo', required: true, ...over })]
  const hidden = { shown_if: [{ field: 'n', is: 'answered' }] as Condition[] }

  expect(fewestPhotos([], {})).toBe(0)
  expect(fewestPhotos(photo({ required: false, minimum: 3 }), {})).toBe(0)
  expect(fewestPhotos(photo({ minimum: null }), {})).toBe(1)
  expect(fewestPhotos(photo({ minimum: 0 }), {})).toBe(1)
  expect(fewestPhotos(photo({ minimum: 3 }), {})).toBe(3)
  expect(fewestPhotos(photo(hidden), {})).toBe(0)
  expect(fewestPhotos(photo(hidden), { n: 1 })).toBe(1)
  expect(photoFault(photo({ minimum: 2 }), {}, 2)).toBeUndefined()
  expect(photoFault(photo({ minimum: 2 }), {}, 1)).toEqual({
    field: 'photos',
    code: 'photos_are_too_few',
    params: { minimum: 2 },
  })
})

test('amounts are summed to three decimals, chosen ones count one or nought, what does not fit counts nothing', () => {
  const feeding = (key: string, count_as: Field['count_as'], over: Partial<Field> = {}) =>
    aField({ key, type: 'quantity', indicator: 'i', count_as, ...over })
  const of = (fields: Field[], answers: Parameters<typeof amountsOf>[1]) =>
    amountsOf(fields, answers, (indicator, text) => `${indicator}:${text}`)

  expect(of([feeding('a', 'amount'), feeding('b', 'amount')], { a: 0.1, b: 0.2 })).toEqual([
    { indicator: 'i', amount: 0.3 },
  ])
  expect(of([feeding('a', 'amount')], { a: 0 })).toEqual([{ indicator: 'i', amount: 0 }])
  expect(of([feeding('a', 'amount')], { a: { female: 2, male: 3 } })).toEqual([{ indicator: 'i', amount: 5 }])
  for (const odd of ['12', ['x'], { latitude: 1, longitude: 2 }])
    expect(of([feeding('a', 'amount')], { a: odd })).toEqual([])
  for (const odd of ['12', 3, ['x']]) expect(of([feeding('a', 'rows')], { a: odd })).toEqual([])
  for (const [said, amount] of [
    ['x', 1],
    ['y', 0],
    [['y', 'x'], 1],
    [['y'], 0],
  ] as const)
    expect(of([feeding('a', 'chosen', { counted_choice: 'x' })], { a: said as string })).toEqual([
      { indicator: 'i', amount },
    ])
  expect(of([feeding('a', 'subject'), feeding('b', 'subject')], { a: 'An', b: 'An' })).toEqual([
    { indicator: 'i', amount: 1, subject: 'i:An' },
  ])
  expect(of([feeding('a', 'subject')], { a: 3 })).toEqual([])
  expect(of([feeding('a', null)], { a: 3 })).toEqual([])
  expect(of([feeding('a', 'amount', { indicator: null })], { a: 3 })).toEqual([])
  expect(of([feeding('a', 'amount', { parent: 'a' })], { a: 3 })).toEqual([])
})

test('a record that waits is checked by anybody but who wrote it', () => {
  const objection = (state: string, writtenBy: string | null) =>
    objectionTo(activityLife, 'accepted', { state, writtenBy, version: 1 } as Activity, {
      personId: 'one',
      version: 1,
    })?.code

  expect(objection('recorded', 'other')).toBeUndefined()
  expect(objection('recorded', null)).toBeUndefined()
  expect(objection('recorded', 'one')).toBe('review_is_by_its_writer')
  expect(objection('accepted', 'other')).toBe('seen_is_outdated')
})
