import ExifReader from 'exifreader'
import sharp, { type Sharp } from 'sharp'
import { hashOfKept, keepFile, sha256 } from '#platform/files'
import { Problem } from '#platform/problem'
import { pixelsOfHeic } from './keep/heic.ts'
import type { KeptPhoto } from './keep/kept.ts'
import { smallName } from './kinds.ts'
import { mostPixels, photoEdges, photoLimits, takenAtFrom } from './rules.ts'

/** What a phone sends that is a picture, by its bytes and not by its name. */
const readable = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif', 'image/tiff'])
const heic = new Set(['image/heic', 'image/heif'])

/** Whether bytes of a type are a photo. */
export const isPicture = (mime: string): boolean => readable.has(mime) || heic.has(mime)

/**
 * Keeps a picture: turned upright, shrunk, painted anew without EXIF (a place or a hostile string in it goes no further);
 * only the time of the camera is read out first. Kept in both sizes.
 * @throws Problem `photo_is_broken`, `photo_is_heic`, `photo_has_too_many_pixels`
 */
export async function keepPicture(bytes: Uint8Array, mime: string, name: string): Promise<KeptPhoto> {
  const { large, small } = await (heic.has(mime)
    ? paint(await heicPicture(bytes, name), name)
    : painted(bytes, name))
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

async function painted(bytes: Uint8Array, name: string) {
  const head = await headOf(bytes, name)
  const pixels = head.width * head.height
  const most = mostPixels(head)
  const millions = (count: number): number => Math.round(count / 1_000_000)
  if (pixels > most)
    throw new Problem(
      'photo_has_too_many_pixels',
      { name, megapixels: millions(pixels), maximum: millions(most) },
      { field: 'photos' },
    )
  const upright = () => paint(sharp(bytes, { limitInputPixels: most, failOn: 'error' }).rotate(), name)
  return pixels > photoLimits.pixels ? oneAtATime(upright) : upright()
}

let lastLarge: Promise<unknown> = Promise.resolve()

/** Very large photos wait for each other: several at once would take the memory of the server. */
function oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
  const next = lastLarge.then(work)
  lastLarge = next.catch(() => {})
  return next
}

async function headOf(bytes: Uint8Array, name: string) {
  try {
    return await sharp(bytes, { limitInputPixels: false }).metadata()
  } catch {
    throw new Problem('photo_is_broken', { name }, { field: 'photos' })
  }
}

async function heicPicture(bytes: Uint8Array, name: string): Promise<Sharp> {
  try {
    const { data, width, height } = await pixelsOfHeic(bytes, photoLimits.pixels)
    return sharp(data, { raw: { width, height, channels: 4 } })
  } catch (fault) {
    if (fault instanceof Problem && fault.code === 'photo_has_too_many_pixels')
      throw new Problem(fault.code, { ...fault.params, name }, { field: 'photos' })
    throw new Problem('photo_is_heic', { name }, { field: 'photos' })
  }
}

async function paint(upright: Sharp, name: string) {
  try {
    const fit = { fit: 'inside', withoutEnlargement: true } as const
    // JPEG has no transparency: what shows through is white, as paper is.
    const large = await upright
      .flatten({ background: '#fff' })
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
