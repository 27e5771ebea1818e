import { Hono } from 'hono'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Actor } from '#access'
import { database } from '#platform/database'
import { keepFile } from '#platform/files'
import { newId } from '#platform/ids'
import { asProblem, Problem, statusOf } from '#platform/problem'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict, sponsorship } from '../../../test/support/district.ts'
import { aPhoto, aRecord, sample, signedInApp, useFiles } from './evidence.fixture.ts'
import { aPdf } from './keep/documents.fixture.ts'
import { photoPages, publicPhotos } from './pages/file-pages.ts'
import { fileNamed, partAsked } from './serve-file.ts'
import { uploadsApi } from './uploads/api.ts'

useDatabase()
useFiles()

const withAnswers = <App extends Hono<never>>(app: App): App => {
  app.onError((fault, c) => {
    const problem = asProblem(fault)
    if (problem instanceof Problem) return c.json({ code: problem.code }, statusOf(problem))
    throw fault
  })
  return app
}

test('a paper is saved under its name, never opened here; a video plays in a box without scripts', async () => {
  const district = await aDistrict()
  const [pdf, video] = [aPdf({ catalogue: '/Lang(vi)' }), sample('video.mp4')]
  const record = await aRecord(district, [pdf, video])
  const [paper, film] = await record.files()
  const app = signedInApp(district.checker, [], photoPages)

  const saved = await app.request(`/minh-chung/${paper?.sha256}.pdf`)
  const played = await app.request(`/minh-chung/${film?.sha256}.mp4`)

  expect(Buffer.from(await saved.arrayBuffer()).equals(pdf)).toBe(true)
  expect(saved.headers.get('content-disposition')).toBe(
    `attachment; filename="Danh s_ch.pdf"; filename*=UTF-8''Danh%20s%C3%A1ch.pdf`,
  )
  expect(Buffer.from(await played.arrayBuffer()).equals(video)).toBe(true)
  expect(played.headers.get('content-disposition')).toBe('inline')
  for (const { headers } of [saved, played]) {
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
    expect(headers.get('cache-control')).toMatch(/^private/)
  }
  expect(played.headers.get('content-type')).toBe('video/mp4')
})

test('a program fetches a photo that its person may see, whole or small, and no other', async () => {
  const district = await aDistrict()
  const [photo] = await (await aRecord(district, [await aPhoto()])).files()
  const ask = (actor: Actor, path: string) =>
    withAnswers(signedInApp(actor, [], uploadsApi) as unknown as Hono<never>).request(path)
  const at = `/photos/${photo?.sha256}`

  const whole = await ask(district.checker, at)
  const small = await ask(district.checker, `${at}?size=small`)
  const refused = await Promise.all([
    ask(district.stranger, at),
    ask(district.checker, `/photos/${'0'.repeat(64)}`),
  ])

  expect([whole.status, small.status, ...refused.map(({ status }) => status)]).toEqual([200, 200, 404, 404])
  expect(whole.headers.get('content-type')).toBe('image/jpeg')
  expect([whole, small].map(({ headers }) => headers.get('etag'))).toEqual([
    `"${photo?.sha256}.jpg"`,
    `"${photo?.sha256}.small.jpg"`,
  ])
})

test('a file of somebody who needs protection is kept by no browser and has no name; others by their own browser', async () => {
  const district = await aDistrict()
  const initiativeId = newId()
  await sql`insert into initiatives.initiative (id, kind, unit_id, name, slug, state, started_on)
    values (${initiativeId}, ${sponsorship.code}, ${district.union}, 'Mẹ đỡ đầu', ${`me-${initiativeId}`}, 'active', '2021-05-01')`.execute(
    database(),
  )
  const answers = { children: { female: 1, male: 0 }, given: '500000' }
  const hidden = await aRecord(district, [aPdf({ catalogue: '/Lang(be)' })], { initiativeId, answers })
  const open = await aRecord(district, [aPdf({ catalogue: '/Lang(mo)' })])
  const app = signedInApp(district.checker, [], photoPages)
  const ask = async (record: typeof open) =>
    (await app.request(`/minh-chung/${(await record.files())[0]?.sha256}.pdf`)).headers

  const [ofHidden, ofOpen] = [await ask(hidden), await ask(open)]

  expect(ofHidden.get('cache-control')).toBe('no-store')
  expect(ofHidden.get('content-disposition')).not.toMatch(/Danh/)
  expect(ofOpen.get('cache-control')).toBe('private, max-age=3600')
  expect(ofOpen.get('content-disposition')).toMatch(/Danh/)
})

