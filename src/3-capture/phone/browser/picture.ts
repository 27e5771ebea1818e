// Photos made ready on the phone: shrunk, painted anew, and of what the camera wrote into them only the time is kept.

import ExifReader from 'exifreader'
import { paintOnWhite } from './canvas.ts'
import type { Picture } from './outbox.ts'
import { newId, sha256 } from './sealed.ts'

/** Longest edge of a photo as it is sent, in pixels: enough to see what was done, little enough for a slow line. */
const longestEdge = 1600

/** Larger files are no photos of a phone; the server would refuse them too. */
const largestFile = 20 * 1024 * 1024

/** A photo that the phone cannot use, with the code of its sentence. */
export class Unusable extends Error {}

/** Makes a photo ready. @throws Unusable `photo_is_too_large`, `photo_is_broken` */
export async function makeReady(file: File): Promise<Picture> {
  const bytes = await shrunk(file)
  return { id: newId(), sha256: await sha256(bytes), bytes }
}

async function shrunk(file: File): Promise<ArrayBuffer> {
  const original = await file.arrayBuffer()
  const taken = cameraTime(original)
  let painted: Blob | null = null
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, longestEdge / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(picture.width * scale))
    canvas.height = Math.max(1, Math.round(picture.height * scale))
    paintOnWhite(canvas, picture)
    picture.close()
    painted = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.8))
  } catch {
    // What the browser cannot draw is told apart below.
  }
  if (painted) return withTime(await painted.arrayBuffer(), taken)
  if (file.size > largestFile) throw new Unusable('photo_is_too_large')
  // Few browsers draw HEIC; the server can, and drops what else is in it.
  if (/^image\/hei[cf]$/.test(file.type) || /\.hei[cf]$/i.test(file.name)) return original
  // A photo of 108 megapixels takes more memory than some phones have: the server shrinks it.
  if (pixelsOf(original) > drawnByAll) return original
  throw new Unusable('photo_is_broken')
}

/** Every phone draws a photo of so many pixels. */
const drawnByAll = 16_000_000

/** How many pixels the head of a picture names; 0 where it names none. */
export function pixelsOf(bytes: ArrayBuffer): number {
  try {
    const { file, png } = ExifReader.load(bytes, { expanded: true })
    const width = file?.['Image Width'] ?? png?.['Image Width']
    const height = file?.['Image Height'] ?? png?.['Image Height']
    return (width?.value ?? 0) * (height?.value ?? 0)
  } catch {
    return 0
  }
}

/** The wall clock of the camera as EXIF writes it: `2026:03:08 09:15:00`; undefined where it wrote none. */
export function cameraTime(bytes: ArrayBuffer): string | undefined {
  try {
    const tags = ExifReader.load(bytes, { includeTags: { exif: ['DateTimeOriginal'] } })
    const written = String(tags.DateTimeOriginal?.description ?? '')
    return /^\d{4}:\d\d:\d\d \d\d:\d\d:\d\d$/.test(written) ? written : undefined
  } catch {
    return undefined
  }
}

/**
 * A JPEG with one thing in its EXIF: when the camera took it. Laid out by hand (TIFF 6.0, Exif 2.3 §4.6): an image
 * directory that points to an Exif directory with the one tag DateTimeOriginal.
 */
export function withTime(jpeg: ArrayBuffer, taken: string | undefined): ArrayBuffer {
  if (taken === undefined) return jpeg
  const segment = new Uint8Array(76)
  const view = new DataView(segment.buffer)
  segment.set([0xff, 0xe1, 0, 74, 0x45, 0x78, 0x69, 0x66, 0, 0])
  const tiff = 10
  const entry = (at: number, tag: number, type: number, count: number, value: number): void => {
    view.setUint16(at, tag)
    view.setUint16(at + 2, type)
    view.setUint32(at + 4, count)
    view.setUint32(at + 8, value)
  }
  segment.set([0x4d, 0x4d, 0, 42, 0, 0, 0, 8], tiff)
  view.setUint16(tiff + 8, 1)
  entry(tiff + 10, 0x8769, 4, 1, 26)
  view.setUint16(tiff + 26, 1)
  entry(tiff + 28, 0x9003, 2, 20, 44)
  segment.set(new TextEncoder().encode(`${taken}\0`), tiff + 44)
  const whole = new Uint8Array(jpeg.byteLength + segment.length)
  const given = new Uint8Array(jpeg)
  whole.set(given.subarray(0, 2))
  whole.set(segment, 2)
  whole.set(given.subarray(2), 2 + segment.length)
  return whole.buffer
}
