import { Problem } from '../problem.ts'
import { timestampServer } from './certificates.ts'
import { checkedTimestamp } from './check-cms.ts'

/** How long a server may take to confirm a time, while somebody waits for their signature. */
const patienceMs = 15_000

/**
 * A token (RFC 3161) of the configured server that these 32 bytes were there now; undefined where none is configured.
 * @throws Problem `timestamp_was_refused` where the server does not answer, refuses, or confirms something else. To go on
 *   without would be to hand out less than what was promised.
 */
export async function timestampFor(digest: Uint8Array): Promise<Uint8Array | undefined> {
  const url = timestampServer()
  if (url === undefined) return undefined
  const { HttpTimestampAuthority, TimestampError } = await import('@libpdf/core')
  const token = await new HttpTimestampAuthority(url, { timeout: patienceMs })
    .timestamp(digest, 'SHA-256')
    .catch((fault: unknown) => {
      if (!(fault instanceof TimestampError)) throw fault
      throw new Problem('timestamp_was_refused')
    })
  if (!checkedTimestamp(token, digest)?.isValid) throw new Problem('timestamp_was_refused')
  return token
}
