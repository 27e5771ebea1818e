import { isZip, namesInZip, textInZip } from '#platform/zip-size'

/** What stood at an address. */
export type Met = { address: string; route: string; status: number }

type Crawl = {
  /** Where to begin. */
  from: readonly string[]
  ask: (address: string) => Promise<Response>
  /** The kind of page that an address leads to; undefined where it is none of ours. */
  routeOf: (address: string) => string | undefined
  /** Addresses of which twenty times as many are opened: a page that lets choose has no end of them. */
  isWanted: (address: string) => boolean
  /** So many pages of one kind, asked by the same parameters, are opened. */
  mostOfAKind: number
  /** So many pages of one route, whatever they are asked by. */
  mostOfARoute: number
  read: (text: string, met: Met) => void
}

/** Opens page after page by the links that stand on them, as somebody would who presses everything. */
export async function crawl({
  from,
  ask,
  routeOf,
  isWanted,
  mostOfAKind,
  mostOfARoute,
  read,
}: Crawl): Promise<Met[]> {
  const met: Met[] = []
  const known = new Set(from)
  const ofKind = new Map<string, number>()
  const waiting = [...from]
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const route = routeOf(address)
    if (route === undefined) continue
    const kind = `${route}?${[...new URL(address, 'http://x').searchParams.keys()].sort()}`
    const [before, beforeAtAll] = [ofKind.get(kind) ?? 0, ofKind.get(route) ?? 0]
    const isEnough = before >= mostOfAKind || beforeAtAll >= mostOfARoute
    if (isEnough && !(isWanted(address) && beforeAtAll < 20 * mostOfARoute)) continue
    const answer = await ask(address)
    // A page that is not there, or not for this person, takes the place of none.
    if (answer.status < 400) ofKind.set(kind, before + 1).set(route, beforeAtAll + 1)
    const here = { address, route, status: answer.status }
    met.push(here)
    const text = await textOf(answer)
    read(text, here)
    for (const link of linksIn(answer, text, address)) {
      if (known.has(link)) continue
      known.add(link)
      waiting.push(link)
    }
  }
  return met
}

/** All that can be read in an answer: of an office file its parts, and the name under which a file is saved. */
async function textOf(answer: Response): Promise<string> {
  const bytes = Buffer.from(await answer.arrayBuffer())
  const head = [...answer.headers.values()].map((value) => inClear(value))
  const body = isZip(bytes)
    ? namesInZip(bytes).map((name) => `${name} ${textInZip(bytes, name, 50_000_000) ?? ''}`)
    : [bytes.toString('utf8')]
  return [...head, ...body].join('\n')
}

function linksIn(answer: Response, text: string, address: string): string[] {
  const type = answer.headers.get('content-type') ?? ''
  const found = [answer.headers.get('location') ?? '']
  if (type.startsWith('text/html'))
    found.push(...[...text.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link = '']) => link))
  if (type.includes('xml'))
    found.push(...[...text.matchAll(/<loc>([^<]*)</g)].map(([, link = '']) => new URL(link).pathname))
  return found.flatMap((link) => {
    if (link === '' || link.startsWith('#')) return []
    const url = new URL(link.replaceAll('&amp;', '&'), new URL(address, 'http://ours'))
    return url.host === 'ours' ? [url.pathname + url.search] : []
  })
}

function inClear(header: string): string {
  try {
    return decodeURIComponent(header)
  } catch {
    return header
  }
}
