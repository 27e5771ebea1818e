import { expect, test } from 'vitest'
import { inLanguage, t as serverSays } from '#platform/i18n'
import { arrivedOf, clockError, isNearlyFull, isReceiptFor, outcomeOf, waitBefore } from './rules.ts'
import { sentences, speak, t } from './words.ts'

test('the wait doubles, stays under five minutes, and is not the same for two phones', () => {
  const longest = [0, 1, 2, 3, 20].map((failures) => waitBefore(failures, 1))

  expect(longest).toEqual([1000, 2000, 4000, 8000, 300_000])
  expect(waitBefore(3, 0)).toBe(4000)
})

test.each([
  [200, {}, 'done'],
  [401, { code: 'not_signed_in' }, 'signed-out'],
  [409, { code: 'phone_is_of_another_person' }, 'another-person'],
  [409, { code: 'seen_is_outdated' }, 'conflict'],
  [409, { code: 'unit_has_changed' }, 'conflict'],
  [422, { code: 'activity_id_is_taken' }, 'conflict'],
  [422, { code: 'form_has_faults', title: 'Còn mục sai' }, 'refused'],
  [404, { code: 'not_found_or_not_allowed' }, 'refused'],
  [429, { code: 'too_many_tries' }, 'line-is-down'],
  [500, { code: 'fault' }, 'line-is-down'],
  [404, {}, 'line-is-down'],
])('an answer %i %j means %s', (status, body, kind) => {
  expect(outcomeOf(status, body).kind).toBe(kind)
})

test('only a receipt for exactly what was sent lets the phone let go', () => {
  const receipt = { kind: 'record', id: 'a', sha256: 'h', at: '', word: 'w' } as const

  expect(isReceiptFor(receipt, { kind: 'record', sha256: 'h', id: 'a' })).toBe(true)
  for (const sent of [
    { kind: 'record', sha256: 'x', id: 'a' },
    { kind: 'record', sha256: 'h', id: 'b' },
    { kind: 'photo', sha256: 'h' },
  ] as const)
    expect(isReceiptFor(receipt, sent)).toBe(false)
  expect(isReceiptFor(undefined, { kind: 'photo', sha256: 'h' })).toBe(false)
  expect(isReceiptFor({ ...receipt, word: '' }, { kind: 'record', sha256: 'h' })).toBe(false)
})

test('records and photos are counted alike, drafts and what was put aside not at all', () => {
  const sum = arrivedOf([
    { state: 'received', photoCount: 3, photosReceived: 3 },
    { state: 'waiting', photoCount: 2, photosReceived: 1 },
    { state: 'aside', photoCount: 9, photosReceived: 0 },
  ])

  expect(sum).toEqual({ received: 5, all: 7 })
})

const year = 365 * 86_400_000
test.each([
  ['right', { serverAt: 10 * year, phoneAt: 10 * year + 60_000 }, 10 * year + 120_000, 0],
  ['two years ahead at its last contact', { serverAt: 10 * year, phoneAt: 12 * year }, 12 * year, 2 * year],
  ['set back since', { serverAt: 10 * year, phoneAt: 10 * year }, year, -9 * year],
  ['unknown', undefined, year, 0],
])('a clock that is %s', (_, clock, now, error) => {
  expect(clockError(clock, now)).toBe(error)
})

test('a phone is nearly full when there is no room for another handful of photos', () => {
  const megabyte = 1024 * 1024

  expect(isNearlyFull({ usage: 990 * megabyte, quota: 1000 * megabyte })).toBe(true)
  expect(isNearlyFull({ usage: 100 * megabyte, quota: 1000 * megabyte })).toBe(false)
  expect(isNearlyFull({})).toBe(false)
})

test.each(['vi', 'en'] as const)(
  'every sentence of the phone (%s) comes out as the server would say it',
  (language) => {
    speak(language)

    // The sentences of other modules that the phone never says may be worded twice.
    const said = [...sentences(language)].filter(([key]) =>
      /^phone\.|_field|field_|photo|rows?_|choices?_|activity_|initiative_/.test(key),
    )
    const different = said.filter(([key, text]) => {
      const params = Object.fromEntries([...text.matchAll(/\{(\w+)/g)].map(([, name]) => [name, 1284]))
      return t(key, params) !== inLanguage(language, () => serverSays(key, params))
    })

    expect(sentences(language).size).toBeGreaterThan(150)
    expect(different).toEqual([])
  },
)

test('what comes back is read to the border of each kind', () => {
  const kinds = (...statuses: number[]) => statuses.map((status) => outcomeOf(status, { code: 'x' }).kind)

  expect(kinds(199, 200, 299, 300)).toEqual(['refused', 'done', 'done', 'refused'])
  expect(kinds(408, 409, 429, 499, 500)).toEqual([
    'line-is-down',
    'refused',
    'line-is-down',
    'refused',
    'line-is-down',
  ])
})

test('a refusal keeps the sentence of the server and the fields at fault', () => {
  const fields = [{ field: 'day', code: 'x', sentence: 'Sai ngày' }]

  expect(outcomeOf(422, { code: 'x', title: 'Còn mục sai', fields })).toEqual({
    kind: 'refused',
    code: 'x',
    sentence: 'Còn mục sai',
    fields,
  })
  expect(outcomeOf(422, { code: 'x' })).toEqual({ kind: 'refused', code: 'x', sentence: 'x', fields: [] })
})

test('drafts are counted as little as what was put aside, and what waits has not arrived', () => {
  const item = { photoCount: 2, photosReceived: 1 }

  expect(
    arrivedOf([
      { ...item, state: 'draft' },
      { ...item, state: 'aside' },
    ]),
  ).toEqual({ received: 0, all: 0 })
  expect(
    arrivedOf([
      { ...item, state: 'waiting' },
      { ...item, state: 'received' },
    ]),
  ).toEqual({ received: 3, all: 6 })
})

test('six hours are as good as equal', () => {
  const hours = 3_600_000
  const error = (phoneAt: number, now: number) => clockError({ serverAt: 100 * hours, phoneAt }, now)

  expect([error(106 * hours, 106 * hours), error(106 * hours + 1, 106 * hours)]).toEqual([0, 6 * hours + 1])
  expect([error(100 * hours, 94 * hours), error(100 * hours, 94 * hours - 1)]).toEqual([0, -6 * hours - 1])
})

test('there is too little room below twenty megabytes, or below three percent of much', () => {
  const mega = 1024 * 1024

  expect(isNearlyFull({ quota: 100 * mega, usage: 80 * mega })).toBe(false)
  expect(isNearlyFull({ quota: 100 * mega, usage: 80 * mega + 1 })).toBe(true)
  expect(isNearlyFull({ quota: 10_000 * mega, usage: 9_700 * mega })).toBe(false)
  expect(isNearlyFull({ quota: 10_000 * mega, usage: 9_701 * mega })).toBe(true)
  expect([isNearlyFull({}), isNearlyFull({ quota: 1 }), isNearlyFull({ usage: 1 })]).toEqual([
    false,
    false,
    false,
  ])
})
