import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access'
import { keepFilesIn, keptFile, sha256, unfinishedFolder } from '#platform/files'
import { Problem, statusOf } from '#platform/problem'
import { receiptFrom } from '#platform/receipt'
import { useSecret } from '#platform/secret'
import type { Env } from '#platform/web'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict } from '../../../../test/support/district.ts'
import { uploadsApi } from './api.ts'
import { photosReceived } from './receive-photo.ts'
import { uploadLimits } from './rules.ts'
import { tidyUploads } from './tidy.ts'

useDatabase()
const folder = mkdtempSync(join(tmpdir(), 'lantoa-uploads-'))
keepFilesIn(folder)
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let district: Awaited<ReturnType<typeof aDistrict>>
beforeAll(async () => {
  useSecret('x'.repeat(40), '')
  district = await aDistrict()
})

const kept = () =>
  readdirSync(folder, { recursive: true }).filter((name) => /[0-9a-f]{64}\.jpg$/.test(String(name)))

let shade = 0
async function aPhoto(): Promise<Buffer> {
  shade += 17
  return sharp({ create: { width: 900, height: 600, channels: 3, background: { r: shade, g: 60, b: 90 } } })
    .jpeg()
    .toBuffer()
}

/** Requests of the tus protocol in the name of a person. */
function phoneOf(actor: Actor) {
  const app = new Hono<Env>()
    .use(async (c, next) => {
      c.set('actor', actor)
      await next()
    })
    .route('/api/v1', uploadsApi)
  app.onError((fault, c) => {
    if (!(fault instanceof Problem)) throw fault
    return c.json({ code: fault.code }, statusOf(fault))
  })
  const send = (method: string, path: string, headers: Record<string, string> = {}, body?: Uint8Array) =>
    app.request(`http://localhost${path}`, {
      method,
      headers: { 'tus-resumable': '1.0.0', ...headers },
      ...(body ? { body: new Uint8Array(body) } : {}),
    })
  const begin = (length: number, hash: string | undefined) =>
    send('POST', '/api/v1/uploads', {
      'upload-length': String(length),
      ...(hash ? { 'upload-metadata': `sha256 ${Buffer.from(hash).toString('base64')}` } : {}),
    })
  return {
    send,
    begin,
    lay: async (bytes: Uint8Array, hash = sha256(bytes)) =>
      (await begin(bytes.length, hash)).headers.get('location') ?? '',
    put: (address: string, offset: number, bytes: Uint8Array) =>
      send(
        'PATCH',
        address,
        {
          'upload-offset': String(offset),
          'content-type': 'application/offset+octet-stream',
          'content-length': String(bytes.length),
        },
        bytes,
      ),
    offset: async (address: string) => {
      const answer = await send('HEAD', address)
      return answer.status === 200 ? Number(answer.headers.get('upload-offset')) : answer.status
    },
  }
}

test('a photo cut in half goes on where it stopped, is kept once and acknowledged by the hash of what was sent', async () => {
  const phone = phoneOf(district.recorder)
  const bytes = await aPhoto()
  const before = kept().length
  const address = await phone.lay(bytes)

  expect((await phone.put(address, 0, bytes.subarray(0, 777))).status).toBe(204)
  expect(await phone.offset(address)).toBe(777)
  const done = await phone.put(address, 777, bytes.subarray(777))

  expect(done.status).toBe(200)
  const { receipt } = (await done.json()) as { receipt: { word: string; id: string; sha256: string } }
  expect(receipt.sha256).toBe(sha256(bytes))
  expect(receiptFrom(receipt.word)).toMatchObject({ kind: 'photo', id: receipt.id, sha256: sha256(bytes) })
  expect(await keptFile(`${receipt.id}.jpg`)).toBeDefined()
  expect(kept()).toHaveLength(before + 1)
  expect(await phone.offset(address)).toBe(404)
  expect(await photosReceived(district.recorder, [sha256(bytes)])).toEqual([receipt])

  const again = await phone.lay(bytes)
  const second = (await (await phone.put(again, 0, bytes)).json()) as { receipt: unknown }
  expect(second.receipt).toEqual(receipt)
  expect(kept()).toHaveLength(before + 1)
})

test("nobody reaches another person's upload, and nobody learns what others have sent", async () => {
  const bytes = await aPhoto()
  const address = await phoneOf(district.recorder).lay(bytes)
  const stranger = phoneOf(district.stranger)

  expect(await stranger.offset(address)).toBe(404)
  expect((await stranger.put(address, 0, bytes)).status).toBe(404)
  expect((await stranger.send('DELETE', address)).status).toBe(404)
  expect((await stranger.send('GET', address)).status).toBe(404)
  expect(await phoneOf(district.recorder).offset(address)).toBe(0)
  await phoneOf(district.recorder).put(address, 0, bytes)
  expect(await photosReceived(district.stranger, [sha256(bytes)])).toEqual([])
})

test.each([
  ['without a hash', 1000, undefined, 422, 'upload_has_no_hash'],
  ['with a hash that is none', 1000, '../a-neighbour', 422, 'upload_has_no_hash'],
  ['of nothing', 0, 'a'.repeat(64), 422, 'upload_has_no_size'],
  ['larger than a photo may be', uploadLimits.bytes + 1, 'a'.repeat(64), 413, 'photo_is_too_large'],
])('an upload %s is refused before a byte is taken', async (_, length, hash, status, code) => {
  const before = readdirSync(unfinishedFolder()).length

  const answer = await phoneOf(district.recorder).begin(length, hash)

  expect(answer.status).toBe(status)
  expect(await answer.json()).toMatchObject({ code, title: expect.any(String) })
  expect(readdirSync(unfinishedFolder())).toHaveLength(before)
})

