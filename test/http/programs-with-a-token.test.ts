import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import { aPhoto, useFiles } from '../../src/4-prove/evidence/evidence.fixture.ts'
import { useDatabase } from '../support/database.ts'
import { aDistrict } from '../support/district.ts'
import { programs } from '../support/program.ts'

useDatabase()
useFiles()

const call = programs()
let district: Awaited<ReturnType<typeof aDistrict>>

beforeAll(async () => {
  useSecret('x'.repeat(40), '')
  district = await aDistrict()
})

const target = { indicator: 'test_waste_kg', year: 2026, amount: 10 }

test.each([
  [
    'begins an upload as tus clients do',
    'POST',
    '/uploads',
    { 'tus-resumable': '1.0.0', 'upload-length': '5' },
    422,
  ],
  ['draws a sample of nothing', 'POST', `/spot-checks/${newId()}/draw`, {}, 404],
  ['takes back codes that are not there', 'DELETE', `/confirmation-batches/${newId()}`, {}, 404],
] as const)('a call without a body is heard: it %s', async (_, method, path, headers, status) => {
  const answer = await call(district.checker, method, path, { headers })

  expect(answer.status).toBe(status)
})

test.each([
  ['no JSON', '{"unit": True}', 'application/json', 400, 'body_is_no_json', 'dòng 1, cột 10'],
  ['JSON that breaks off', '{"unit":\n "x"', 'application/json', 400, 'body_is_no_json', 'dòng 2, cột 5'],
  ['nothing', '', 'application/json', 400, 'body_is_empty', 'Chưa có nội dung'],
  ['JSON under another name', '{}', 'text/plain', 415, 'body_is_of_another_kind', 'application/json'],
  [
    'a form',
    'unit=x',
    'application/x-www-form-urlencoded',
    415,
    'body_is_of_another_kind',
    'application/json',
  ],
])('%s is refused in words', async (_, body, type, status, code, words) => {
  const answer = await call(district.checker, 'POST', '/targets', { body, headers: { 'content-type': type } })

  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  const problem = await answer.json()
  expect(problem).toMatchObject({ status, code })
  expect(problem.title).toContain(words)
})

test.each([
  ['a field', '{"unit":"x","year":2026,"unit":"y"}', 'unit'],
  ['an answer, however it is written', '{"answers":{"a":1,"b":[{"c":1},{"c":2}],"\\u0061":2}}', 'a'],
])('a body that says %s twice is refused by its name', async (_, body, name) => {
  const headers = { 'content-type': 'application/json' }
  const answer = await call(district.recorder, 'PUT', `/activities/${newId()}`, { body, headers })

  expect(answer.status).toBe(400)
  const problem = await answer.json()
  expect([problem.code, problem.title]).toEqual([
    'body_says_twice',
    `Mục “${name}” được ghi hai lần. Xin chỉ ghi một lần.`,
  ])
})

test('a body in another encoding than UTF-8 is refused, and letters are not lost', async () => {
  const text = JSON.stringify({
    initiativeId: district.initiativeId,
    day: '2026-03-08',
    summary: 'rác',
    answers: {},
  })
  const headers = { 'content-type': 'application/json' }
  const send = (body: Buffer<ArrayBuffer>) =>
    call(district.recorder, 'PUT', `/activities/${newId()}`, { body, headers })

  const western = await send(Buffer.from(text, 'latin1'))
  const wide = await send(Buffer.from(`\ufeff${text}`, 'utf16le'))

  expect([western.status, wide.status]).toEqual([400, 400])
  expect(await western.json()).toMatchObject({ code: 'body_is_no_json' })
})

test('an answer to a question that the form does not ask is refused by its key, in records and corrections', async () => {
  const path = `/activities/${newId()}`
  const record = {
    initiativeId: district.initiativeId,
    day: '2026-03-08',
    summary: 'Ủ rác',
    answers: { waste: 3 },
  }
  const misspelt = { waste: 3, wastee: 12, households_: 2 }

  const refused = await call(district.recorder, 'PUT', path, { json: { ...record, answers: misspelt } })
  const recorded = await call(district.recorder, 'PUT', path, { json: record })
  const correction = { ...record, seen: 1, reason: 'Cân lại', answers: misspelt }
  const again = await call(district.recorder, 'POST', `${path}/versions`, { json: correction })

  expect([refused.status, recorded.status, again.status]).toEqual([422, 200, 422])
  for (const answer of [refused, again])
    expect((await answer.json()).fields.map((one: { field: string }) => one.field)).toEqual([
      'a.wastee',
      'a.households_',
    ])
})

