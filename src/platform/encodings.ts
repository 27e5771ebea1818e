import { parseAccept } from 'hono/utils/accept'

/** How the bytes of an answer are written. */
export type Encoding = 'plain' | 'gzip' | 'br'

const chosen = new Map<string, readonly Encoding[]>()
/** Clients send a handful of different headers. Whoever invents more is read anew each time. */
const mostRemembered = 100

/** The encodings that a client takes, the best first. */
function takenBy(accepts: string): readonly Encoding[] {
  const known = chosen.get(accepts)
  if (known) return known
  const asked = parseAccept(accepts)
  const weightOf = (name: string): number =>
    (asked.find(({ type }) => type.toLowerCase() === name) ?? asked.find(({ type }) => type === '*'))?.q ?? 0
  const taken = (['br', 'gzip'] as const)
    .filter((name) => weightOf(name) > 0)
    .toSorted((a, b) => weightOf(b) - weightOf(a))
  if (chosen.size < mostRemembered) chosen.set(accepts, taken)
  return taken
}

/** The best of the encodings that there are for a client: `accepts` is its header `Accept-Encoding`. */
export const encodingFor = (
  accepts: string | undefined,
  there: Partial<Record<Encoding, unknown>>,
): Encoding => (accepts ? (takenBy(accepts).find((name) => there[name] !== undefined) ?? 'plain') : 'plain')

/** Whether a header `If-None-Match` names a tag. Weak and strong tags are compared alike (RFC 9110, 8.8.3.2). */
export const isSame = (header: string, etag: string): boolean =>
  header === etag ||
  header.trim() === '*' ||
  header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''))
