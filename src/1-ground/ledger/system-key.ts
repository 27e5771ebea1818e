import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { derivedKey } from '#platform/secret'

// What stands before the 32 bytes of an Ed25519 key in PKCS#8 (RFC 8410, section 7).
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * The key with which the system signs its roots (Ed25519). It follows from the secret of the installation, so there is nothing
 * to steal from the database and nothing to lose beside the secret.
 */
const privateKey = (): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([pkcs8Head, derivedKey('roots of the ledger')]),
    format: 'der',
    type: 'pkcs8',
  })

/** The 32 bytes with which a root is checked. */
export const systemPublicKey = (): Buffer =>
  createPublicKey(privateKey()).export({ type: 'spki', format: 'der' }).subarray(-32)

/** The system's signature of some bytes. */
export const signedBySystem = (bytes: Uint8Array): Buffer => sign(null, bytes, privateKey())
