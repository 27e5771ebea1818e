import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

type Encoding = 'plain' | 'gzip' | 'br'

/** A page as it is kept, ready to be written: for each encoding its bytes, and its headers as Node writes them. */
type Page = {
  etag: string
  headers: Record<Encoding, string[]>
  body: Record<Encoding, Buffer>
  bytes: number
  state: string
}

/** What is handed out for a hit: headers in turn name and value. */
export type Hit = { status: 200 | 304; headers: string[]; body: Buffer }

const nothing = Buffer.alloc(0)

/** How the cache learns what it needs. Times in milliseconds. */
export type PageCacheOptions = {
  /** A text that changes whenever anything committed becomes visible. Asked before a page is rendered. */
  stateOf: () => Promise<string>
  now?: () => number
  maximumBytes?: number
  /** The state is asked for again after so long … */
  askAfter?: number
  /** … and a page is never served on an answer older than this. */
  trustFor?: number
  /** So many pages are rendered at once, so that other work comes in between; so many wait, and the rest is asked to come again. */
  atOnce?: number
  mostWaiting?: number
}

/** Longer addresses are somebody trying something; they are rendered, but not kept. */
const longestKey = 300

/**
 * Public pages rendered once and served many times, correct within `trustFor` of a change: a page is served only while
 * the state of the database is the one before which it was rendered. Nothing has to be said when something changes.
 */
export function pageCache(options: PageCacheOptions) {
  const { stateOf, now = Date.now, maximumBytes = 64 * 1024 * 1024, askAfter = 250, trustFor = 500 } = options
  const inTurn = turns(options.atOnce ?? 4, options.mostWaiting ?? 200)
  const pages = new Map<string, Page>()
  const rendering = new Map<string, { state: string; response: Promise<Response> }>()
  let held = 0
  let state = ''
  let askedAt = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | undefined

  const ask = (): Promise<void> => {
    const begunAt = now()
    asking ??= stateOf()
      .then((answer) => {
        state = answer
        askedAt = begunAt
      })
      .finally(() => {
        asking = undefined
      })
    return asking
  }

  const drop = (key: string): void => {
    const page = pages.get(key)
    if (!page) return
    held -= page.bytes
    pages.delete(key)
  }

  const keep = (key: string, page: Page): void => {
    drop(key)
    if (page.bytes > maximumBytes / 8) return
    pages.set(key, page)
    held += page.bytes
    // A map keeps the order of insertion, and a hit inserts anew: the first is the one unused for longest.
    for (const oldest of pages.keys()) {
      if (held <= maximumBytes) break
      drop(oldest)
    }
  }

  return {
    /** The page of a key, if it is known to be true still. Costs no await when it is. */
    find(key: string, accepts: string, etag: string | undefined): Hit | undefined {
      const page = pages.get(key)
      if (!page) return undefined
      const age = now() - askedAt
      if (age > trustFor || page.state !== state) return undefined
      if (age > askAfter) ask().catch(() => {})
      const encoding = accepts.includes('br') ? 'br' : accepts.includes('gzip') ? 'gzip' : 'plain'
      if (etag === page.etag) return { status: 304, headers: ['etag', page.etag], body: nothing }
      return { status: 200, headers: page.headers[encoding], body: page.body[encoding] }
    },

    /**
     * The answer of a page, kept if it is a whole public page and no search. Of many that ask for one page at once, one renders.
     */
    async answer(key: string, page: () => Promise<Response>, isKept = true): Promise<Response> {
      const render = () => inTurn(page)
      if (key.length > longestKey) return render()
      const kept = pages.get(key)
      try {
        await ask()
      } catch {
        // The database is away: nothing is known to be true, and the application says so.
        return render()
      }
      if (kept && kept.state === state) return asResponse(kept)
      const before = state
      // One that began before something changed may show what was: only those who asked in the same state share a rendering.
      const other = rendering.get(key)
      const underWay = other?.state === before ? other : { state: before, response: render() }
      rendering.set(key, underWay)
      try {
        const response = (await underWay.response).clone()
        if (isKept && isPublicPage(response)) keep(key, await packed(response.clone(), before))
        return response
      } finally {
        if (rendering.get(key) === underWay) rendering.delete(key)
      }
    },

    /** How much is kept, in bytes and pages. */
    size: () => ({ bytes: held, pages: pages.size }),
  }
}

/** Does a few things at a time, the others in turn. Where too many wait, the answer is to come again. */
function turns(atOnce: number, mostWaiting: number) {
  const waiting: (() => void)[] = []
  let underWay = 0
  return async (render: () => Promise<Response>): Promise<Response> => {
    if (waiting.length >= mostWaiting) return comeAgain()
    if (underWay >= atOnce) await new Promise<void>((go) => waiting.push(go))
    else underWay += 1
    try {
      return await render()
    } finally {
      // Whoever is next takes the place over.
      const next = waiting.shift()
      if (next) next()
      else underWay -= 1
    }
  }
}

const comeAgain = (): Response =>
  new Response(
    'Đang có quá nhiều người xem. Xin thử lại sau ít giây.\nToo many visitors just now. Try again in a few seconds.',
    {
      status: 503,
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'retry-after': '5',
        'cache-control': 'no-store',
      },
    },
  )

const isPublicPage = (response: Response): boolean =>
  response.status === 200 &&
  response.headers.get('set-cookie') === null &&
  (response.headers.get('cache-control') ?? '').startsWith('public')

const asResponse = (page: Page): Response => {
  const pairs = page.headers.plain.flatMap((name, index, all) =>
    index % 2 === 0 ? [[name, all[index + 1] ?? ''] as [string, string]] : [],
  )
  return new Response(new Uint8Array(page.body.plain), { headers: pairs })
}

async function packed(response: Response, state: string): Promise<Page> {
  const plain = Buffer.from(await response.arrayBuffer())
  const br = await brotli(plain, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
  })
  const body = { plain, br, gzip: await zip(plain, { level: 6 }) }
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
  const own = [...response.headers].filter(
    ([name]) => !['content-length', 'etag', 'content-encoding', 'vary'].includes(name),
  )
  const headersFor = (encoding: Encoding): string[] => [
    ...own.flat(),
    ...['etag', etag, 'vary', 'accept-encoding', 'content-length', String(body[encoding].length)],
    ...(encoding === 'plain' ? [] : ['content-encoding', encoding]),
  ]
  const headers = { plain: headersFor('plain'), gzip: headersFor('gzip'), br: headersFor('br') }
  return { etag, headers, body, bytes: plain.length + body.br.length + body.gzip.length, state }
}
