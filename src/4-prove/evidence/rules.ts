import { largestOf } from './kinds.ts'

/** How much one person may send ahead within a day without anything that it proves. */
export const waitingLimits = { files: 600, bytes: 4 * 1024 ** 3 } as const

/** Limits of one photo as it arrives, and of all files of a record. */
export const photoLimits = {
  bytes: largestOf.photo,
  pixels: 100_000_000,
  pixelsRowByRow: 300_000_000,
  perRecord: 12,
} as const

/** What the head of a picture says of it. */
type PictureHead = { format?: string; isProgressive?: boolean; orientation?: number }

/**
 * The most pixels of a picture. A JPEG that is written row by row is shrunk while it is read, and an upright PNG never lies in
 * memory as a whole: phones of today take photos of 200 megapixels. Every other kind is unpacked first.
 */
export function mostPixels({ format, isProgressive = false, orientation = 1 }: PictureHead): number {
  const isRowByRow = format === 'jpeg' || (format === 'png' && orientation === 1)
  return isRowByRow && !isProgressive ? photoLimits.pixelsRowByRow : photoLimits.pixels
}

/** Longest edges, in pixels, of what is kept: to look at closely, and for lists. */
export const photoEdges = { large: 1600, small: 480 } as const

/**
 * The camera's own wall clock out of EXIF (`2026:03:08 09:15:00`) as a timestamp without zone; undefined where it
 * is missing or nonsense. A hint only: cameras are wrong by years.
 */
export function takenAtFrom(exif: string | undefined): string | undefined {
  const match = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}):(\d{2}):(\d{2})/.exec(exif ?? '')
  if (!match) return undefined
  const [, year, month, day, hour, minute, second] = match
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const instant = new Date(`${text}Z`)
  return Number.isNaN(instant.getTime()) || !instant.toISOString().startsWith(text)
    ? undefined
    : text.replace('T', ' ')
}

/**
 * The name of a file as it is kept beside it: its last part, on one line, without what could pass for a path or turn the
 * direction of writing round (`gpj.exe`).
 */
export function nameKept(sent: string): string {
  const last = sent.toWellFormed().normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  const plain = last.replace(/[\p{Cc}\p{Cf}\u2028\u2029"<>|*?:]/gu, '')
  return [...plain.trim()].slice(-120).join('')
}
