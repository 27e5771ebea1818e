import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { Hono } from 'hono'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { recordActivity } from '#activities'
import { keepFilesIn, keptFile, sha256 } from '#platform/files'
import type { Env } from '#platform/web'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict, anEntry } from '../../../test/support/district.ts'
import { sendPhoto } from './attach.ts'
import { keepPhoto } from './keep-evidence.ts'
import { photoPages } from './pages/file-pages.ts'
import { photoLimits } from './rules.ts'

useDatabase()
const folder = mkdtempSync(join(tmpdir(), 'lantoa-photos-'))
keepFilesIn(folder)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const kept = () => readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.jpg'))

const hostile = '<script>alert(1)</script>'
let shade = 0
/** A photo that nobody has sent before, with EXIF as a camera writes it. */
const aPhoto = () => {
  // Far enough apart that JPEG does not make one picture of two.
  shade += 15
  return sharp({ create: { width: 640, height: 480, channels: 3, background: { r: shade, g: 90, b: 40 } } })
    .withExif({
      IFD0: { ImageDescription: hostile, Artist: hostile },
      IFD2: { DateTimeOriginal: '2026:03:08 09:15:00' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '10/1 35/1 0/1' },
    })
    .jpeg()
    .toBuffer()
}

test('the hash is that of the kept bytes, and of the EXIF only the time of the camera is read', async () => {
  const sent = await aPhoto()
  expect(sent.includes(hostile)).toBe(true)

  const photo = await keepPhoto(sent)

  const bytes = (await keptFile(`${photo.sha256}.jpg`)) ?? Buffer.alloc(0)
  expect(sha256(bytes)).toBe(photo.sha256)
  expect(photo).toMatchObject({
    takenAt: '2026-03-08 09:15:00',
    width: 640,
    height: 480,
    bytes: bytes.length,
  })
  expect(bytes.includes(hostile)).toBe(false)
  expect((await sharp(bytes).metadata()).exif).toBeUndefined()
})

const heic = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypheic\0\0\0\0mif1heic'),
  Buffer.alloc(64),
])

test.each([
  ['a text file named .jpg', async () => Buffer.from('Biên bản họp chi hội'), 'photo_is_no_picture'],
  [
    'an SVG with script',
    async () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${hostile}</svg>`),
    'photo_is_no_picture',
  ],
  ['nothing at all', async () => Buffer.alloc(0), 'photo_is_no_picture'],
  ['a picture that arrived by half', async () => (await aPhoto()).subarray(0, 900), 'photo_is_broken'],
  ['HEIC', async () => heic, 'photo_is_heic'],
  ['30 MB', async () => Buffer.alloc(30 * 1024 * 1024, 1), 'photo_is_too_large'],
])('%s is refused and nothing is kept', async (_, make, code) => {
  const before = kept().length

  await expect(keepPhoto(await make(), 'anh.jpg')).rejects.toMatchObject({ code })

  expect(kept()).toHaveLength(before)
})

test('what shows through a picture without background is white in both sizes', async () => {
  const clear = await sharp({ create: { width: 600, height: 400, channels: 4, background: '#0000' } })
    .png()
    .toBuffer()

  const photo = await keepPhoto(clear, 'so-do.png')

  for (const name of [`${photo.sha256}.jpg`, `${photo.sha256}.small.jpg`]) {
    const { dominant } = await sharp((await keptFile(name)) ?? undefined).stats()
    expect(Math.min(dominant.r, dominant.g, dominant.b)).toBeGreaterThan(240)
  }
})

test('a photo of 108 megapixels is taken and shrunk', async () => {
  const sent = await sharp({ create: { width: 12_000, height: 9000, channels: 3, background: '#47a' } })
    .jpeg({ quality: 40 })
    .toBuffer()

  expect(await keepPhoto(sent, 'anh.jpg')).toMatchObject({ width: 1600, height: 1200 })
})

test('a picture of more pixels than can be read is refused with their number', async () => {
  // Written once by hand: the head of a PNG of 30 000 × 30 000 pixels, with a little of its body.
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#47a' } })
    .png()
    .toBuffer()
  png.writeUInt32BE(30_000, 16)
  png.writeUInt32BE(30_000, 20)
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)

  await expect(keepPhoto(png, 'lon.png')).rejects.toMatchObject({
    code: 'photo_has_too_many_pixels',
    params: { megapixels: 900, maximum: 300 },
  })
})

test('a photo may be attached by each who sent it, and by nobody who only knows its hash', async () => {
  const { recorder, stranger, initiativeId } = await aDistrict()
  const bytes = await aPhoto()
  const { sha256: hash } = await sendPhoto(stranger, bytes, 'anh.jpg')
  const entry = () => anEntry(initiativeId)
  const withPhoto = () => ({ ...entry(), photos: { kept: [], sentAhead: [hash] } })

  await expect(recordActivity(recorder, withPhoto())).rejects.toMatchObject({
    code: 'photo_was_not_received',
  })
  expect((await sendPhoto(recorder, bytes, 'anh.jpg')).sha256).toBe(hash)
  await recordActivity(recorder, withPhoto())
})

test('a record takes as many photos as allowed and not one more', async () => {
  const { recorder, initiativeId } = await aDistrict()
  const hashes: string[] = []
  for (let index = 0; index <= photoLimits.perRecord; index += 1)
    hashes.push((await sendPhoto(recorder, await aPhoto(), '')).sha256)
  const send = (sentAhead: string[]) =>
    recordActivity(recorder, { ...anEntry(initiativeId), photos: { kept: [], sentAhead } })

  await expect(send(hashes)).rejects.toMatchObject({ code: 'photos_are_too_many' })
  await send(hashes.slice(1))
})

test('a mangled name of a photo is as good as none, and a text sent as a photo gets a sentence', async () => {
  const { recorder } = await aDistrict()
  const app = new Hono<Env>()
    .use(async (c, next) => {
      c.set('actor', recorder)
      await next()
    })
    .route('/', photoPages)
  const send = (body: BodyInit) =>
    app.request('/minh-chung', { method: 'POST', headers: { 'x-file-name': '%E0%A4%A' }, body })

  expect((await send(new Uint8Array(await aPhoto()))).status).toBe(201)
  const refused = await send('Biên bản họp chi hội')
  expect(refused.status).toBeGreaterThanOrEqual(400)
  expect(refused.status).toBeLessThan(500)
  expect(await refused.json()).toMatchObject({ code: 'file_kind_is_refused', sentence: expect.any(String) })
})
