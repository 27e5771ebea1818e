/**
 * Signatures on PDFs as any reader checks them (PAdES, ETSI EN 319 142-1): level B-B, and B-T where a timestamp server is
 * configured. What a person signs inside the system is another thing: `performSigned` of #access.
 */

import { inThread } from './in-thread.ts'
import type { PdfSigning } from './pdf-signatures/sign.ts'
import type { PdfSignature } from './pdf-signatures/verify.ts'

export { certificateOf, hasCertificate, signPdfsWith } from './pdf-signatures/certificates.ts'
export type { PdfSignature } from './pdf-signatures/verify.ts'

// Loaded at first use: what takes PDFs apart weighs more than most requests need.

/**
 * Signs a PDF by an update at its end: every byte that was there stays, and so do the signatures that it has.
 * @throws Problem `pdf_is_broken` where it is none or cannot be added to, `timestamp_was_refused`, and those of the
 *   certificate: `certificate_has_expired`, `certificate_is_not_yet_valid`
 */
export async function signPdf(bytes: Uint8Array, signing: PdfSigning): Promise<Uint8Array> {
  const { signed } = await import('./pdf-signatures/sign.ts')
  return signed(bytes, signing)
}

/**
 * A token (RFC 3161) of the configured server that these 32 bytes were there now; undefined where none is configured.
 * @throws Problem `timestamp_was_refused`
 */
export async function timestampFor(digest: Uint8Array): Promise<Uint8Array | undefined> {
  const stamping = await import('./pdf-signatures/timestamp.ts')
  return stamping.timestampFor(digest)
}

/** What a token (RFC 3161) that was kept says of these 32 bytes: when, by which server, and whether it fits. Undefined where it cannot be read. */
export async function checkTimestamp(
  token: Uint8Array,
  digest: Uint8Array,
): Promise<{ at: Date; by: string; isValid: boolean } | undefined> {
  const { checkedTimestamp, nameOn } = await import('./pdf-signatures/check-cms.ts')
  const checked = checkedTimestamp(token, digest)
  return checked && { at: checked.at, by: nameOn(checked.certificate), isValid: checked.isValid }
}

const askThread = inThread<{ bytes: Uint8Array }, PdfSignature[] | undefined>(
  'src/platform/pdf-signatures/verify-worker.ts',
  { seconds: 20 },
)

/**
 * The signatures of a PDF that anybody may have sent, the oldest first; none where it is not signed, undefined where it cannot
 * be read as a PDF. Whether the certificate's issuer is to be trusted, and whether it was revoked, is not asked.
 */
export const verifyPdf = (bytes: Uint8Array): Promise<PdfSignature[] | undefined> =>
  askThread({ bytes }).catch(() => undefined)
