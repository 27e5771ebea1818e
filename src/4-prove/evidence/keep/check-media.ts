// Whether a video or a recording is whole and really what it begins as. Its sound and pictures are not decoded: they are
// played by browsers, which keep their decoders behind walls of their own.

import type { Staged } from '#platform/staged'
import type { MediaType } from '../kinds.ts'

/** What is wrong with a container; undefined where nothing is. */
export type MediaFault = 'broken' | 'not_media'

/** Looks through the container of a file. */
export function faultOfMedia(file: Staged, type: MediaType): Promise<MediaFault | undefined> {
  switch (type) {
    case 'video/mp4':
    case 'video/quicktime':
    case 'video/3gpp':
    case 'audio/mp4':
      return faultOfBoxes(file)
    case 'video/webm':
      return faultOfMatroska(file)
    case 'audio/ogg':
      return faultOfOgg(file)
    case 'audio/wav':
      return faultOfWave(file)
    case 'audio/mpeg':
      return faultOfMp3(file)
    default:
      return Promise.resolve('not_media')
  }
}

const padding = 65_536

/** No honest recording has more top-level parts than this. */
const mostParts = 200_000

/** ISO base media (ISO/IEC 14496-12): boxes end to end, the last one ends with the file; a directory and the media are there. */
async function faultOfBoxes(file: Staged): Promise<MediaFault | undefined> {
  const seen = new Set<string>()
  let at = 0
  for (let count = 0; at < file.size; count += 1) {
    if (count > mostParts) return 'broken'
    const head = await file.read(at, 16)
    // Some phones fill up the last block of the disk with nothing.
    if (seen.has('moov') && file.size - at < padding && head.every((byte) => byte === 0)) break
    if (head.length < 8) return 'broken'
    const name = head.toString('latin1', 4, 8)
    let size = head.readUInt32BE(0)
    if (size === 1) size = head.length < 16 ? 0 : Number(head.readBigUInt64BE(8))
    // Nought: up to the end of the file.
    else if (size === 0) size = file.size - at
    if (size < 8 || !/^[\x20-\x7e\xa9]{4}$/.test(name)) return seen.has('ftyp') ? 'broken' : 'not_media'
    seen.add(name)
    at += size
  }
  if (at > file.size || !seen.has('moov')) return 'broken'
  return seen.has('mdat') || seen.has('moof') ? undefined : 'broken'
}

/** The length of an EBML number by its first byte, and its value; undefined where it is none. */
function ebmlNumber(bytes: Buffer, at: number, keepsMarker: boolean) {
  const first = bytes[at]
  if (!first) return undefined
  const length = Math.clz32(first) - 23
  if (length > 8 || at + length > bytes.length) return undefined
  let value = keepsMarker ? first : first & (0xff >> length)
  let isUnknown = !keepsMarker && value === 0xff >> length
  for (let index = 1; index < length; index += 1) {
    const byte = bytes[at + index] ?? 0
    value = value * 256 + byte
    isUnknown &&= byte === 0xff
  }
  return { length, value: isUnknown ? undefined : value }
}

/** Matroska (RFC 9559): the head, then a segment that does not promise more than has arrived, with tracks and clusters. */
async function faultOfMatroska(file: Staged): Promise<MediaFault | undefined> {
  const seen = new Set<number>()
  let at = 0
  let end = file.size
  for (let count = 0; at < end; count += 1) {
    if (count > mostParts) return 'broken'
    const bytes = await file.read(at, 12)
    const id = ebmlNumber(bytes, 0, true)
    const size = id && ebmlNumber(bytes, id.length, false)
    if (!id?.value || !size) return seen.size === 0 ? 'not_media' : 'broken'
    seen.add(id.value)
    const inside = at + id.length + size.length
    if (id.value === segment) {
      if (size.value !== undefined && inside + size.value > file.size) return 'broken'
      if (size.value !== undefined) end = inside + size.value
      at = inside
    } else if (size.value !== undefined) at = inside + size.value
    // A recorder that writes while it records does not know how long a cluster will be: its blocks follow one by one.
    else if (id.value === cluster) at = inside
    else return 'broken'
  }
  if (!seen.has(segment) || !seen.has(tracks) || !seen.has(cluster)) return 'broken'
  return at === end ? undefined : 'broken'
}
const segment = 0x18538067
const tracks = 0x1654ae6b
const cluster = 0x1f43b675

