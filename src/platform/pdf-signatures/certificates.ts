import { randomBytes, verify, X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '../problem.ts'

/** A certificate with its key, opened: what it says of its owner, the certificates above it, and the means to sign. */
export type SigningCertificate = {
  /** The certificate (X.509, DER). */
  der: Uint8Array
  chain: Uint8Array[]
  validFrom: Date
  validTo: Date
  keyType: 'RSA' | 'EC'
  /** The signature of some bytes with SHA-256, as CMS writes it. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

let folder: string | undefined
let timestampUrl: string | undefined

/** Says where certificates lie and which server confirms times; once, at start. Without a folder no PDF is signed. */
export function signPdfsWith(given: { folder: string | undefined; timestampUrl: string | undefined }): void {
  folder = given.folder
  timestampUrl = given.timestampUrl
}

/** The server that confirms when something was signed, if one is configured. */
export const timestampServer = (): string | undefined => timestampUrl

const fileOf = (slug: string, ending: 'p12' | 'password'): string | undefined =>
  folder !== undefined && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)
    ? join(folder, `${slug}.${ending}`)
    : undefined

/** Whether a unit has a certificate with which its PDFs are signed. */
export function hasCertificate(slug: string): boolean {
  const file = fileOf(slug, 'p12')
  return file !== undefined && existsSync(file)
}

/**
 * The certificate of a unit: `<slug>.p12` with `<slug>.password` beside it. Undefined where the unit has none.
 * @throws Problem `certificate_password_is_missing` and those of `openedCertificate`
 */
export async function certificateOf(slug: string): Promise<SigningCertificate | undefined> {
  const [p12, password] = [fileOf(slug, 'p12'), fileOf(slug, 'password')]
  if (p12 === undefined || password === undefined || !existsSync(p12)) return undefined
  if (!existsSync(password))
    throw new Problem('certificate_password_is_missing', { file: `${slug}.password` })
  // Editors end a file with a new line; no password of a certificate ends with one.
  const words = (await readFile(password, 'utf8')).replace(/\r?\n$/, '')
  return openedCertificate(await readFile(p12), words, `${slug}.p12`)
}

/**
 * Opens a PKCS#12 file. Its certificate is the one whose key lies in it, wherever it stands among the others.
 * @throws Problem `certificate_password_is_wrong`, `certificate_key_is_unknown`, `certificate_file_is_broken`
 */
export async function openedCertificate(
  p12: Uint8Array,
  password: string,
  file = '',
): Promise<SigningCertificate> {
  const { P12Signer, SignerError } = await import('@libpdf/core')
  const signer = await P12Signer.create(p12, password).catch((fault: unknown) => {
    if (!(fault instanceof SignerError)) throw fault
    throw new Problem(codeOf(fault.message), { file })
  })
  const ders = [signer.certificate, ...signer.certificateChain]
  const challenge = randomBytes(32)
  const answer = await signer.sign(challenge, 'SHA-256')
  const own = ders.findIndex((der) => verify('sha256', challenge, new X509Certificate(der).publicKey, answer))
  const der = ders[own]
  if (!der) throw new Problem('certificate_file_is_broken', { file })
  const { validFromDate, validToDate } = new X509Certificate(der)
  return {
    der,
    chain: ders.filter((_, index) => index !== own),
    validFrom: validFromDate,
    validTo: validToDate,
    keyType: signer.keyType,
    sign: (bytes) => signer.sign(bytes, 'SHA-256'),
  }
}

// The library has one kind of error for all, so its words have to do; a test holds them to the pinned version.
function codeOf(message: string): string {
  if (/integrity|password/i.test(message)) return 'certificate_password_is_wrong'
  return /key algorithm/i.test(message) ? 'certificate_key_is_unknown' : 'certificate_file_is_broken'
}