test('JSON without a name is refused as well', async () => {
  const answer = await call(district.checker, 'POST', '/targets', { body: new TextEncoder().encode('{}') })

  expect(answer.status).toBe(415)
})

test('what is missing and what is wrong are told apart, field by field', async () => {
  const answer = await call(district.checker, 'POST', '/targets', {
    json: { indicator: 7, year: 2026, amount: -1, direction: 'up' },
  })

  expect(answer.status).toBe(422)
  const { fields } = await answer.json()
  expect(
    Object.fromEntries(fields.map((one: { field: string; code: string }) => [one.field, one.code])),
  ).toEqual({
    unit: 'field_is_required',
    indicator: 'field_is_malformed',
    amount: 'field_is_too_small',
    direction: 'field_is_no_choice',
  })
})

test('a unit is named by its id, and by its slug where a program still does so', async () => {
  const byId = await call(district.checker, 'POST', '/targets', {
    json: { ...target, unit: district.commune },
  })
  const read = async (unit: string) =>
    (await call(district.checker, 'GET', `/targets?unit=${unit}&year=2026`)).json()

  expect(byId.status).toBe(201)
  expect(await byId.json()).toMatchObject({ unit: district.commune, unitSlug: district.communeSlug })
  expect(await read(district.commune)).toEqual(await read(district.communeSlug))
  const figures = await Promise.all(
    [district.commune, district.communeSlug, newId(), 'khong-co'].map((unit) =>
      call(district.checker, 'GET', `/figures/test_waste_kg?unit=${unit}&period=2026`),
    ),
  )
  expect(figures.map(({ status }) => status)).toEqual([200, 200, 404, 404])
})

test('a photo that a program sends whole belongs to the record that names it', async () => {
  const photo = (bytes: Uint8Array, name = 'anh.jpg') => {
    const body = new FormData()
    body.set('file', new File([new Uint8Array(bytes)], name))
    return body
  }
  const bytes = await aPhoto()
  const send = (body: FormData) => call(district.recorder, 'POST', '/photos', { body })
  const path = `/activities/${newId()}`
  const record = {
    initiativeId: district.initiativeId,
    day: '2026-03-08',
    summary: 'Thu gom rác',
    answers: { waste: 3 },
  }

  const sent = await send(photo(bytes))
  const again = await send(photo(bytes))
  const empty = await send(new FormData())
  const broken = await send(photo(new TextEncoder().encode('không phải ảnh')))
  const { id } = await sent.json()
  const recorded = await call(district.recorder, 'PUT', path, { json: { ...record, photosSent: [id] } })
  const repeated = await call(district.recorder, 'PUT', path, { json: { ...record, photosSent: [id] } })
  const other = await (await send(photo(await aPhoto(), 'hai.jpg'))).json()
  const more = await call(district.recorder, 'PUT', path, { json: { ...record, photosSent: [id, other.id] } })
  const reworded = await call(district.recorder, 'PUT', path, {
    json: { ...record, summary: 'Khác', photosSent: [id] },
  })

  expect([sent.status, again.status, empty.status, broken.status]).toEqual([201, 201, 422, 422])
  expect((await again.json()).id).toBe(id)
  expect([recorded.status, repeated.status, more.status, reworded.status]).toEqual([200, 200, 409, 409])
  expect((await more.json()).fields.map((one: { field: string }) => one.field)).toEqual(['photos'])
  expect((await reworded.json()).fields.map((one: { field: string }) => one.field)).toEqual(['summary'])
})

test('a photo is not taken from whoever records nothing', async () => {
  const body = new FormData()
  body.set('file', new File([new Uint8Array(await aPhoto())], 'anh.jpg'))

  const answer = await call(district.leader, 'POST', '/photos', { body })

  expect(answer.status).toBe(404)
})