test.each([
  ['no picture', async () => Buffer.from('Biên bản họp chi hội'), undefined, 'photo_is_no_picture'],
  ['a picture with another hash', aPhoto, 'b'.repeat(64), 'photo_is_broken'],
  ['a picture that ends early', async () => (await aPhoto()).subarray(0, 900), undefined, 'photo_is_broken'],
])('%s is refused in words when it has arrived, and nothing of it stays', async (_, make, hash, code) => {
  const phone = phoneOf(district.recorder)
  const bytes = await make()
  const before = kept().length
  const address = await phone.lay(bytes, hash)

  const answer = await phone.put(address, 0, bytes)

  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({ code, title: expect.any(String) })
  expect(kept()).toHaveLength(before)
  expect(await phone.offset(address)).toBe(404)
})

test('more bytes than were announced are not taken', async () => {
  const phone = phoneOf(district.recorder)
  const bytes = await aPhoto()
  const address = await phone.lay(bytes.subarray(0, 100))

  const answer = await phone.put(address, 0, bytes)

  expect(answer.status).toBe(413)
  expect(await phone.offset(address)).toBe(0)
})

test('what was begun and never finished is tidied away after a week, and only that', async () => {
  const phone = phoneOf(district.recorder)
  const [old, young] = [await phone.lay(await aPhoto()), await phone.lay(await aPhoto())]
  const file = join(unfinishedFolder(), `${old.split('/').at(-1)}.json`)
  const written = JSON.parse(readFileSync(file, 'utf8'))
  const long = new Date(Date.now() - (uploadLimits.days + 1) * 86_400_000).toISOString()
  writeFileSync(file, JSON.stringify({ ...written, creation_date: long }))

  expect(await tidyUploads()).toBe(1)

  expect(await phone.offset(old)).toBe(404)
  expect(await phone.offset(young)).toBe(0)
})

/** As a server leaves what it died over before this one began. */
function ofAnEarlierRun(...names: string[]): void {
  const then = performance.timeOrigin / 1000 - 60
  for (const name of names) utimesSync(join(unfinishedFolder(), name), then, then)
}

test('what arrived whole before the server died is taken up at the next start, in the name of who sent it', async () => {
  const phone = phoneOf(district.recorder)
  const [bytes, broken] = [await aPhoto(), await aPhoto()]
  const ids = await Promise.all(
    [
      await phone.lay(bytes),
      // It arrived whole as well, but is not what was announced.
      await phone.lay(broken, 'd'.repeat(64)),
    ].map(async (address) => address.split('/').at(-1) ?? ''),
  )
  for (const [index, id] of ids.entries()) {
    writeFileSync(join(unfinishedFolder(), id), index === 0 ? bytes : broken)
    ofAnEarlierRun(id, `${id}.json`)
  }

  await tidyUploads(true)

  const [receipt] = await photosReceived(district.recorder, [sha256(bytes)])
  expect(receiptFrom(receipt?.word ?? '')).toMatchObject({ kind: 'photo', sha256: sha256(bytes) })
  expect(await keptFile(`${receipt?.id}.jpg`)).toBeDefined()
  expect(await photosReceived(district.recorder, [sha256(broken)])).toEqual([])
  for (const id of ids) expect(readdirSync(unfinishedFolder())).not.toContain(id)
  expect(await tidyUploads(true)).toBe(0)
})

test('what a full disk left without its description is swept, counts for nobody, and what is under way stays', async () => {
  const phone = phoneOf(district.checker)
  const started = await phone.lay(await aPhoto())
  const [mark] = (started.split('/').at(-1) ?? '').split('.')
  const remains = Array.from({ length: uploadLimits.perPerson }, (_, index) => `${mark}.${index}.x`)
  for (const [index, name] of remains.entries()) {
    writeFileSync(join(unfinishedFolder(), name), '')
    // A description that was cut short is none.
    if (index % 2 === 0) writeFileSync(join(unfinishedFolder(), `${name}.json`), '')
  }
  const arriving = join(unfinishedFolder(), '..', 'half-a-video')
  writeFileSync(arriving, 'nửa phim')
  utimesSync(arriving, 1, 1)

  const answer = await phone.begin(1000, 'e'.repeat(64))
  const whileYoung = await tidyUploads()
  ofAnEarlierRun(
    ...readdirSync(unfinishedFolder()).filter(
      (name) => name.startsWith(`${mark}.`) && /\.x(\.json)?$/.test(name),
    ),
  )
  const removed = await tidyUploads()

  expect(answer.status).toBe(201)
  expect(whileYoung).toBe(0)
  expect(removed).toBe(0)
  expect(await tidyUploads(true)).toBe(uploadLimits.perPerson)
  expect(existsSync(arriving)).toBe(false)
  expect(await phone.offset(started)).toBe(0)
})

test('one person cannot fill the disk with beginnings', async () => {
  const phone = phoneOf(district.stranger)
  for (let index = 0; index < uploadLimits.perPerson; index += 1) await phone.lay(await aPhoto())

  const answer = await phone.begin(1000, 'c'.repeat(64))

  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({ code: 'uploads_are_too_many' })
  expect((await phoneOf(district.recorder).begin(1000, 'c'.repeat(64))).status).toBe(201)
})

test('somebody who may record nowhere can lay down nothing', async () => {
  const bytes = await aPhoto()
  const phone = phoneOf(district.leader)
  const address = await phone.lay(bytes)

  expect((await phone.put(address, 0, bytes)).status).toBe(404)
  expect(await keptFile(`${sha256(bytes)}.jpg`)).toBeUndefined()
})
