import { createHash, randomBytes } from 'node:crypto'

// Crockford's letters: none that is taken for another when it is read aloud or typed from paper.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 20

/**
 * A new code: 100 random bits. It is on one slip of one printing and nowhere else; the database holds its hash, so that
 * nobody can print it a second time.
 */
export function newCode(): string {
  const bytes = randomBytes(13)
  let bits = BigInt(`0x${bytes.toString('hex')}`)
  let code = ''
  for (let place = 0; place < length; place += 1) {
    code += letters[Number(bits & 31n)]
    bits >>= 5n
  }
  return code
}

/** A code as it is printed and read: in groups of five. */
export const inGroups = (code: string): string => code.match(/.{5}/g)?.join(' ') ?? code

/** A code out of what somebody typed or scanned; undefined where it can be none. */
export function codeFrom(text: string): string | undefined {
  const tight = text
    .slice(0, 60)
    .toUpperCase()
    .replace(/[\s.-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return new RegExp(`^[${letters}]{${length}}$`).test(tight) ? tight : undefined
}

/** A number for a device that answers. */
export const newDevice = (): string => randomBytes(16).toString('base64url')

/** Whether a cookie can be such a number. */
export const isDevice = (text: string | undefined): text is string =>
  text !== undefined && /^[A-Za-z0-9_-]{22}$/.test(text)

/** What is kept of a code. */
export const hashOf = (code: string): Buffer => createHash('sha256').update(code).digest()
