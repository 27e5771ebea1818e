import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { lookPublic } from '#access'
import { checkActivity, publishFile, recordActivity } from '#activities'
import { keptFile } from '#platform/files'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, anEntry } from '../../../../test/support/district.ts'
import { sendFile } from '../attach.ts'
import { aPhoto, aRecord, filesOf, sample, signedInApp, useFiles } from '../evidence.fixture.ts'
import { aPdf } from '../keep/documents.fixture.ts'
import { findFile, publicFilesOf } from '../store.ts'
import { covered } from './cover.ts'
import { lookAt } from './look-at.ts'
import { coverPages } from './pages/cover-page.tsx'
import { rectanglesTyped } from './rules.ts'

useDatabase()
useFiles()

/** A photo of 800 × 600 with letters of a plate at its middle, as fine as a test of what is left of them needs. */
const aPlate = (letters: string) =>
  sharp({ create: { width: 800, height: 600, channels: 3, background: '#7a9' } })
    .composite([
      {
        input: Buffer.from(
          `<svg width="200" height="100"><rect width="200" height="100" fill="white"/><text x="10" y="70" font-size="60" font-family="monospace" font-weight="bold">${letters}</text></svg>`,
        ),
        left: 300,
        top: 250,
      },
    ])
    .jpeg({ quality: 90 })
    .toBuffer()
const plate = { x: 375, y: 416, width: 250, height: 168 }

/** The grey values of the middle of the plate, and of the photo's upper half. */
async function greys(photo: Uint8Array, part: { left: number; top: number; width: number; height: number }) {
  return sharp(await sharp(photo).extract(part).toBuffer())
    .greyscale()
    .raw()
    .toBuffer()
}
const inside = { left: 310, top: 260, width: 180, height: 80 }
/** How much neighbours differ: letters have edges, a soft mosaic has hardly any. */
const edges = (pixels: Buffer, width: number): number => {
  let sum = 0
  for (let index = 1; index < pixels.length; index += 1)
    if (index % width !== 0) sum += Math.abs((pixels[index] ?? 0) - (pixels[index - 1] ?? 0))
  return sum / pixels.length
}
const likeness = (one: Buffer, other: Buffer): number => {
  const mean = (values: Buffer) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [first, second] = [mean(one), mean(other)]
  let [product, squares, others] = [0, 0, 0]
  for (let index = 0; index < one.length; index += 1) {
    const [a, b] = [(one[index] ?? 0) - first, (other[index] ?? 0) - second]
    product += a * b
    squares += a * a
    others += b * b
  }
  return product / Math.sqrt(squares * others || 1)
}

describe('what is covered', () => {
  test('has no edges left, tells two plates apart no better than the same one twice, and leaves the rest as it was', async () => {
    const [first, second] = (await Promise.all(['61A-999', '38K-214'].map(aPlate))) as [Buffer, Buffer]
    const coverOf = async (photo: Buffer) => (await covered(photo, [plate])).data
    const copies = await Promise.all([first, first, first, first, second, second].map(coverOf))

    const [before, ...after] = await Promise.all([first, ...copies].map((photo) => greys(photo, inside)))
    const [one, ...rest] = after as [Buffer, ...Buffer[]]
    expect(edges(before as Buffer, 180)).toBeGreaterThan(8)
    expect(edges(one, 180)).toBeLessThan(2)
    // What the letters were is neither in the shape of what is left …
    expect(Math.abs(likeness(before as Buffer, one))).toBeLessThan(0.5)
    // … nor in its averages: chance moves them as far as one plate differs from another. Several covers, since it is chance.
    const distance = (a: Buffer, b: Buffer) =>
      a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length
    const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length
    const same = mean(rest.slice(0, 3).map((again) => distance(one, again)))
    const other = mean(rest.slice(3).map((covering) => distance(one, covering)))
    expect(same).toBeGreaterThan(other / 4)
    const outside = { left: 0, top: 0, width: 800, height: 200 }
    const [origin, copy] = await Promise.all(
      [first, copies[0] as Buffer].map((photo) => greys(photo, outside)),
    )
    expect(distance(origin as Buffer, copy as Buffer)).toBeLessThan(2)
  })

  test.each([
    ['the whole photo', { x: 0, y: 0, width: 1000, height: 1000 }],
    ['a corner', { x: 990, y: 990, width: 10, height: 10 }],
    ['one pixel', { x: 500, y: 500, width: 1, height: 1 }],
  ])('can be %s', async (_, rectangle) => {
    const { info } = await covered(await aPlate('61A'), [rectangle, plate])

    expect([info.width, info.height]).toEqual([800, 600])
  })
})

