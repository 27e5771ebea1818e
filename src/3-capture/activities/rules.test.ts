import { describe, expect, test } from 'vitest'
import type { Condition, Field } from '#kinds'
import { aField } from '../kinds/forms/field.fixture.ts'
import { answersTyped } from './entry.ts'
import { amountsOf, fewestPhotos, photoFault, readAnswers } from './rules.ts'

const choicesNamed = (...values: string[]) =>
  values.map((value) => ({ value, label_vi: value, label_en: value }))

const read = (field: Partial<Field> & Pick<Field, 'type'>, said: unknown) => {
  const { answers, faults } = readAnswers([aField({ key: 'q', ...field })], { q: said })
  return faults[0]?.code ?? answers.q
}

describe('each type is read from a page, the API and a phone alike', () => {
  const means = { type: 'choices', choices: choicesNamed('radio', 'loudspeaker', 'post') } as const

  test.each([
    ['several choices as a list', means, ['post', 'radio'], ['radio', 'post']],
    ['several choices as ticked boxes', means, { post: 'yes', radio: '' }, ['post']],
    ['several choices as XForms writes them', means, 'post loudspeaker', ['loudspeaker', 'post']],
    ['a choice that is none', means, ['radio', 'telex'], 'field_is_no_choice'],
    ['too few choices', { ...means, minimum: 2 }, ['radio'], 'choices_are_too_few'],
    ['too many choices', { ...means, maximum: 1 }, ['radio', 'post'], 'choices_are_too_many'],
    ['a time as the browser sends it', { type: 'time' }, '07:30', '07:30'],
    ['a time as people write it', { type: 'time' }, '7h5', 'field_is_no_time'],
    ['an hour as people write it', { type: 'time' }, '19h', '19:00'],
    ['a time with its zone', { type: 'time' }, '08:05:00.000+07:00', '08:05'],
    ['a time that no clock shows', { type: 'time' }, '24:00', 'field_is_no_time'],
    [
      'a place copied from a map',
      { type: 'place' },
      '10.762622, 106.660172',
      { latitude: 10.762622, longitude: 106.660172 },
    ],
    [
      'a place with decimal commas',
      { type: 'place' },
      '10,762622 106,660172',
      { latitude: 10.762622, longitude: 106.660172 },
    ],
    [
      'a place from XForms',
      { type: 'place' },
      '10.76 106.66 2 5.4',
      { latitude: 10.76, longitude: 106.66, accuracyMetres: 5 },
    ],
    [
      'a place from a phone',
      { type: 'place' },
      { latitude: 10.7626221, longitude: 106.66, accuracyMetres: 12 },
      { latitude: 10.762622, longitude: 106.66, accuracyMetres: 12 },
    ],
    ['a place that is nowhere', { type: 'place' }, '106.66, 10.76', 'field_is_no_place'],
    ['a place in words', { type: 'place' }, 'nhà văn hóa ấp 3', 'field_is_no_place'],
    ['half a place', { type: 'place' }, '10.76', 'field_is_no_place'],
    ['people', { type: 'people' }, { women: '12', men: '' }, { female: 12, male: 0 }],
    [
      'too many people together',
      { type: 'people', maximum: 20 },
      { female: 12, male: 9 },
      'field_is_too_large',
    ],
    ['too few people together', { type: 'people', minimum: 5 }, { female: 2, male: 2 }, 'field_is_too_small'],
    [
      'a number that must be more',
      { type: 'quantity', minimum: 2.5, excludes_minimum: true },
      '2,5',
      'field_is_not_above',
    ],
    ['a number that is more', { type: 'quantity', minimum: 2.5, excludes_minimum: true }, '2,51', 2.51],
    [
      'a number that must be less',
      { type: 'quantity', maximum: 9, excludes_maximum: true },
      9,
      'field_is_not_below',
    ],
    ['a text that is too short', { type: 'text', minimum: 5 }, 'ba', 'field_is_too_short'],
    ['an object where a text belongs', { type: 'text' }, { a: 'b' }, 'field_is_malformed'],
    ['a text with a zero byte', { type: 'text' }, 'ấp\0 3', 'ấp 3'],
  ] as const)('%s', (_, field, said, expected) => {
    expect(read(field as Partial<Field> & Pick<Field, 'type'>, said)).toEqual(expected)
  })
})

