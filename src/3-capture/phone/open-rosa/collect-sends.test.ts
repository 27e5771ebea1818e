import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, look } from '#access'
import { attachmentsOf } from '#evidence'
import { figureOf } from '#figures'
import { currentForm } from '#kinds'
import { database } from '#platform/database'
import { keepFilesIn } from '#platform/files'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict } from '../../../../test/support/district.ts'
import { makeToken } from '../../../1-ground/access/sign-in/account.ts'
import { web } from '../../../web.ts'
import { checkActivity } from '../../activities/check-activity.ts'
import { activitiesPage } from '../../activities/read.ts'

useDatabase()

const app = web({ site: { name: 'Thử' }, log: () => {} })
const folder = mkdtempSync(join(tmpdir(), 'lantoa-collect-'))
let district: Awaited<ReturnType<typeof aDistrict>>
let tokens: { recorder: string; stranger: string }
let formId: string

beforeAll(async () => {
  keepFilesIn(folder)
  district = await aDistrict()
  tokens = {
    recorder: await makeToken(district.recorder, 'ODK Collect', 30),
    stranger: await makeToken(district.stranger, 'ODK Collect', 30),
  }
  const form = await look(district.recorder, 'activity.record', null, (db) =>
    currentForm(db, 'test_composting'),
  )
  formId = form?.id ?? ''
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ask = (path: string, init: RequestInit & { token?: string } = {}) =>
  app.request(`http://localhost/openrosa${path}`, {
    ...init,
    headers: {
      'x-openrosa-version': '1.0',
      authorization: `Basic ${Buffer.from(`ai.do:${init.token ?? tokens.recorder}`).toString('base64')}`,
      ...(init.headers as Record<string, string>),
    },
  })

let shade = 0
const aPhoto = async (name: string) => {
  shade += 20
  const picture = sharp({
    create: { width: 320, height: 240, channels: 3, background: { r: shade, g: 80, b: 10 } },
  })
  return new File([new Uint8Array(await picture.jpeg().toBuffer())], name, { type: 'image/jpeg' })
}

/** A record as Collect writes it. */
const record = (
  id: string,
  over: {
    waste?: string
    photos?: string[]
    initiativeId?: string
    extra?: string
    summary?: string
    replaces?: string
  } = {},
) =>
  `<?xml version='1.0' ?>${over.extra ?? ''}
  <data id="mo-hinh-${over.initiativeId ?? district.initiativeId}" version="1" xmlns:orx="http://openrosa.org/xforms">
    <form>${formId}</form><day>2026-03-08</day><summary>${over.summary ?? 'Ủ rác &amp; bón vườn'}</summary>
    <a><waste>${over.waste ?? '12.5'}</waste><households>12</households><place>Ấp 1</place></a>
    ${(over.photos ?? []).map((name) => `<photos><photo>${name}</photo></photos>`).join('')}
    <orx:meta><orx:instanceID>uuid:${id}</orx:instanceID>${over.replaces ? `<orx:deprecatedID>uuid:${over.replaces}</orx:deprecatedID>` : ''}</orx:meta>
  </data>`

async function submit(
  xml: string,
  over: { media?: File[]; isIncomplete?: boolean; token?: string; headers?: Record<string, string> } = {},
) {
  const body = new FormData()
  body.append('xml_submission_file', new File([xml], 'submission.xml', { type: 'text/xml' }))
  for (const file of over.media ?? []) body.append(file.name, file)
  if (over.isIncomplete) body.append('*isIncomplete*', 'yes')
  const answer = await ask('/submission', {
    method: 'POST',
    body,
    ...(over.token ? { token: over.token } : {}),
    ...(over.headers ? { headers: over.headers } : {}),
  })
  return { status: answer.status, text: await answer.text() }
}

const recorded = async (actor: Actor = district.recorder) =>
  (await activitiesPage(actor, { initiativeId: district.initiativeId, limit: 50 })).rows

test('Collect learns where to send, and nobody without a token learns anything', async () => {
  const head = await ask('/submission', { method: 'HEAD' })
  const stranger = await ask('/formList', { token: 'lantoa_wrong' })

  expect(head.status).toBe(204)
  expect(head.headers.get('x-openrosa-version')).toBe('1.0')
  expect(Number(head.headers.get('x-openrosa-accept-content-length'))).toBeGreaterThan(1_000_000)
  expect(head.headers.get('location')).toBe('http://localhost/openrosa/submission')
  expect(stranger.status).toBe(401)
  expect(stranger.headers.get('www-authenticate')).toMatch(/^Basic/)
  expect(await stranger.text()).toContain('Sai mật khẩu')
  const asking = await app.request('http://localhost/openrosa/formList')
  expect(asking.status).toBe(401)
  expect(await asking.text()).not.toContain('Sai mật khẩu')
})

test('the list names the initiatives in which one may record, and each form is the one of its hash', async () => {
  const list = await (await ask('/formList')).text()
  const others = await (await ask('/formList', { token: tokens.stranger })).text()

  expect(list).toContain('<name>Rác thành phân – Hội Nông dân xã Một</name>')
  expect(others).not.toContain('Rác thành phân')
  const address = /<downloadUrl>http:\/\/localhost\/openrosa([^<]+)</.exec(list)?.[1] ?? ''
  const form = await ask(address)
  expect(form.headers.get('content-type')).toContain('text/xml')
  const { createHash } = await import('node:crypto')
  const hash = createHash('md5')
    .update(await form.text())
    .digest('hex')
  expect(list).toContain(`<hash>md5:${hash}</hash>`)
  expect((await ask(address, { token: tokens.stranger })).status).toBe(404)
})

test('a record with two photos in two requests, the last one sent twice, is one record and counts once', async () => {
  const id = newId()
  const [first, second] = [await aPhoto('1.jpg'), await aPhoto('2.jpg')]
  const xml = record(id, { photos: ['1.jpg', '2.jpg'] })

  const early = await submit(xml, { media: [second] })
  const part = await submit(xml, { media: [first], isIncomplete: true })
  expect(await recorded()).toEqual([])
  const whole = await submit(xml, { media: [second] })
  const again = await submit(xml, { media: [second] })

  expect([early.status, part.status, whole.status, again.status]).toEqual([422, 201, 201, 201])
  expect(early.text).toContain('1.jpg')
  const rows = await recorded()
  expect(rows).toMatchObject([
    {
      id,
      day: '2026-03-08',
      summary: 'Ủ rác & bón vườn',
      answers: { waste: 12.5, households: 12, place: 'Ấp 1' },
    },
  ])
  const photos = await look(district.recorder, 'activity.read', null, (db) =>
    attachmentsOf(db, 'activity', [id]),
  )
  expect(photos).toHaveLength(2)
  const figure = await look(district.leader, 'figure.read', null, (db) =>
    figureOf(db, { unitId: district.province }, 'test_waste_kg', { from: '2026-03-01', until: '2026-04-01' }),
  )
  expect(figure).toMatchObject({ declared: 12.5 })
})

const rowOf = async (id: string) => (await recorded()).find((row) => row.id === id)
const photosOf = (id: string) =>
  look(district.recorder, 'activity.read', null, (db) => attachmentsOf(db, 'activity', [id]))
const wasteInMarch = async () => {
  const march = { from: '2026-03-01', until: '2026-04-01' }
  const { declared } = await look(district.leader, 'figure.read', null, (db) =>
    figureOf(db, { unitId: district.province }, 'test_waste_kg', march),
  )
  return declared
}

test('another record under an id that is taken is refused by what differs, and what was there stays', async () => {
  const id = newId()
  await submit(record(id))

  const amount = await submit(record(id, { waste: '99' }))
  const summary = await submit(record(id, { summary: 'Khác' }))
  const photo = await submit(record(id, { photos: ['3.jpg'] }), { media: [await aPhoto('3.jpg')] })
  const again = await submit(record(id))

  expect([amount, summary, photo, again].map(({ status }) => status)).toEqual([409, 409, 409, 201])
  expect(amount.text).toContain('<OpenRosaResponse')
  expect(amount.text).toMatch(/waste: Khác với/)
  expect(summary.text).toMatch(/summary: Khác với/)
  expect(photo.text).toMatch(/photos: Khác với/)
  expect(await rowOf(id)).toMatchObject({ answers: { waste: 12.5 }, summary: 'Ủ rác & bón vườn', version: 1 })
  expect(await photosOf(id)).toEqual([])
})

test('a photo that the record does not name is refused by its name', async () => {
  const id = newId()

  const { status, text } = await submit(record(id), { media: [await aPhoto('thua.jpg')] })

  expect(status).toBe(409)
  expect(text).toContain('thua.jpg')
  expect(await rowOf(id)).toBeUndefined()
})

test('what was edited in Collect and sent again corrects the record, however often, and counts once', async () => {
  const [first, second, third] = [newId(), newId(), newId()]
  const [kept, gone, fresh] = [await aPhoto('giu.jpg'), await aPhoto('bo.jpg'), await aPhoto('moi.jpg')]
  const before = await wasteInMarch()
  await submit(record(first, { waste: '10', photos: ['giu.jpg', 'bo.jpg'] }), { media: [kept, gone] })
  const edited = record(second, { waste: '8', photos: ['giu.jpg', 'moi.jpg'], replaces: first })

  const sent = await submit(edited, { media: [fresh] })
  const again = await submit(edited, { media: [fresh] })
  const late = await submit(record(first, { waste: '10', photos: ['giu.jpg', 'bo.jpg'] }))
  const twice = await submit(record(third, { waste: '7', photos: ['giu.jpg'], replaces: second }))

  expect([sent, again, late, twice].map(({ status, text }) => [status, status === 201 ? '' : text])).toEqual([
    [201, ''],
    [201, ''],
    [201, ''],
    [422, expect.stringContaining('giu.jpg')],
  ])
  expect(await rowOf(first)).toMatchObject({ answers: { waste: 8 }, version: 2 })
  expect(await rowOf(second)).toBeUndefined()
  expect(await photosOf(first)).toHaveLength(2)
  expect((await wasteInMarch()) - before).toBe(8)
  const after = await submit(record(third, { waste: '7', photos: ['giu.jpg'], replaces: second }), {
    media: [kept],
  })
  expect(after.status).toBe(201)
  expect(await rowOf(first)).toMatchObject({ answers: { waste: 7 }, version: 3 })
  expect(await photosOf(first)).toHaveLength(1)
  expect((await wasteInMarch()) - before).toBe(7)
})

test('a correction of nothing, of an older version, of what was accepted, and one that comes with other content are refused', async () => {
  const [first, second, third] = [newId(), newId(), newId()]
  const nothing = await submit(record(second, { replaces: first }))
  await submit(record(first))
  await submit(record(second, { waste: '8', replaces: first }))

  const older = await submit(record(third, { waste: '7', replaces: first }))
  const other = await submit(record(second, { waste: '9', replaces: first }))
  const stranger = await submit(record(newId(), { replaces: second }), { token: tokens.stranger })
  const seen = { seen: 2, verdict: 'accepted' as const, reason: '', field: '', publishPhotos: false }
  await checkActivity(district.checker, first, seen)
  const accepted = await submit(record(third, { waste: '7', replaces: second }))

  expect([nothing, older, other, stranger, accepted].map(({ status }) => status)).toEqual([
    409, 409, 409, 404, 409,
  ])
  expect(nothing.text).toContain('Gửi bản gốc trước')
  expect(other.text).toMatch(/waste: Khác với/)
  expect(accepted.text).toContain('đã được duyệt')
  expect(await rowOf(first)).toMatchObject({ answers: { waste: 8 }, version: 2, state: 'accepted' })
})

test('letters that are written as numbers are read as letters', async () => {
  const id = newId()
  const xml = record(id).replace('Ủ rác', 'H&#7897;i ngh&#x1ECB; &#128514; &#55357;&#56834; to&#64;vidu.vn')

  expect((await submit(xml)).status).toBe(201)

  expect((await recorded()).find((row) => row.id === id)?.summary).toBe(
    'Hội nghị 😂 😂 to@vidu.vn & bón vườn',
  )
})

test('a wrong answer is named in words', async () => {
  const { status, text } = await submit(record(newId(), { waste: 'nhiều' }))

  expect(status).toBe(422)
  expect(text).toMatch(/waste: \S/)
})

test.each([
  ['no XML', () => 'không phải XML', 422],
  ['a record of no form of ours', () => record(newId()).replace('mo-hinh-', 'other-'), 422],
  ['a record without an id', () => record(newId()).replace(/uuid:[^<]+/, ''), 422],
  ['entities that grow', () => record(newId(), { extra: '<!DOCTYPE x [<!ENTITY a "aaaa">]>' }), 422],
  ['an initiative that is not there', () => record(newId(), { initiativeId: newId() }), 404],
])('%s is refused, and nothing is kept', async (_, xml, status) => {
  const before = (await recorded()).length

  expect((await submit(xml())).status).toBe(status)

  expect(await recorded()).toHaveLength(before)
})

test('nobody records for another unit, and no page elsewhere can make a browser do it', async () => {
  const before = (await recorded()).length

  const stranger = await submit(record(newId()), { token: tokens.stranger })
  const page = await submit(record(newId()), { headers: { origin: 'https://example.org' } })

  expect([stranger.status, page.status]).toEqual([404, 403])
  expect(await recorded()).toHaveLength(before)
})

test('a picture that is none is refused by name', async () => {
  const file = new File(['<svg onload="alert(1)"/>'], 'x.jpg', { type: 'image/jpeg' })

  const { status, text } = await submit(record(newId(), { photos: ['x.jpg'] }), { media: [file] })

  expect(status).toBe(422)
  expect(text).toContain('submit_error')
  const named = database().selectFrom('activities.form_photo').select('name').where('name', '=', 'x.jpg')
  expect(await named.execute()).toEqual([])
})