test.each([
  [
    { 'cover.0.left': '10', 'cover.0.top': '20,5', 'cover.0.width': '30', 'cover.0.height': '5' },
    [{ x: 100, y: 205, width: 300, height: 50 }],
    0,
  ],
  [{ 'cover.0.left': '', 'cover.0.top': ' ', 'cover.0.width': '', 'cover.0.height': '' }, [], 0],
  [
    { 'cover.0.left': '90', 'cover.0.top': '0', 'cover.0.width': '50', 'cover.0.height': '100' },
    [{ x: 900, y: 0, width: 100, height: 1000 }],
    0,
  ],
  [{ 'cover.3.left': '10', 'cover.3.top': '', 'cover.3.width': '30', 'cover.3.height': '5' }, [], 1],
  [{ 'cover.0.left': '-1', 'cover.0.top': 'x', 'cover.0.width': '0', 'cover.0.height': '101' }, [], 4],
  [{ 'cover.0.left': '100', 'cover.0.top': '0', 'cover.0.width': '10', 'cover.0.height': '10' }, [], 1],
])('of the numbers %j come the rectangles %j, and %i faults', (typed, rectangles, faults) => {
  const read = rectanglesTyped(typed as Record<string, string>)

  expect(read.rectangles).toEqual(rectangles)
  expect(read.wrong).toHaveLength(faults)
})

type District = Awaited<ReturnType<typeof aDistrict>>
const publicOf = (id: string) => lookPublic((db) => publicFilesOf(db, 'activity', [id]))
const publicMayRead = async (sha256: string | undefined) =>
  (await lookPublic((db) => findFile(db, sha256 ?? ''))) !== undefined
const accept = (district: District, id: string, looked: readonly string[]) =>
  checkActivity(district.checker, id, {
    seen: 1,
    verdict: 'accepted',
    reason: '',
    field: '',
    publishPhotos: true,
    looked,
  })

test('photos go public only when each was looked at; the public gets the covered copy and never the original', async () => {
  const district = await aDistrict()
  const record = await aRecord(district, [await aPhoto(), await aPhoto(), aPdf()], { accepted: false })
  const [first, second, paper] = await record.files()

  await expect(accept(district, record.id, [second?.id ?? ''])).rejects.toMatchObject({
    code: 'files_were_not_looked_at',
    params: { count: 1 },
  })
  await lookAt(district.checker, first?.id ?? '', [plate])
  await accept(district, record.id, [second?.id ?? ''])

  const shown = await publicOf(record.id)
  const [looked] = await record.files()
  expect(shown.map(({ sha256 }) => sha256)).toEqual([looked?.publicSha256, second?.sha256])
  expect(looked).toMatchObject({ isPublic: true, covered: [plate] })
  expect(looked?.publicSha256).not.toBe(first?.sha256)
  expect(await keptFile(`${looked?.publicSha256}.small.jpg`)).toBeDefined()
  expect(await publicMayRead(looked?.publicSha256 ?? '')).toBe(true)
  expect(await publicMayRead(first?.sha256)).toBe(false)
  // A paper with a list of names stays within, whatever is ticked.
  expect((await record.files()).find(({ id }) => id === paper?.id)?.isPublic).toBe(false)
  expect(await publicMayRead(paper?.sha256)).toBe(false)
})

test('covered again, the new copy takes the place of the old one at once', async () => {
  const district = await aDistrict()
  const record = await aRecord(district, [await aPhoto()], { accepted: false })
  const [file] = await record.files()
  await accept(district, record.id, [file?.id ?? ''])
  expect(await publicMayRead(file?.sha256)).toBe(true)

  await lookAt(district.checker, file?.id ?? '', [plate, { x: 0, y: 0, width: 100, height: 100 }])

  const [shown] = await publicOf(record.id)
  expect(shown?.sha256).not.toBe(file?.sha256)
  expect(await publicMayRead(file?.sha256)).toBe(false)
})

