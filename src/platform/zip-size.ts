import { inflateRawSync } from 'node:zlib'
import { Problem } from './problem.ts'

// Signatures and offsets: PKWARE APPNOTE 6.3.10, §4.3.7 (local header), §4.3.12 (directory), §4.3.16 (its end).
const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50
const localHeader = 0x04034b50

/** Whether the bytes begin as a zip file does. */
export const isZip = (bytes: Buffer): boolean => bytes.length >= 4 && bytes.readUInt32LE(0) === localHeader

/**
 * Refuses a zip file that would unpack to more than `most` bytes: a few kilobytes can hold gigabytes. What the
 * directory declares is asked first, then each part is really unpacked up to the limit, since a directory can lie.
 * @throws Problem `spreadsheet_is_unreadable`, `spreadsheet_unpacks_too_large`
 */
export function refuseZipBomb(bytes: Buffer, most: number, mostEntries = 2000): void {
  const entries = entriesOf(bytes, mostEntries)
  if (entries.reduce((sum, entry) => sum + entry.declared, 0) > most) throw tooLarge(most)
  let left = most
  for (const entry of entries) {
    const packed = bytes.subarray(entry.start, entry.start + entry.packed)
    if (entry.method === 0) left -= packed.length
    else left -= unpacked(packed, left, () => tooLarge(most)).length
    if (left < 0) throw tooLarge(most)
  }
}

function unpacked(packed: Buffer, most: number, refusal: () => Problem): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(most, 1) })
  } catch (fault) {
    if (fault instanceof RangeError) throw refusal()
    throw new Problem('spreadsheet_is_unreadable')
  }
}

type Entry = { name: string; declared: number; packed: number; method: number; start: number }

/**
 * The names of all parts of a zip file, as its directory gives them.
 * @throws Problem `spreadsheet_is_unreadable`
 */
export const namesInZip = (bytes: Buffer, mostEntries = 2000): string[] =>
  entriesOf(bytes, mostEntries).map(({ name }) => name)

/**
 * The text of one part of a zip file, up to `most` bytes; undefined where there is no such part.
 * @throws Problem `spreadsheet_is_unreadable`, `spreadsheet_unpacks_too_large`
 */
export function textInZip(bytes: Buffer, name: string, most: number): string | undefined {
  const entry = entriesOf(bytes, 2000).find((one) => one.name === name)
  if (!entry) return undefined
  const packed = bytes.subarray(entry.start, entry.start + entry.packed)
  return (entry.method === 0 ? packed : unpacked(packed, most, () => tooLarge(most))).toString('utf8')
}

const tooLarge = (most: number) =>
  new Problem('spreadsheet_unpacks_too_large', { megabytes: Math.floor(most / 1_048_576) })

function entriesOf(bytes: Buffer, mostEntries: number): Entry[] {
  const end = endOf(bytes)
  const count = bytes.readUInt16LE(end + 10)
  if (count === 0 || count > mostEntries) throw new Problem('spreadsheet_is_unreadable')
  const entries: Entry[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== directoryEntry)
      throw new Problem('spreadsheet_is_unreadable')
    const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) === 1
    const method = bytes.readUInt16LE(at + 10)
    const local = bytes.readUInt32LE(at + 42)
    if (isEncrypted || (method !== 0 && method !== 8) || local + 30 > bytes.length)
      throw new Problem('spreadsheet_is_unreadable')
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28)),
      method,
      packed: bytes.readUInt32LE(at + 20),
      declared: bytes.readUInt32LE(at + 24),
      start: local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28),
    })
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

function endOf(bytes: Buffer): number {
  // The end record is 22 bytes and a comment of at most 65,535.
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 0xffff); at--)
    if (bytes.readUInt32LE(at) === endOfDirectory) return at
  throw new Problem('spreadsheet_is_unreadable')
}
