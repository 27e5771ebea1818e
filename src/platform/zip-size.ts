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
 * directory declares is asked first, then each part is really unpacked up to the limit, since a directory can lie, and so can
 * the headers before the parts: where the two differ, nothing is read.
 * @throws Problem `spreadsheet_is_unreadable`, `spreadsheet_unpacks_too_large`
 */
export function refuseZipBomb(bytes: Buffer, most: number, mostEntries = 2000): void {
  const entries = listedIn(bytes, mostEntries)
  if (entries.reduce((sum, entry) => sum + entry.declared, 0) > most) throw tooLarge(most)
  let left = most
  for (const entry of entries) {
    const packed = bytes.subarray(entry.start, entry.start + entry.packed)
    const length = entry.method === 0 ? packed.length : unpacked(packed, left, () => tooLarge(most)).length
    left -= length
    if (left < 0) throw tooLarge(most)
    if (length !== entry.declared) entry.agrees = false
  }
  refuseContradictions(entries, bytes)
}

function unpacked(packed: Buffer, most: number, refusal: () => Problem): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(most, 1) })
  } catch (fault) {
    if (fault instanceof RangeError) throw refusal()
    throw new Problem('spreadsheet_is_unreadable')
  }
}

type Entry = {
  name: string
  declared: number
  packed: number
  method: number
  /** Where its header begins, and where its bytes. */
  local: number
  start: number
  /** Whether its header says the same as the directory. */
  agrees: boolean
}

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
  return textOf(entry.method === 0 ? packed : unpacked(packed, most, () => tooLarge(most)))
}

/** A part in UTF-8, or in UTF-16 with its mark or without: Office reads both. */
function textOf(part: Buffer): string {
  const start = part.subarray(0, 2).toString('hex')
  if (start === 'fffe' || start === '3c00') return new TextDecoder('utf-16le').decode(part)
  if (start === 'feff' || start === '003c') return new TextDecoder('utf-16be').decode(part)
  return part.toString('utf8')
}

const tooLarge = (most: number) =>
  new Problem('spreadsheet_unpacks_too_large', { megabytes: Math.floor(most / 1_048_576) })

/** What the directory of a zip file lists. */
function listedIn(bytes: Buffer, mostEntries: number): Entry[] {
  const end = endOf(bytes)
  const count = bytes.readUInt16LE(end + 10)
  if (count === 0 || count > mostEntries) throw new Problem('spreadsheet_is_unreadable')
  const entries: Entry[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== directoryEntry)
      throw new Problem('spreadsheet_is_unreadable')
    entries.push(entryAt(bytes, at))
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

/** The same, where nothing in the file contradicts it. */
function entriesOf(bytes: Buffer, mostEntries: number): Entry[] {
  const entries = listedIn(bytes, mostEntries)
  refuseContradictions(entries, bytes)
  return entries
}

/** An entry of the directory, held against the header that stands before its part: readers believe one or the other. */
function entryAt(bytes: Buffer, at: number): Entry {
  const method = bytes.readUInt16LE(at + 10)
  const [packed, declared] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)]
  const local = bytes.readUInt32LE(at + 42)
  const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) === 1
  if (isEncrypted || (method !== 0 && method !== 8) || local + 30 > bytes.length)
    throw new Problem('spreadsheet_is_unreadable')
  const nameEnds = local + 30 + bytes.readUInt16LE(local + 26)
  const name = bytes.subarray(at + 46, at + 46 + bytes.readUInt16LE(at + 28))
  // Written in one go, sizes were not known when the header was: they follow the part, and stand as nought before it.
  const sizesFollow = (bytes.readUInt16LE(local + 6) & 8) !== 0
  const isSaid = (size: number, offset: number): boolean => {
    const said = bytes.readUInt32LE(local + offset)
    return said === size || (sizesFollow && said === 0)
  }
  const agrees =
    bytes.readUInt32LE(local) === localHeader &&
    (bytes.readUInt16LE(local + 6) & 1) === 0 &&
    bytes.readUInt16LE(local + 8) === method &&
    isSaid(packed, 18) &&
    isSaid(declared, 22) &&
    bytes.subarray(local + 30, nameEnds).equals(name)
  const start = nameEnds + bytes.readUInt16LE(local + 28)
  return { name: name.toString('utf8'), method, packed, declared, local, start, agrees }
}

/** Headers that say other than the directory. Parts that share their bytes unpack to many times what was sent; no program writes them, nor two of one name. */
function refuseContradictions(entries: readonly Entry[], bytes: Buffer): void {
  if (!entries.every(({ agrees }) => agrees)) throw new Problem('spreadsheet_is_unreadable')
  let free = 0
  for (const { local, start, packed } of entries.toSorted((one, other) => one.local - other.local)) {
    if (local < free || start + packed > bytes.length) throw new Problem('spreadsheet_is_unreadable')
    free = start + packed
  }
  if (new Set(entries.map(({ name }) => name)).size < entries.length)
    throw new Problem('spreadsheet_is_unreadable')
}

function endOf(bytes: Buffer): number {
  // 22 bytes and a comment of at most 65,535, up to the very end: in another place another reader finds another directory.
  for (let at = bytes.length - 4; at >= Math.max(0, bytes.length - 22 - 0xffff); at--)
    if (bytes.readUInt32LE(at) === endOfDirectory) {
      const isWhole = at + 22 <= bytes.length && at + 22 + bytes.readUInt16LE(at + 20) === bytes.length
      if (isWhole) return at
      break
    }
  throw new Problem('spreadsheet_is_unreadable')
}
