import type { X509Certificate } from 'node:crypto'
import { PDF, type PdfDict, PdfNumber } from '@libpdf/core'
import { checkedCms, first, nameOn } from './check-cms.ts'

/** Who a certificate says that its owner is, and who says so. Anybody can write a certificate: it is worth what its issuer is. */
export type SignerSaid = {
  name: string
  organisation: string | undefined
  issuer: string
  serial: string
  validFrom: Date
  validTo: Date
  /** SHA-256 of the certificate, as every reader of PDFs shows it. */
  fingerprint: string
}

/** A signature on a PDF. */
export type PdfSignature = {
  /** `valid`: what it covers is as it was signed. `changed`: it is not. `unreadable`: it is of a kind that is not checked here. */
  state: 'valid' | 'changed' | 'unreadable'
  /** Whether it covers the whole file as it is now; without that, something was added later, such as another signature. */
  coversAll: boolean
  /** So many bytes from the beginning are what was signed: by themselves a PDF, as the signer had it. */
  covers: number
  signer: SignerSaid | undefined
  /** What the file says of the signing: by whose hand, why, where, and when by the signer's own clock. */
  said: { name: string; reason: string; location: string; when: Date | undefined }
  /** When a timestamp server confirmed it, and which. */
  timestamp: { at: Date; by: string; isValid: boolean } | undefined
}

const said = (certificate: X509Certificate): SignerSaid => {
  const { subject, issuer } = certificate.toLegacyObject()
  return {
    name: nameOn(certificate),
    organisation: first(subject.O),
    issuer: first(issuer.CN) ?? certificate.issuer ?? '',
    serial: certificate.serialNumber,
    validFrom: certificate.validFromDate,
    validTo: certificate.validToDate,
    fingerprint: certificate.fingerprint256,
  }
}

function instantFrom(text: string): Date | undefined {
  const parts = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'?(\d\d)'?)?/.exec(text)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second, ahead = '+00', more = '00'] = parts
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${ahead}:${more}`)
  return Number.isNaN(instant.getTime()) ? undefined : instant
}

/**
 * What a signature covers, if its gap is exactly its own value: a wider one would let somebody write into it. `undefined`
 * where the range is none.
 */
function coveredBy(dict: PdfDict, bytes: Uint8Array, value: Uint8Array) {
  const range = dict.getArray('ByteRange')?.toArray() ?? []
  const [start, from, to, rest] = range.map((one) => (one instanceof PdfNumber ? one.value : Number.NaN))
  if (range.length !== 4 || start !== 0 || from === undefined || to === undefined || rest === undefined)
    return undefined
  if (![from, to, rest].every(Number.isSafeInteger) || from < 0 || rest < 0) return undefined
  if (to <= from || to + rest > bytes.length) return undefined
  const gap = Buffer.from(bytes.subarray(from, to)).toString('latin1')
  if (!/^<[0-9A-Fa-f]*>$/.test(gap) || !Buffer.from(gap.slice(1, -1), 'hex').equals(value)) return undefined
  return { parts: [bytes.subarray(0, from), bytes.subarray(to, to + rest)], end: to + rest }
}

// A value fills its place with noughts; its own length stands in its head.
function withoutFilling(value: Uint8Array): Uint8Array {
  const [tag, first = 0] = value
  if (tag !== 0x30) return value
  const count = first < 0x80 ? 0 : first & 0x7f
  const length =
    count === 0 ? first : Buffer.from(value.subarray(2, 2 + count)).reduce((sum, byte) => sum * 256 + byte, 0)
  return value.subarray(0, 2 + count + length)
}

function checked(dict: PdfDict, bytes: Uint8Array): PdfSignature {
  const text = (key: string) => dict.getString(key)?.asString() ?? ''
  const value = dict.getString('Contents')?.bytes ?? new Uint8Array()
  const covered = coveredBy(dict, bytes, value)
  const isKnown = ['ETSI.CAdES.detached', 'adbe.pkcs7.detached'].includes(
    dict.getName('SubFilter')?.value ?? '',
  )
  const cms = isKnown && covered ? checkedCms(withoutFilling(value), covered.parts) : undefined
  const stamp = cms?.timestamp
  return {
    state: cms ? (cms.isValid ? 'valid' : 'changed') : isKnown && !covered ? 'changed' : 'unreadable',
    coversAll: covered?.end === bytes.length,
    covers: covered?.end ?? 0,
    signer: cms && said(cms.certificate),
    said: {
      name: text('Name'),
      reason: text('Reason'),
      location: text('Location'),
      when: instantFrom(text('M')),
    },
    timestamp: stamp && { at: stamp.at, by: nameOn(stamp.certificate), isValid: stamp.isValid },
  }
}

/** The signatures of a PDF: see `verifyPdf` in ../pdf-signatures.ts. */
export async function signaturesOf(bytes: Uint8Array): Promise<PdfSignature[] | undefined> {
  const pdf = await PDF.load(bytes).catch(() => undefined)
  if (!pdf) return undefined
  return (pdf.getForm()?.getSignatureFields() ?? [])
    .flatMap((field) => field.getSignatureDict() ?? [])
    .map((dict) => checked(dict, bytes))
    .sort((one, other) => one.covers - other.covers)
}
