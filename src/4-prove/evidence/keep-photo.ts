import ExifReader from 'exifreader'
import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { keepFile, sha256 } from '#platform/files'
import { Problem } from '#platform/problem'
import { photoEdges, photoLimits, takenAtFrom } from './rules.ts'

/** A photo as it is kept. `sha256` is the hash of the kept bytes, so that anybody can check them. */
export type KeptPhoto = {
  sha256: string
  bytes: number
  width: number
  height: number
  takenAt: string | undefined
}

/** What a phone sends that is a picture, by its bytes and not by its name. */
const readable = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif', 'image/tiff'])

/**
 * Keeps a photo: found out by its bytes, turned upright, shrunk, painted anew without EXIF (a place or a hostile
 * string in it goes no further); only the time of the camera is read out first.
 * @throws Problem `photo_is_too_large`, `photo_is_heic`, `photo_is_no_picture`, `photo_is_broken`
 */
export async function keepPhoto(bytes: Uint8Array, name = ''): Promise<KeptPhoto> {
  if (bytes.byteLength > photoLimits.bytes)
    throw new Problem(
      'photo_is_too_large',
      { name, megabytes: photoLimits.bytes / 1024 / 1024 },
      { field: 'photos' },
    )
  const type = await fileTypeFromBuffer(bytes)
  if (type?.mime === 'image/heic' || type?.mime === 'image/heif')
    throw new Problem('photo_is_heic', { name }, { field: 'photos' })
  if (!type || !readable.has(type.mime))
    throw new Problem('photo_is_no_picture', { name }, { field: 'photos' })

  const { large, small } = await paint(bytes, name)
  const hash = sha256(large.data)
  await keepFile(`${hash}.jpg`, large.data)
  await keepFile(`${hash}.small.jpg`, small)
  const { width, height } = large.info
  return { sha256: hash, bytes: large.data.byteLength, width, height, takenAt: cameraTime(bytes) }
}

/**
 * Keeps a picture that the system painted itself, in both sizes, as it is: there is nothing in it to be wary of.
 * For the demonstration district only; whatever comes from people goes through `keepPhoto`.
 */
export async function keepPainted(
  picture: { large: Uint8Array; small: Uint8Array; width: number; height: number },
  takenAt: string,
): Promise<KeptPhoto> {
  const { large, small, width, height } = picture
  const hash = sha256(large)
  await Promise.all([keepFile(`${hash}.jpg`, large), keepFile(`${hash}.small.jpg`, small)])
  return { sha256: hash, bytes: large.byteLength, width, height, takenAt }
}

async function paint(bytes: Uint8Array, name: string) {
  try {
    const upright = sharp(bytes, { limitInputPixels: photoLimits.pixels, failOn: 'error' }).rotate()
    const fit = { fit: 'inside', withoutEnlargement: true } as const
    const large = await upright
      .resize({ width: photoEdges.large, height: photoEdges.large, ...fit })
      .jpeg({ quality: 80, mozjpeg: true })
      .toBuffer({ resolveWithObject: true })
    const small = await sharp(large.data)
      .resize({ width: photoEdges.small, height: photoEdges.small, ...fit })
      .jpeg({ quality: 72 })
      .toBuffer()
    return { large, small }
  } catch {
    // Whatever the decoder says of hostile or half-sent bytes, the person can only take or send the photo again.
    throw new Problem('photo_is_broken', { name }, { field: 'photos' })
  }
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
