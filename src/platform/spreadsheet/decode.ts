import { isUtf8 } from 'node:buffer'
import { inViscii } from '../documents/legacy-letters.ts'
import { Problem } from '../problem.ts'
import type { Notice } from '../spreadsheet.ts'
import { oldWriting, wordsOfToday } from './old-letters.ts'

// No text in any encoding of one byte holds these controls; a picture or a program does at once.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const controls = /[\x00-\x06\x0e-\x1a\x1c-\x1f]/
/** VISCII has six capitals at the places of controls: Ẳ Ẵ Ẫ Ỷ Ỹ Ỵ. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const ofViscii = /[\x02\x05\x06\x14\x19\x1e]/g

/** The text of a CSV file in whatever encoding it was saved. */
export function decode(bytes: Buffer): { text: string; notices: Notice[] } {
  const start = bytes.subarray(0, 2).toString('hex')
  if (start === 'fffe') return { text: new TextDecoder('utf-16le').decode(bytes), notices: [] }
  if (start === 'feff') return { text: new TextDecoder('utf-16be').decode(bytes), notices: [] }
  const wide = wideWithoutMark(bytes)
  if (wide) return { text: new TextDecoder(wide).decode(bytes), notices: [] }
  const sample = bytes.subarray(0, 65_536).toString('latin1')
  if (controls.test(sample.replace(ofViscii, ''))) throw new Problem('spreadsheet_is_unreadable')
  const isPlain = !controls.test(sample)
  const unicode = isPlain ? inUtf8(bytes) : undefined
  if (unicode !== undefined) return { text: unicode, notices: [] }
  // Old Vietnamese Windows and Excel: tones stand as marks of their own, which NFC joins to their letters.
  const text = new TextDecoder('windows-1258').decode(bytes).normalize('NFC')
  // The old fonts of Vietnamese stand at the places of Western letters.
  const western = new TextDecoder('windows-1252').decode(bytes)
  const { writing, shown } = oldWriting([western])
  const isOld = shown > wordsOfToday(text)
  if (isOld && writing === 'viscii')
    return { text: inViscii(bytes), notices: [{ code: 'readInCharset', params: { charset: 'VISCII' } }] }
  if (!isPlain) throw new Problem('spreadsheet_is_unreadable')
  if (isOld) return { text: western, notices: [] }
  return { text, notices: [{ code: 'readInCharset', params: { charset: 'Windows-1258' } }] }
}

/** A text in UTF-8, of which few bytes may be damaged: ten letters of several bytes and more for each. */
function inUtf8(bytes: Buffer): string | undefined {
  if (isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes)
  const text = new TextDecoder('utf-8').decode(bytes)
  const count = (signs: RegExp): number => text.match(signs)?.length ?? 0
  const damaged = count(/\ufffd+/g)
  return count(/[^\p{ASCII}\ufffd]/gu) >= damaged * 10 ? text : undefined
}

/** UTF-16 that does not say so: the other byte of every plain letter is zero. */
function wideWithoutMark(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const zeros = [0, 0]
  const sample = bytes.subarray(0, 2000)
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [high = 0, low = 0] = zeros
  const isMost = (count: number, other: number) => other === 0 && count > sample.length / 5
  if (isMost(low, high)) return 'utf-16le'
  return isMost(high, low) ? 'utf-16be' : undefined
}