test('after the record was accepted a photo is opened and taken away on its own', async () => {
  const district = await aDistrict()
  const record = await aRecord(district, [await aPhoto(), sample('video.mp4')])
  const [photo, video] = await record.files()
  const publishOne = (fileId = '', isPublic = true) =>
    publishFile(district.checker, { activityId: record.id, fileId, isPublic })

  await expect(publishOne(photo?.id)).rejects.toMatchObject({ code: 'attachment_was_not_looked_at' })
  await expect(lookAt(district.checker, video?.id ?? '', [plate])).rejects.toMatchObject({
    code: 'only_photos_are_covered',
  })
  await lookAt(district.checker, photo?.id ?? '', [])
  await lookAt(district.checker, video?.id ?? '', [])
  await publishOne(photo?.id)
  await publishOne(video?.id)
  expect((await publicOf(record.id)).map(({ mediaType }) => mediaType)).toEqual(['image/jpeg', 'video/mp4'])
  await publishOne(photo?.id, false)

  expect((await publicOf(record.id)).map(({ mediaType }) => mediaType)).toEqual(['video/mp4'])
  expect(await publicMayRead(photo?.sha256)).toBe(false)
})

test('nobody looks at, covers or opens what they do not check', async () => {
  const district = await aDistrict()
  const record = await aRecord(district, [await aPhoto()])
  const [file] = await record.files()
  const hidden = { code: 'not_found_or_not_allowed' }

  for (const actor of [district.stranger, district.recorder, district.leader]) {
    await expect(lookAt(actor, file?.id ?? '', [plate])).rejects.toMatchObject(hidden)
    await expect(
      publishFile(actor, { activityId: record.id, fileId: file?.id ?? '', isPublic: true }),
    ).rejects.toMatchObject(hidden)
  }
  expect((await filesOf(district.checker, record.id))[0]?.publicSha256).toBeNull()
  expect(await filesOf(district.stranger, record.id)).toEqual([])
})

test('a record that waits, or was corrected, has nothing public', async () => {
  const district = await aDistrict()
  const { sha256 } = await sendFile(district.recorder, await aPhoto(), '')
  const entry = anEntry(district.initiativeId)
  await recordActivity(district.recorder, { ...entry, photos: { kept: [], sentAhead: [sha256] } })
  const [file] = await filesOf(district.checker, entry.id)
  await lookAt(district.checker, file?.id ?? '', [])

  await expect(
    publishFile(district.checker, { activityId: entry.id, fileId: file?.id ?? '', isPublic: true }),
  ).rejects.toMatchObject({ code: 'only_accepted_is_published' })
})

test('the page covers what is typed, keeps what was typed wrongly, and asks for at least one place', async () => {
  const district = await aDistrict()
  const [file] = await (await aRecord(district, [await aPhoto()])).files()
  const app = signedInApp(district.checker, ['activity.check'], coverPages)
  const post = (fields: Record<string, string>) =>
    app.request(`/minh-chung/${file?.id}/che`, { method: 'POST', body: new URLSearchParams(fields) })
  const row = { 'cover.0.left': '10', 'cover.0.top': '10', 'cover.0.width': '20', 'cover.0.height': '20' }

  const none = await post({ act: 'cover' })
  const wrong = await post({ act: 'cover', ...row, 'cover.0.width': 'hai mươi' })
  const right = await post({ act: 'cover', ...row })
  const page = await (await app.request(`/minh-chung/${file?.id}/che?da=xem`)).text()

  expect([none.status, wrong.status, right.status]).toEqual([422, 422, 303])
  expect(await none.text()).toContain('Chưa khoanh chỗ nào')
  expect(await wrong.text()).toContain('value="hai mươi"')
  expect(page).toContain('Đã che 1 chỗ')
  expect(page).toContain('Bản người dân thấy')
  expect(page).toContain(`/minh-chung/${file?.sha256}.jpg`)
})
