import { timingSafeEqual } from 'node:crypto'
import { signatureOf } from '#platform/secret'

// An id and half of an HMAC-SHA-256: 128 bits that nobody guesses, in an address that still fits one line.
const idBytes = 16
const signatureBytes = 16

const signed = (id: Buffer): Buffer => signatureOf('figure share', id).subarray(0, signatureBytes)

/** The word by which a share is opened: its id under the signature of this installation. */
export function tokenOf(shareId: string): string {
  const id = Buffer.from(shareId.replaceAll('-', ''), 'hex')
  return Buffer.concat([id, signed(id)]).toString('base64url')
}

/** The share that a word opens; undefined where we never signed it. The database is not asked before. */
export function shareIdOf(token: string): string | undefined {
  if (!/^[\w-]{43}$/.test(token)) return undefined
  const bytes = Buffer.from(token, 'base64url')
  // The last letter of the word has bits to spare: only the way in which we write it counts.
  if (bytes.length !== idBytes + signatureBytes || bytes.toString('base64url') !== token) return undefined
  const id = bytes.subarray(0, idBytes)
  if (!timingSafeEqual(bytes.subarray(idBytes), signed(id))) return undefined
  const hex = id.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
