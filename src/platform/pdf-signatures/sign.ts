import { formatDay } from '../i18n.ts'
import { Problem } from '../problem.ts'
import { dayOf } from '../time.ts'
import type { SigningCertificate } from './certificates.ts'
import { cmsOver, sha256 } from './cms.ts'
import { withPlace } from './place.ts'
import { timestampFor } from './timestamp.ts'

/** What a signature on a PDF says: with which certificate, by whose hand, why, where and when. */
export type PdfSigning = {
  certificate: SigningCertificate
  /** The person who signed; the certificate may be the unit's. */
  name: string
  reason: string
  location: string
  when: Date
}

// The certificates lie in the signature; attributes and a token with the certificates of its server take some kilobytes.
const roomFor = ({ der, chain }: SigningCertificate): number =>
  chain.reduce((sum, one) => sum + one.length, der.length) + 16_384

function refuseOutOfTerm({ validFrom, validTo }: SigningCertificate, when: Date): void {
  if (when > validTo) throw new Problem('certificate_has_expired', { day: formatDay(dayOf(validTo)) })
  if (when < validFrom)
    throw new Problem('certificate_is_not_yet_valid', { day: formatDay(dayOf(validFrom)) })
}

/** Signs: see `signPdf` in ../pdf-signatures.ts. */
export async function signed(bytes: Uint8Array, signing: PdfSigning): Promise<Uint8Array> {
  const { certificate } = signing
  refuseOutOfTerm(certificate, signing.when)
  const room = roomFor(certificate)
  const { written, from, to } = await withPlace(bytes, signing, room)
  const digest = sha256(written.subarray(0, from), written.subarray(to))
  const cms = await cmsOver(digest, certificate, timestampFor)
  if (cms.length > room) throw new Error(`The signature takes ${cms.length} bytes and has room for ${room}.`)
  written.write(Buffer.from(cms).toString('hex'), from + 1, 'latin1')
  return written
}
