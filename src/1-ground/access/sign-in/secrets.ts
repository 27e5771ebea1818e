import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { hashingTurn } from './turns.ts'

const cost = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }

/** Waits its turn (turns.ts), so never within a transaction: it would hold a connection that others wait for. */
const derive = (asker: string, password: string, salt: Buffer): Promise<Buffer> =>
  hashingTurn(
    asker,
    () =>
      new Promise((done, failed) =>
        scrypt(password.normalize('NFC'), salt, 32, cost, (fault, key) =>
          fault ? failed(fault) : done(key),
        ),
      ),
  )

/** The hash of a password, with its salt (scrypt, RFC 7914). `asker` is who waits for it. */
export async function hashPassword(password: string, asker = ''): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(asker, password, salt)
  return `scrypt$${salt.toString('base64url')}$${key.toString('base64url')}`
}

// Compared with when nobody has the name that was typed, so that the answer takes as long.
const nobodys = hashPassword(randomBytes(12).toString('hex'))

/** Whether a password is the one of a hash. Takes as long where there is no hash at all. */
export async function isPassword(password: string, hash: string | undefined, asker = ''): Promise<boolean> {
  const [, salt = '', expected = ''] = (hash ?? (await nobodys)).split('$')
  const derived = await derive(asker, password, Buffer.from(salt, 'base64url'))
  const isSame = timingSafeEqual(derived, Buffer.from(expected, 'base64url'))
  return isSame && hash !== undefined
}

/** A token that nobody guesses. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is kept of a token. It has 256 bits of its own, so a plain hash will do. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Ten codes for the day when the phone is lost: easy to write down, forty bits each. */
export const newBackupCodes = (): string[] =>
  Array.from({ length: 10 }, () =>
    randomBytes(5)
      .toString('hex')
      .replace(/(.{5})/, '$1-'),
  )
export const backupHash = (code: string): string =>
  createHash('sha256')
    .update(code.toLowerCase().replace(/[^0-9a-f]/g, ''))
    .digest('hex')
