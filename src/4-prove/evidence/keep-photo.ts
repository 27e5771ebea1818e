import ExifReader from 'exifreader'
import sharp, { type Sharp } from 'sharp'
import { hashOfKept, keepFile, sha256 } from '#platform/files'
import { Problem } from '#platform/problem'
import { pixelsOfHeic } from './keep/heic.ts'
import type { KeptPhoto } from './keep/kept.ts'
import { smallName } from './kinds.ts'
import { photoEdges, photoLimits, takenAtFrom } from './rules.ts'

/** What a phone sends that is a picture, by its bytes and not by its name. */
const readable = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif', 'image/tiff'])
const heic = new Set(['image/heic', 'image/heif'])

/** Whether bytes of a type are a photo. */
export const isPicture = (mime: string): boolean => readable.has(mime) || heic.has(mime)

/**
 * Keeps a picture: turned upright, shrunk, painted anew without EXIF (a place or a hostile string in it goes no further);
 * only the time of the camera is read out first. Kept in both sizes.
 * @throws Problem `photo_is_broken`, `photo_is_heic`
 */
export async function keepPicture(bytes: Uint8Array, mime: string, name: string): Promise<KeptPhoto> {
  const { large, small } = await paint(heic.has(mime) ? await heicPicture(bytes, name) : picture(bytes), name)
  const { width, height } = large.info
  return { ...(await keepBoth(large.data, small)), width, height, takenAt: cameraTime(bytes), name }
}

async function keepBoth(large: Uint8Array, small: Uint8Array) {
  const hash = sha256(large)
  await keepFile(`${hash}.jpg`, large)
  // A small copy that is there stays: its hash may be bound already, and another version of the painter paints other bytes.
  const kept = await hashOfKept(smallName(hash))
  if (kept === undefined) await keepFile(smallName(hash), small)
  return {
    sha256: hash,
    smallSha256: kept ?? sha256(small),
    mediaType: 'image/jpeg',
    bytes: large.byteLength,
  } as const
}

/**
 * Keeps a picture that the system painted itself, in both sizes, as it is: there is nothing in it to be wary of.
 * For the demonstration district only; whatever comes from people goes through `keepPhoto`.
 */
export async function keepPainted(
  painted: { large: Uint8Array; small: Uint8Array; width: number; height: number },
  takenAt: string,
): Promise<KeptPhoto> {
  const { large, small, width, height } = painted
  return { ...(await keepBoth(large, small)), width, height, takenAt, name: '' }
}

const picture = (bytes: Uint8Array): Sharp =>
  sharp(bytes, { limitInputPixels: photoLimits.pixels, failOn: 'error' }).rotate()

async function heicPicture(bytes: Uint8Array, name: string): Promise<Sharp> {
  try {
    const { data, width, height } = await pixelsOfHeic(bytes, photoLimits.pixels)
    return sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha()
  } catch {
    throw new Problem('photo_is_heic', { name }, { field: 'photos' })
  }
}

async function paint(upright: Sharp, name: string) {
  try {
    const fit = { fit: 'inside', withoutEnlargement: true } as const
    const large = await upright
      .resize({ width: photoEdges.large, height: photoEdges.large, ...fit })
      .jpeg({ quality: 80, mozjpeg: true })
      .toBuffer({ resolveWithObject: true })
    return { large, small: await smallOf(large.data) }
  } catch {
    // Whatever the decoder says of hostile or half-sent bytes, the person can only take or send the photo again.
    throw new Problem('photo_is_broken', { name }, { field: 'photos' })
  }
}

const smallOf = (large: Uint8Array): Promise<Buffer> =>
  sharp(large)
    .resize({ width: photoEdges.small, height: photoEdges.small, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 72 })
    .toBuffer()

/** Keeps a copy of a kept photo in both sizes, such as one in which faces are covered. */
export async function keepCopy(
  large: { data: Uint8Array; info: { width: number; height: number } },
  takenAt: string | undefined,
): Promise<KeptPhoto> {
  const { width, height } = large.info
  return { ...(await keepBoth(large.data, await smallOf(large.data))), width, height, takenAt, name: '' }
}

function cameraTime(bytes: Uint8Array): string | undefined {
  try {
    const tags = ExifReader.load(Buffer.from(bytes), { includeTags: { exif: ['DateTimeOriginal'] } })
    return takenAtFrom(tags.DateTimeOriginal?.description)
  } catch {
    // A picture without readable EXIF is the usual case, not a fault.
    return undefined
  }
}