describe('a question that is not shown is not asked', () => {
  const kind = aField({ key: 'kind', type: 'choice', choices: choicesNamed('tree', 'road') })
  const length = (...shown_if: Condition[]) =>
    aField({ key: 'length', type: 'quantity', required: true, shown_if, indicator: 'm', count_as: 'amount' })

  test('it is required only where it is shown', () => {
    const fields = [kind, length({ field: 'kind', is: 'equals', value: 'road' })]

    expect(readAnswers(fields, { kind: 'tree' }).faults).toEqual([])
    expect(readAnswers(fields, { kind: 'road' }).faults).toEqual([
      { field: 'a.length', code: 'field_is_required' },
    ])
  })

  test('its answer is dropped, wrong or right, and counts nothing', () => {
    const fields = [kind, length({ field: 'kind', is: 'equals', value: 'road' })]

    for (const said of ['12', 'not a number']) {
      const { answers, faults } = readAnswers(fields, { kind: 'tree', length: said })
      expect([answers, faults]).toEqual([{ kind: 'tree' }, []])
      expect(amountsOf(fields, answers, String)).toEqual([])
    }
  })

  test('what hangs on an answer that was dropped is dropped as well', () => {
    const fields = [
      kind,
      length({ field: 'kind', is: 'equals', value: 'road' }),
      aField({ key: 'width', type: 'quantity', shown_if: [{ field: 'length', is: 'answered' }] }),
    ]

    expect(readAnswers(fields, { kind: 'tree', length: 3, width: 2 }).answers).toEqual({ kind: 'tree' })
    expect(readAnswers(fields, { kind: 'road', length: 3, width: 2 }).answers).toEqual({
      kind: 'road',
      length: 3,
      width: 2,
    })
  })

  test('it is required only where its own conditions for that hold, outside of lists and in their rows', () => {
    const required_if: Condition[] = [{ field: 'kind', is: 'equals', value: 'road' }]
    const fields = [
      kind,
      aField({ key: 'why', type: 'text', required_if }),
      aField({ key: 'rows', type: 'repeat' }),
      aField({ key: 'name', type: 'text', parent: 'rows' }),
      aField({ key: 'size', type: 'count', parent: 'rows', required_if }),
      aField({ key: 'photo', type: 'photo', minimum: 2, required_if }),
    ]
    const faultsOf = (said: string) =>
      readAnswers(fields, { kind: said, rows: [{ name: 'A' }] }).faults.map(
        ({ field, code }) => `${field} ${code}`,
      )

    expect(faultsOf('tree')).toEqual([])
    expect(faultsOf('road')).toEqual(['a.why field_is_required', 'a.rows.0.size field_is_required'])
    expect(fewestPhotos(fields, { kind: 'tree' })).toBe(0)
    expect(fewestPhotos(fields, { kind: 'road' })).toBe(2)
  })

  const asked = [
    aField({ key: 'count', type: 'count' }),
    aField({ key: 'people', type: 'people' }),
    aField({ key: 'means', type: 'choices', choices: choicesNamed('a', 'b') }),
    aField({ key: 'day', type: 'date' }),
    aField({ key: 'works', type: 'repeat' }),
    aField({ key: 'name', type: 'text', parent: 'works' }),
  ]
  const answers = {
    count: 3,
    people: { female: 2, male: 2 },
    means: ['a'],
    day: '2026-03-08',
    works: [{ name: 'x' }, { name: 'y' }],
  }

  test.each([
    [{ field: 'count', is: 'equals', value: 3 }, true],
    [{ field: 'count', is: 'equals', value: '3' }, false],
    [{ field: 'count', is: 'differs', value: 3 }, false],
    [{ field: 'count', is: 'at_least', value: 3 }, true],
    [{ field: 'count', is: 'at_least', value: 4 }, false],
    [{ field: 'count', is: 'at_most', value: 3 }, true],
    [{ field: 'people', is: 'at_least', value: 4 }, true],
    [{ field: 'people', is: 'at_most', value: 3 }, false],
    [{ field: 'means', is: 'includes', value: 'a' }, true],
    [{ field: 'means', is: 'includes', value: 'b' }, false],
    [{ field: 'means', is: 'answered' }, true],
    [{ field: 'day', is: 'at_least', value: '2026-03-01' }, true],
    [{ field: 'day', is: 'at_most', value: '2026-03-01' }, false],
    [{ field: 'works', is: 'at_least', value: 2 }, true],
    [{ field: 'works', is: 'at_least', value: 3 }, false],
  ] as [Condition, boolean][])('%j holds: %s', (condition, expected) => {
    const fields = [...asked, aField({ key: 'last', type: 'text', shown_if: [condition] })]

    expect('last' in readAnswers(fields, { ...answers, last: 'seen' }).answers).toBe(expected)
  })

  test.each([
    ['differs', 3, true],
    ['equals', 3, false],
    ['at_least', 0, false],
    ['at_most', 9, false],
    ['answered', undefined, false],
  ] as const)('of a blank answer %s %s is %s, as in XForms', (is, value, expected) => {
    const condition = value === undefined ? { field: 'count', is } : { field: 'count', is, value }
    const fields = [...asked, aField({ key: 'last', type: 'text', shown_if: [condition] })]

    expect('last' in readAnswers(fields, { last: 'seen' }).answers).toBe(expected)
  })

  test('all conditions must hold', () => {
    const fields = [
      kind,
      aField({ key: 'count', type: 'count' }),
      length({ field: 'kind', is: 'equals', value: 'road' }, { field: 'count', is: 'at_least', value: 2 }),
    ]

    expect(readAnswers(fields, { kind: 'road', count: 1, length: 5 }).answers.length).toBeUndefined()
    expect(readAnswers(fields, { kind: 'road', count: 2, length: 5 }).answers.length).toBe(5)
  })
})

