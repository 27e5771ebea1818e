import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { keepFilesIn, keptFile } from '#platform/files'
import { keepEvidence, keepPhoto } from './keep-evidence.ts'

// Photos as phones, scanners and editors really send them: each is kept upright in plain colours, or refused by name.

const folder = mkdtempSync(join(tmpdir(), 'lantoa-odd-photos-'))
keepFilesIn(folder)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A picture, red on the left and blue on the right, in the upper half; white beneath. */
function picture() {
  const half = (background: string) => ({
    create: { width: 120, height: 80, channels: 3 as const, background },
  })
  return sharp({ create: { width: 240, height: 160, channels: 3, background: '#fff' } }).composite([
    { input: half('#e01010'), top: 0, left: 0 },
    { input: half('#1010e0'), top: 0, left: 120 },
  ])
}

/** What is seen of a kept picture: its size, and the colours of its four corners. */
async function seenOf(sent: Uint8Array) {
  const kept = await keepPhoto(sent)
  const bytes = (await keptFile(`${kept.sha256}.jpg`)) ?? Buffer.alloc(0)
  const { space, depth, orientation, pages } = await sharp(bytes).metadata()
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number): string => {
    const place = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels
    const [red = 0, green = 0, blue = 0] = data.subarray(place, place + 3)
    if (red > 180 && green > 180 && blue > 180) return 'white'
    if (red > blue + 60 && red > green + 60) return 'red'
    if (blue > red + 60 && blue > green + 30) return 'blue'
    return `${red},${green},${blue}`
  }
  const corners = [at(0.1, 0.2), at(0.9, 0.2), at(0.1, 0.8), at(0.9, 0.8)]
  return { size: [kept.width, kept.height], corners, space, depth, orientation, pages }
}
const upright = {
  size: [240, 160],
  corners: ['red', 'blue', 'white', 'white'],
  space: 'srgb',
  depth: 'uchar',
}

test.each<[string, () => Promise<Buffer>]>([
  ['CMYK of a printing office', () => picture().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()],
  ['sixteen bits a colour', () => picture().toColourspace('rgb16').png().toBuffer()],
  ['a palette of a scanner', () => picture().png({ palette: true }).toBuffer()],
  ['a transparent background', () => picture().ensureAlpha().webp().toBuffer()],
  ['TIFF', () => picture().tiff({ compression: 'lzw' }).toBuffer()],
  ['AVIF', () => picture().avif().toBuffer()],
  ['progressive', () => picture().jpeg({ progressive: true, quality: 95 }).toBuffer()],
  ['a wide gamut', () => picture().withIccProfile('p3').jpeg({ quality: 95 }).toBuffer()],
])('%s is kept as it looked', async (_, make) => {
  expect(await seenOf(await make())).toMatchObject(upright)
})

/** How a camera that was held so stores the picture (Exif 2.32, 4.6.4): where row 0 and column 0 are seen. */
const stored: Record<number, (plain: Buffer) => Promise<Sharp>> = {
  1: async (plain) => sharp(plain),
  2: async (plain) => sharp(plain).flop(),
  3: async (plain) => sharp(plain).rotate(180),
  4: async (plain) => sharp(plain).flip(),
  5: async (plain) => sharp(await sharp(plain).rotate(90).png().toBuffer()).flop(),
  6: async (plain) => sharp(plain).rotate(270),
  7: async (plain) => sharp(await sharp(plain).rotate(90).png().toBuffer()).flip(),
  8: async (plain) => sharp(plain).rotate(90),
}
test.each(Object.keys(stored).map(Number))(
  'a photo of orientation %i stands upright',
  async (orientation) => {
    const turned = (await stored[orientation]?.(await picture().png().toBuffer())) ?? picture()
    const bytes = await turned.withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer()

    expect((await sharp(bytes).metadata()).width).toBe(orientation < 5 ? 240 : 160)
    expect(await seenOf(bytes)).toMatchObject({ ...upright, orientation: undefined })
  },
)

test.each<['gif' | 'webp']>([['gif'], ['webp']])('of a moving %s the first picture is kept', async (type) => {
  const frames = [await picture().png().toBuffer(), await picture().negate().png().toBuffer()]
  const moving = await sharp(frames, { join: { animated: true } })
    [type]({ loop: 0 })
    .toBuffer()

  expect(await seenOf(moving)).toMatchObject(upright)
})

const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'kept',
    (fault: { code?: string }) => fault.code ?? String(fault),
  )

/** A picture of one pixel as Windows keeps it. */
const bitmap =
  '424d3a000000000000003600000028000000010000000100000001001800000000000400000000000000000000000000000000000000ffffff00'

test.each<[string, make: () => Promise<Buffer>, asPhoto: string, asEvidence: string]>([
  ['nothing', async () => Buffer.alloc(0), 'photo_is_no_picture', 'file_kind_is_refused'],
  ['zeros', async () => Buffer.alloc(5000), 'photo_is_no_picture', 'file_kind_is_refused'],
  [
    'the first half of a photo',
    async () => (await picture().resize(2000).jpeg().toBuffer()).subarray(0, 9000),
    'photo_is_broken',
    'photo_is_broken',
  ],
  [
    'a PDF called a photo',
    async () => Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n'),
    'photo_is_no_picture',
    'kept',
  ],
  [
    'a page that says that the photo is gone',
    async () => Buffer.from('<html><body>404 Not Found</body></html>'),
    'photo_is_no_picture',
    'file_kind_is_refused',
  ],
  [
    'a drawing that can run',
    async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    'photo_is_no_picture',
    'file_kind_is_refused',
  ],
  ['a bitmap', async () => Buffer.from(bitmap, 'hex'), 'photo_is_no_picture', 'file_kind_is_refused'],
  [
    'a photo with zeros behind it, as a phone fills its last block',
    async () => Buffer.concat([await picture().jpeg().toBuffer(), Buffer.alloc(3000)]),
    'kept',
    'kept',
  ],
])('%s is kept or refused by name', async (_, make, asPhoto, asEvidence) => {
  const bytes = await make()

  expect(await codeOf(keepPhoto(bytes, 'anh.jpg'))).toBe(asPhoto)
  expect(await codeOf(keepEvidence(bytes, 'anh.jpg'))).toBe(asEvidence)
})
