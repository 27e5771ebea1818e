import { createHash } from 'node:crypto'
import { signatureOf } from '#platform/secret'

// Crockford's letters: none that is taken for another when it is read aloud or typed from paper.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 20

/**
 * The code of a place in a batch: 100 bits that follow from the installation's secret, so that a sheet can be printed
 * again while the database holds nothing but hashes.
 */
export function codeOf(batchId: string, number: number): string {
  const bytes = signatureOf('confirmation code', Buffer.from(`${batchId} ${number}`))
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

/** What is kept of a code. */
export const hashOf = (code: string): Buffer => createHash('sha256').update(code).digest()
