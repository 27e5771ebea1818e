import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { writeDurably } from './files/durable.ts'

let key: Buffer | undefined
let signingKey: Buffer | undefined
let derivedFrom: string | undefined

/** Takes the secret of this installation: the configured one, or one made at the first start and kept in a file. */
export function useSecret(configured: string | undefined, file: string): void {
  if (configured === undefined && !existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true })
    writeDurably(file, randomBytes(32).toString('base64url'))
  }
  const secret = configured ?? readFileSync(file, 'utf8').trim()
  derivedFrom = secret
  key = Buffer.from(hkdfSync('sha256', secret, 'lan-toa', 'encryption at rest', 32))
  signingKey = Buffer.from(hkdfSync('sha256', secret, 'lan-toa', 'signatures', 32))
}

const theKey = (): Buffer => {
  if (!key) throw new Error('The secret of the installation is not set yet.')
  return key
}

/** A text that only this installation can read again (AES-256-GCM). */
export const encrypted = (text: string): string => encryptedWith(randomBytes(12), text)

/**
 * The same, but the same text in the same context gives the same again: what was kept twice can be compared without being
 * read. The nonce follows from the text, so no nonce is ever used for two texts.
 */
export const encryptedAlike = (context: string, text: string): string =>
  encryptedWith(signatureOf('nonce', Buffer.from(`${context}\0${text}`)).subarray(0, 12), text)

function encryptedWith(nonce: Buffer, text: string): string {
  const cipher = createCipheriv('aes-256-gcm', theKey(), nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
}

/** The text again. @throws Error where it was made under another secret, or changed. */
export function decrypted(packed: string): string {
  const bytes = Buffer.from(packed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', theKey(), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8')
}

/**
 * The signature of some bytes under this installation's secret (HMAC-SHA-256). `purpose` keeps what was signed for one
 * thing from being taken for another. Compare with `timingSafeEqual`.
 */
export function signatureOf(purpose: string, bytes: Uint8Array): Buffer {
  if (!signingKey) throw new Error('The secret of the installation is not set yet.')
  return createHmac('sha256', signingKey).update(`${purpose}\0`).update(bytes).digest()
}

/** 32 bytes for one purpose that are the same as long as the secret is, and tell nothing of it. */
export function derivedKey(purpose: string): Buffer {
  if (derivedFrom === undefined) throw new Error('The secret of the installation is not set yet.')
  return Buffer.from(hkdfSync('sha256', derivedFrom, 'lan-toa', purpose, 32))
}
