import { signatureOf } from '#platform/secret'

/** A text as it tells a subject apart: the same word in small or large letters, or with more spaces, is the same subject. */
const plain = (text: string): string =>
  text.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('vi')

/**
 * The key of a subject of a distinct count. It is the same for the same text, and cannot be turned back into it without the
 * secret of the installation; keys of two indicators cannot be matched with each other.
 */
export function subjectKey(indicator: string, text: string): string {
  const bytes = signatureOf('subject of a count', Buffer.from(`${indicator}\0${plain(text)}`)).subarray(0, 16)
  // Version 8 of RFC 9562: an id whose meaning is ours alone.
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