test('a video comes in the parts that a player asks for', async () => {
  const district = await aDistrict()
  const video = sample('video.webm')
  const [file] = await (await aRecord(district, [video])).files()
  const app = signedInApp(district.checker, [], photoPages)
  const ask = (headers: Record<string, string>, method = 'GET') =>
    app.request(`/minh-chung/${file?.sha256}.webm`, { headers, method })

  const part = await ask({ range: 'bytes=100-199' })
  const end = await ask({ range: 'bytes=-50' })
  const beyond = await ask({ range: `bytes=${video.length}-` })
  const head = await ask({}, 'HEAD')
  const known = await ask({ 'if-none-match': head.headers.get('etag') ?? '' })

  expect([part.status, end.status, beyond.status, known.status]).toEqual([206, 206, 416, 304])
  expect(part.headers.get('content-range')).toBe(`bytes 100-199/${video.length}`)
  expect(Buffer.from(await part.arrayBuffer()).equals(video.subarray(100, 200))).toBe(true)
  expect(Buffer.from(await end.arrayBuffer()).equals(video.subarray(-50))).toBe(true)
  expect(head.headers.get('content-length')).toBe(String(video.length))
})

test.each([
  ['bytes=0-', 100, { first: 0, last: 99 }],
  ['bytes=90-500', 100, { first: 90, last: 99 }],
  ['bytes=-500', 100, { first: 0, last: 99 }],
  ['bytes=5-2', 100, 'impossible'],
  ['bytes=100-', 100, 'impossible'],
  ['bytes=-', 100, 'none'],
  ['bytes=0-1,5-6', 100, 'none'],
  ['lines=0-1', 100, 'none'],
  [undefined, 100, 'none'],
])('of %s in %i bytes comes %j', (range, size, part) => {
  expect(partAsked(range, size)).toEqual(part)
})

test('a stranger gets the same answer for a file of others as for one that is not there, and the public for both', async () => {
  const district = await aDistrict()
  const [photo] = await (await aRecord(district, [await aPhoto()])).files()
  const strange = withAnswers(signedInApp(district.stranger, [], photoPages) as unknown as Hono<never>)
  const street = withAnswers(new Hono().route('/', publicPhotos) as unknown as Hono<never>)

  const answers = await Promise.all([
    strange.request(`/minh-chung/${photo?.sha256}.jpg`),
    strange.request(`/minh-chung/${'0'.repeat(64)}.jpg`),
    // Its hash under another ending is no other file.
    signedAs(district).request(`/minh-chung/${photo?.sha256}.pdf`),
    street.request(`/anh/${photo?.sha256}.jpg`),
    street.request(`/anh/${'0'.repeat(64)}.jpg`),
    street.request('/anh/..%2f..%2fetc%2fpasswd'),
  ])

  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(404))
})

const signedAs = (district: Awaited<ReturnType<typeof aDistrict>>) =>
  withAnswers(signedInApp(district.checker, [], photoPages) as unknown as Hono<never>)

test('a file may be sent by its bytes alone, whatever its name says', async () => {
  const district = await aDistrict()
  const app = signedInApp(district.recorder, [], photoPages)

  const answer = await app.request('/minh-chung', {
    method: 'POST',
    body: new Uint8Array(sample('video.3gp')),
    headers: { 'x-file-name': encodeURIComponent('ảnh.jpg') },
  })

  expect(answer.status).toBe(201)
  expect(await answer.json()).toMatchObject({
    mediaType: 'video/3gpp',
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
})

test.each([
  'x.jpg',
  `${'a'.repeat(64)}.exe`,
  `${'a'.repeat(64)}.small.pdf`,
  `${'A'.repeat(64)}.jpg`,
  `${'a'.repeat(64)}`,
])('the address %s names no file', (address) => {
  expect(() => fileNamed(address)).toThrow('not_found_or_not_allowed')
})

test('a file that is known but no longer there is not found', async () => {
  await keepFile(`${'b'.repeat(64)}.jpg`, Buffer.from('x'))
  const app = withAnswers(new Hono().route('/', publicPhotos) as unknown as Hono<never>)

  expect((await app.request(`/anh/${'b'.repeat(64)}.jpg`)).status).toBe(404)
})