/** Ogg (RFC 3533): pages end to end, the first says that it begins, none is cut off. */
async function faultOfOgg(file: Staged): Promise<MediaFault | undefined> {
  let at = 0
  for (let count = 0; at < file.size; count += 1) {
    if (count > mostParts) return 'broken'
    const head = await file.read(at, 27 + 255)
    if (head.length < 27 || head.toString('latin1', 0, 4) !== 'OggS')
      return count === 0 ? 'not_media' : 'broken'
    if (count === 0 && ((head[5] ?? 0) & 2) === 0) return 'broken'
    const segments = head[26] ?? 0
    if (head.length < 27 + segments) return 'broken'
    at += 27 + segments + head.subarray(27, 27 + segments).reduce((sum, length) => sum + length, 0)
  }
  return at === file.size ? undefined : 'broken'
}

/** RIFF/WAVE: a format, and as much sound as the head promises. */
async function faultOfWave(file: Staged): Promise<MediaFault | undefined> {
  const head = await file.read(0, 12)
  if (head.length < 12 || head.toString('latin1', 8, 12) !== 'WAVE') return 'not_media'
  const seen = new Set<string>()
  for (let at = 12, count = 0; at + 8 <= file.size; count += 1) {
    if (count > 1000) return 'broken'
    const part = await file.read(at, 8)
    const name = part.toString('latin1', 0, 4)
    const size = part.readUInt32LE(4)
    seen.add(name)
    // A recorder that wrote as it went could not say how long it would be.
    if (name === 'data' && size !== 0xffffffff && at + 8 + size > file.size) return 'broken'
    at += 8 + size + (size % 2)
  }
  return seen.has('fmt ') && seen.has('data') ? undefined : 'broken'
}

/** Kilobits a second by version and layer III, as ISO/IEC 11172-3 and 13818-3 number them. */
const bitRates = {
  one: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  two: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const
const sampleRates = [44100, 48000, 32000] as const

/** The length of the MP3 frame that begins here; 0 where none does. */
function frameLength(bytes: Buffer, at: number): number {
  if (at + 4 > bytes.length || bytes[at] !== 0xff) return 0
  const [second, third] = [bytes[at + 1] ?? 0, bytes[at + 2] ?? 0]
  const [version, layer] = [(second >> 3) & 3, (second >> 1) & 3]
  if ((second & 0xe0) !== 0xe0 || version === 1 || layer !== 1) return 0
  const rate = (version === 3 ? bitRates.one : bitRates.two)[third >> 4]
  const samples = sampleRates[(third >> 2) & 3]
  if (!rate || !samples) return 0
  const perSecond = version === 3 ? samples : version === 2 ? samples / 2 : samples / 4
  return Math.floor(((version === 3 ? 144 : 72) * rate * 1000) / perSecond) + ((third >> 1) & 1)
}

/** MPEG layer III: whatever stands before it, frames follow one another, and fill the file. */
async function faultOfMp3(file: Staged): Promise<MediaFault | undefined> {
  const bytes = await file.whole()
  let at = 0
  if (bytes.toString('latin1', 0, 3) === 'ID3' && bytes.length > 10)
    at = 10 + [6, 7, 8, 9].reduce((size, index) => size * 128 + ((bytes[index] ?? 0) & 0x7f), 0)
  const begins = at
  let framed = 0
  let frames = 0
  while (at < bytes.length) {
    const length = frameLength(bytes, at)
    if (length > 0) {
      frames += 1
      framed += Math.min(length, bytes.length - at)
      at += length
    } else at += 1
  }
  return frames >= 8 && framed > (bytes.length - begins) / 2 ? undefined : 'not_media'
}
