/** What public pages know of an address: the parameters that are part of it, and those of searches, whose pages are not kept. */
export type PublicParameters = { chosen: readonly string[]; searched: readonly string[] }

const longestValue = 200

/**
 * The address under which a public page is kept and rendered: the path in one way of writing, and of the query what pages know, each
 * once and in one order. Whatever else stands in an address makes no other page of it. `isKept`: no search.
 */
export function publicAddress(
  url: string,
  { chosen, searched }: PublicParameters,
): { key: string; isKept: boolean } {
  if (!url.includes('?') && !url.includes('%')) return { key: url, isKept: true }
  const at = url.indexOf('?')
  const path = at < 0 ? url : url.slice(0, at)
  const asked = new URLSearchParams(at < 0 ? '' : url.slice(at + 1))
  const known = [...chosen, ...searched]
    .toSorted()
    .flatMap((name) => [[name, asked.get(name) ?? ''] as [string, string]])
    .filter(([, value]) => value !== '' && value.length <= longestValue)
  const query = new URLSearchParams(known).toString()
  return {
    key: oneWay(path) + (query === '' ? '' : `?${query}`),
    isKept: !known.some(([name]) => searched.includes(name)),
  }
}

/** A path whose signs are written as they are where they can be. */
function oneWay(path: string): string {
  try {
    return path
      .split('/')
      .map((part) => encodeURIComponent(decodeURIComponent(part)))
      .join('/')
  } catch {
    return path
  }
}
