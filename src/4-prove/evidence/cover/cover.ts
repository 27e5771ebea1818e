import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import type { Rectangle } from '../store.ts'
import { pixelsOf } from './rules.ts'

/** Along its longer side a rectangle keeps so many averages of colour, and in whole steps of this size. */
const cells = 4
const step = 24

/**
 * A photo with some rectangles covered for good. What was in one is replaced by at most 4 × 4 averages of its colours, rounded
 * to coarse steps after chance has been added: enough for the eye to rest on, too little to tell a face, and – since letters
 * have been recovered from plain mosaics by trying all of them – not a function of what was there either.
 */
export async function covered(photo: Uint8Array, rectangles: readonly Rectangle[]) {
  const { width = 0, height = 0 } = await sharp(photo).metadata()
  const patches = await Promise.all(
    rectangles.map(async (rectangle) => {
      const place = pixelsOf(rectangle, width, height)
      return { input: await patch(photo, place), left: place.left, top: place.top }
    }),
  )
  return sharp(photo)
    .composite(patches)
    .jpeg({ quality: 80, mozjpeg: true })
    .toBuffer({ resolveWithObject: true })
}

async function patch(photo: Uint8Array, place: ReturnType<typeof pixelsOf>): Promise<Buffer> {
  const longer = Math.max(place.width, place.height)
  const small = {
    width: Math.max(1, Math.round((cells * place.width) / longer)),
    height: Math.max(1, Math.round((cells * place.height) / longer)),
  }
  // Two pipelines, since one would do the shrinking and the enlarging in an order of its own.
  const { data, info } = await sharp(photo)
    .extract(place)
    .removeAlpha()
    .toColourspace('srgb')
    .resize({ ...small, fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const chance = randomBytes(data.length)
  const averages = data.map((value, index) => {
    const shaken = value + ((chance[index] ?? 0) / 255 - 0.5) * step
    return Math.max(0, Math.min(255, Math.round(shaken / step) * step))
  })
  const mosaic = await sharp(averages, {
    raw: { width: info.width, height: info.height, channels: info.channels },
  })
    .resize({ width: place.width, height: place.height, fit: 'fill', kernel: 'nearest' })
    .png()
    .toBuffer()
  const softness = Math.min(20, longer / 12)
  return softness < 0.5 ? mosaic : sharp(mosaic).blur(softness).png().toBuffer()
}
