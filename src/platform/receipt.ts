import { timingSafeEqual } from 'node:crypto'
import { signatureOf } from './secret.ts'

/**
 * Says that something arrived and is kept: what, under which id, the hash of the bytes that were sent, and when.
 * Of a photo the id is the hash under which it is kept.
 */
export type Receipt = { kind: 'record' | 'photo'; id: string; sha256: string; at: string }

/** A receipt with the word that proves it: whoever holds the word can have it checked at any time. */
export type SignedReceipt = Receipt & { word: string }

const purpose = 'receipt'

/** Signs a receipt under the secret of this installation. */
export function signedReceipt({ kind, id, sha256, at }: Receipt): SignedReceipt {
  const said = Buffer.from(JSON.stringify([kind, id, sha256, at]))
  const word = `${said.toString('base64url')}.${signatureOf(purpose, said).toString('base64url')}`
  return { kind, id, sha256, at, word }
}

/** The receipt that a word proves; undefined where this installation never signed it. */
export function receiptFrom(word: string): Receipt | undefined {
  const [said, signature] = word.split('.')
  if (said === undefined || signature === undefined || word.length > 600) return undefined
  const bytes = Buffer.from(said, 'base64url')
  const [given, expected] = [Buffer.from(signature, 'base64url'), signatureOf(purpose, bytes)]
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const [kind, id, sha256, at] = JSON.parse(bytes.toString('utf8')) as [
    Receipt['kind'],
    string,
    string,
    string,
  ]
  return { kind, id, sha256, at }
}
