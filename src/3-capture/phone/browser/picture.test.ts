import ExifReader from 'exifreader'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { cameraTime, pixelsOf, withTime } from './picture.ts'

const hostile = '<script>alert(1)</script>'
const aPicture = async (exif: boolean) => {
  const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: '#357' } })
  const written = exif
    ? picture.withExif({ IFD0: { Artist: hostile }, IFD2: { DateTimeOriginal: '2026:03:08 09:15:00' } })
    : picture
  const bytes = await written.jpeg().toBuffer()
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}

test('the time of the camera goes into the picture that is sent, and nothing else of its EXIF', async () => {
  const taken = cameraTime(await aPicture(true))

  const sent = withTime(await aPicture(false), taken)

  const tags = ExifReader.load(sent, { expanded: true })
  expect(taken).toBe('2026:03:08 09:15:00')
  expect(Object.keys(tags.exif ?? {}).filter((name) => name !== 'Exif IFD Pointer')).toEqual([
    'DateTimeOriginal',
  ])
  expect(tags.exif?.DateTimeOriginal?.description).toBe('2026:03:08 09:15:00')
  expect(await sharp(Buffer.from(sent)).metadata()).toMatchObject({ width: 64, height: 48 })
})

test('a picture without a time is sent as it was painted', async () => {
  const painted = await aPicture(false)

  expect(cameraTime(painted)).toBeUndefined()
  expect(withTime(painted, undefined)).toBe(painted)
})

test('how many pixels a photo has is read from its head, so that one too large to be drawn is told from a broken one', async () => {
  expect(pixelsOf(await aPicture(true))).toBe(64 * 48)
  expect(pixelsOf(new TextEncoder().encode('no picture').buffer)).toBe(0)
})
