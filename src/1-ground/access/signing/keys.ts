import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  scrypt,
  sign,
  verify,
} from 'node:crypto'
import { hashingTurn } from '../sign-in/turns.ts'

/** The private half of a key under its person's password, with all that is needed to open it again but the password. */
export type Seal = { sealed: Buffer; salt: Buffer; cost: number; blockSize: number; parallel: number }

/** A new key pair: the public half as the 32 bytes of RFC 8032, the private half sealed. */
export type NewKey = { publicKey: Buffer; privateKey: KeyObject; seal: Seal }

// As costly as the hash of the password (sign-in/secrets.ts): whoever guesses takes the cheaper of the two.
const strength = { cost: 32_768, blockSize: 8, parallel: 1 }

// What stands before the 32 bytes of an Ed25519 key in SubjectPublicKeyInfo (RFC 8410, section 4).
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex')

const derived = (personId: string, password: string, seal: Omit<Seal, 'sealed'>): Promise<Buffer> =>
  hashingTurn(
    `person:${personId}`,
    () =>
      new Promise((done, failed) =>
        scrypt(
          password.normalize('NFC'),
          seal.salt,
          32,
          {
            N: seal.cost,
            r: seal.blockSize,
            p: seal.parallel,
            maxmem: 128 * seal.blockSize * (seal.cost + seal.parallel + 64),
          },
          (fault, key) => (fault ? failed(fault) : done(key)),
        ),
      ),
  )

// Ties the sealed half to its person and its public half: moved to another row, it does not open.
const whose = (personId: string, publicKey: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`lan-toa signing key\0${personId}\0`), publicKey])

/** Makes a key pair for a person and seals its private half with their password. */
export async function makeKey(personId: string, password: string): Promise<NewKey> {
  const pair = generateKeyPairSync('ed25519')
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' }).subarray(spkiHead.length)
  const how = { ...strength, salt: randomBytes(16) }
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', await derived(personId, password, how), nonce)
  cipher.setAAD(whose(personId, publicKey))
  const body = Buffer.concat([
    cipher.update(pair.privateKey.export({ type: 'pkcs8', format: 'der' })),
    cipher.final(),
  ])
  const sealed = Buffer.concat([nonce, cipher.getAuthTag(), body])
  return { publicKey, privateKey: pair.privateKey, seal: { ...how, sealed } }
}

/** Opens a sealed private key. @throws Error where it is under another password, of another person, or changed. */
export async function openKey(
  personId: string,
  publicKey: Uint8Array,
  seal: Seal,
  password: string,
): Promise<KeyObject> {
  const decipher = createDecipheriv(
    'aes-256-gcm',
    await derived(personId, password, seal),
    seal.sealed.subarray(0, 12),
  )
  decipher.setAAD(whose(personId, publicKey))
  decipher.setAuthTag(seal.sealed.subarray(12, 28))
  const der = Buffer.concat([decipher.update(seal.sealed.subarray(28)), decipher.final()])
  return createPrivateKey({ key: der, type: 'pkcs8', format: 'der' })
}

/** The signature of some bytes (Ed25519, RFC 8032): 64 bytes. */
export const signed = (privateKey: KeyObject, bytes: Uint8Array): Buffer => sign(null, bytes, privateKey)

/**
 * Whether a signature over these very bytes was made with the private half of a public key (32 bytes). It says nothing of
 * whose key it is and when it ended. Whatever is no key or no signature is simply not valid.
 */
export function verifySignature(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const key = createPublicKey({ key: Buffer.concat([spkiHead, publicKey]), type: 'spki', format: 'der' })
  return verify(null, bytes, key, signature)
}

/** What people compare to know a key again: the first 128 bits of its SHA-256, in groups of four. */
export const fingerprintOf = (publicKey: Uint8Array): string =>
  (createHash('sha256').update(publicKey).digest('hex').slice(0, 32).match(/.{4}/g) ?? []).join(' ')