describe('a list', () => {
  const works = [
    aField({ key: 'street', type: 'text' }),
    aField({ key: 'works', type: 'repeat', indicator: 'works', count_as: 'rows', maximum: 3 }),
    aField({ key: 'name', type: 'text', parent: 'works', required: true }),
    aField({
      key: 'kind',
      type: 'choice',
      parent: 'works',
      choices: choicesNamed('road', 'bridge'),
      indicator: 'bridges',
      count_as: 'chosen',
      counted_choice: 'bridge',
    }),
    aField({
      key: 'length',
      type: 'quantity',
      parent: 'works',
      shown_if: [{ field: 'kind', is: 'equals', value: 'road' }],
      indicator: 'metres',
      count_as: 'amount',
    }),
  ]

  test('takes rows from the fields of a page, drops blank ones and leaves conditions to each row', () => {
    const raw = answersTyped({
      'a.works.0.name': 'Đường ấp 1',
      'a.works.0.kind': 'road',
      'a.works.0.length': '120,5',
      'a.works.1.name': '  ',
      'a.works.1.length': '',
      'a.works.2.name': 'Cầu ấp 2',
      'a.works.2.kind': 'bridge',
      'a.works.2.length': '99',
      'rows.works': '3',
      other: 'x',
    })

    const { answers, faults } = readAnswers(works, raw)

    expect(faults).toEqual([])
    expect(answers).toEqual({
      works: [
        { name: 'Đường ấp 1', kind: 'road', length: 120.5 },
        { name: 'Cầu ấp 2', kind: 'bridge' },
      ],
    })
    expect(amountsOf(works, answers, String)).toEqual([
      { indicator: 'works', amount: 2 },
      { indicator: 'bridges', amount: 1 },
      { indicator: 'metres', amount: 120.5 },
    ])
  })

  test('names a fault by the row as it was sent', () => {
    const { faults } = readAnswers(works, { works: [{}, { kind: 'road', length: 'long' }] })

    expect(faults).toEqual([
      { field: 'a.works.1.name', code: 'field_is_required' },
      { field: 'a.works.1.length', code: 'field_is_no_number' },
    ])
  })

  test('keeps to its fewest and most rows', () => {
    const rows = (count: number) => ({ works: Array.from({ length: count }, () => ({ name: 'x' })) })
    const least = works.map((field) =>
      field.key === 'works' ? { ...field, minimum: 2, required: true } : field,
    )

    expect(readAnswers(least, rows(1)).faults).toEqual([
      { field: 'a.works', code: 'rows_are_too_few', params: { minimum: 2 } },
    ])
    expect(readAnswers(least, rows(4)).faults).toEqual([
      { field: 'a.works', code: 'rows_are_too_many', params: { maximum: 3 } },
    ])
    expect(readAnswers(least, {}).faults).toEqual([{ field: 'a.works', code: 'field_is_required' }])
    expect(readAnswers(works, rows(0)).faults).toEqual([])
  })

  test.each([['x'], [7], [['x']], [[['x']]], [{ 0: 'x' }], [[null, 5]]])(
    'of a wrong shape (%j) is refused and counts nothing',
    (said) => {
      const { answers, faults } = readAnswers(works, { works: said })

      expect(faults.length).toBeGreaterThan(0)
      expect(amountsOf(works, answers, String).filter(({ amount }) => amount > 1)).toEqual([])
    },
  )

  test('left out adds nothing; a row in which a choice is another counts nought', () => {
    expect(amountsOf(works, {}, String)).toEqual([])
    expect(amountsOf(works, { works: [{ name: 'x', kind: 'road' }] }, String)).toEqual([
      { indicator: 'works', amount: 1 },
      { indicator: 'bridges', amount: 0 },
    ])
  })
})

