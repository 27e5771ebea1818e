import { openKept, type Part, sizeOfKept } from '#platform/files'
import { Problem } from '#platform/problem'
import { savedAs } from '#platform/saved-as'
import { keptName, kindOf, mediaTypeOfEnding, smallName } from './kinds.ts'

/** What an address of a file names: its hash, its type, and whether the small picture of it is wanted. */
export type NamedFile = { sha256: string; mediaType: string; isSmall: boolean }

/** The file that the last part of an address names. @throws Problem `not_found_or_not_allowed` */
export function fileNamed(name: string): NamedFile {
  const [, sha256, small, ending] = /^([0-9a-f]{64})(\.small)?\.([a-z0-9]+)$/.exec(name) ?? []
  const mediaType = ending && mediaTypeOfEnding(ending)
  if (!sha256 || !mediaType || (small && mediaType !== 'image/jpeg'))
    throw new Problem('not_found_or_not_allowed')
  return { sha256, mediaType, isSmall: small !== undefined }
}

/**
 * What keeps a file from doing anything but being looked at: its type is what we found and not what a browser guesses, it
 * runs in a box without scripts, and papers are saved instead of being opened in the name of this site.
 */
function safeHeaders({ mediaType }: NamedFile, name: string): Record<string, string> {
  const isPaper = kindOf(mediaType) === 'document'
  return {
    'content-type': mediaType,
    'content-disposition': isPaper ? savedAs(name) : 'inline',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; img-src 'self'; media-src 'self'; sandbox",
    'x-frame-options': 'DENY',
    'accept-ranges': 'bytes',
  }
}

/** Which part is asked for: none, one, or one that there cannot be (RFC 9110 §14). Several parts at once are not served. */
export function partAsked(range: string | undefined, size: number): Part | 'none' | 'impossible' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return 'none'
  const [first, last] = [match[1], match[2]]
  const part =
    first === ''
      ? { first: Math.max(0, size - Number(last)), last: size - 1 }
      : { first: Number(first), last: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
  return part.first > part.last || part.first >= size ? 'impossible' : part
}

/** A kept file over HTTP, whole or in part, as it comes from where it is kept. */
export async function serveFile(
  request: Request,
  file: NamedFile,
  { cacheControl, savedAs: shown }: { cacheControl: string; savedAs: string },
): Promise<Response> {
  const name = file.isSmall ? smallName(file.sha256) : keptName(file)
  const size = await sizeOfKept(name)
  if (size === undefined) throw new Problem('not_found_or_not_allowed')
  const etag = `"${name}"`
  const headers = { ...safeHeaders(file, shown || name), 'cache-control': cacheControl, etag }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  const part = partAsked(request.headers.get('range') ?? undefined, size)
  if (part === 'impossible')
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } })
  const isHead = request.method === 'HEAD'
  if (part === 'none') {
    const body = isHead ? null : await openKept(name)
    return new Response(body, { headers: { ...headers, 'content-length': String(size) } })
  }
  return new Response(isHead ? null : await openKept(name, part), {
    status: 206,
    headers: {
      ...headers,
      'content-length': String(part.last - part.first + 1),
      'content-range': `bytes ${part.first}-${part.last}/${size}`,
    },
  })
}