describe('what is counted', () => {
  test('two questions that feed one indicator make one amount, so that a stock is their sum', () => {
    const fields = ['pigs', 'cows'].map((key) =>
      aField({ key, type: 'count', indicator: 'animals', count_as: 'amount' }),
    )

    expect(amountsOf(fields, { pigs: 3, cows: 4 }, String)).toEqual([{ indicator: 'animals', amount: 7 }])
    expect(amountsOf(fields, { pigs: 0 }, String)).toEqual([{ indicator: 'animals', amount: 0 }])
  })

  test('both parts of a rate are two indicators', () => {
    const fields = [
      aField({ key: 'sorting', type: 'count', indicator: 'sorting_households', count_as: 'amount' }),
      aField({ key: 'all', type: 'count', indicator: 'all_households', count_as: 'amount' }),
    ]

    expect(amountsOf(fields, { sorting: 40, all: 50 }, String)).toEqual([
      { indicator: 'sorting_households', amount: 40 },
      { indicator: 'all_households', amount: 50 },
    ])
  })

  test('a distinct count takes each different subject once, over all rows', () => {
    const fields = [
      aField({ key: 'households', type: 'repeat' }),
      aField({ key: 'code', type: 'text', parent: 'households', indicator: 'h', count_as: 'subject' }),
    ]
    const answers = { households: [{ code: 'H1' }, { code: 'H2' }, { code: 'h1' }] }

    expect(amountsOf(fields, answers, (indicator, text) => `${indicator}:${text.toLowerCase()}`)).toEqual([
      { indicator: 'h', amount: 1, subject: 'h:h1' },
      { indicator: 'h', amount: 1, subject: 'h:h2' },
    ])
  })

  test('one of several choices counts where it is among them', () => {
    const fields = [
      aField({
        key: 'means',
        type: 'choices',
        choices: choicesNamed('a', 'b'),
        indicator: 'a_used',
        count_as: 'chosen',
        counted_choice: 'a',
      }),
    ]

    expect(amountsOf(fields, { means: ['b', 'a'] }, String)).toEqual([{ indicator: 'a_used', amount: 1 }])
    expect(amountsOf(fields, { means: ['b'] }, String)).toEqual([{ indicator: 'a_used', amount: 0 }])
  })
})

describe('photos', () => {
  test('are required in number where the form says so, and where they are asked for', () => {
    const kind = aField({ key: 'kind', type: 'choice', choices: choicesNamed('a', 'b') })
    const photo = aField({
      key: 'photos',
      type: 'photo',
      required: true,
      minimum: 2,
      shown_if: [{ field: 'kind', is: 'equals', value: 'a' }],
    })

    expect(fewestPhotos([kind, photo], { kind: 'a' })).toBe(2)
    expect(fewestPhotos([kind, photo], { kind: 'b' })).toBe(0)
    expect(fewestPhotos([{ ...photo, shown_if: [], minimum: null }], {})).toBe(1)
    expect(fewestPhotos([{ ...photo, required: false }], { kind: 'a' })).toBe(0)
    expect(photoFault([kind, photo], { kind: 'a' }, 1)).toEqual({
      field: 'photos',
      code: 'photos_are_too_few',
      params: { minimum: 2 },
    })
    expect(photoFault([kind, photo], { kind: 'a' }, 2)).toBeUndefined()
  })
})

test('hostile names of fields touch nothing but answers', () => {
  const raw = answersTyped({ 'a.__proto__.x': '1', 'a.constructor.prototype.y': '1', 'a.q.0.k.v.w': '1' })

  expect(({} as Record<string, unknown>).x).toBeUndefined()
  expect(({} as Record<string, unknown>).y).toBeUndefined()
  expect(readAnswers([aField({ key: 'q', type: 'text' })], raw)).toEqual({ answers: {}, faults: [] })
  expect(read({ type: 'text', key: 'valueof' } as Field, undefined)).toBeUndefined()
})
