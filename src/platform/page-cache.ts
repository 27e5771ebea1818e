import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { type Encoding, encodingFor, isSame } from './encodings.ts'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** A page in one encoding, ready to be written: its bytes, and its headers as Node writes them. */
type Form = { headers: string[]; body: Buffer }

/** A page as it is kept: its forms, and what is said to somebody who has it already. */
type Page = {
  etag: string
  forms: { plain: Form } & Partial<Record<Encoding, Form>>
  unchanged: string[]
  bytes: number
  state: string
}

/** What somebody asks with: the encodings they take, and the tag of the page they have. */
export type Asked = { accepts: string; etag: string | undefined }

/** What is handed out for a hit: headers in turn name and value. */
export type Hit = { status: 200 | 304; headers: string[]; body: Buffer }

const nothing = Buffer.alloc(0)
const plainly: Asked = { accepts: '', etag: undefined }

/** How the cache learns what it needs. Times in milliseconds. */
export type PageCacheOptions = {
  /** A text that changes whenever a change of what the pages show becomes visible. Asked before a page is rendered. */
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
 * the state is the one before which it was rendered. Whoever changes something has nothing to say: triggers do (portal.watch).
 */
export function pageCache(options: PageCacheOptions) {
  const { stateOf, now = Date.now, maximumBytes = 64 * 1024 * 1024, askAfter = 250, trustFor = 500 } = options
  const inTurn = turns(options.atOnce ?? 4, options.mostWaiting ?? 200)
  const pages = new Map<string, Page>()
  const rendering = new Map<string, { state: string; made: Promise<Page | Response> }>()
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
      return hitOf(page, { accepts, etag })
    },

    /**
     * The answer of a page, kept if it is a whole public page and no search. Of many that ask for one page at once, one renders.
     */
    async answer(
      key: string,
      page: () => Promise<Response>,
      { isKept = true, asked = plainly }: { isKept?: boolean; asked?: Asked } = {},
    ): Promise<Response> {
      const render = () => inTurn(page)
      if (key.length > longestKey) return render()
      const kept = pages.get(key)
      try {
        await ask()
      } catch {
        // The database is away: nothing is known to be true, and the application says so.
        return render()
      }
      if (kept && kept.state === state) return asResponse(hitOf(kept, asked))
      const before = state
      // One that began before something changed may show what was: only those who asked in the same state share a rendering.
      const other = rendering.get(key)
      const underWay =
        other?.state === before ? other : { state: before, made: render().then(packing(before, isKept)) }
      rendering.set(key, underWay)
      try {
        const made = await underWay.made
        if (made instanceof Response) return made.clone()
        if (isKept && pages.get(key) !== made) keep(key, made)
        return asResponse(hitOf(made, asked))
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

const hitOf = (page: Page, { accepts, etag }: Asked): Hit => {
  if (etag !== undefined && isSame(etag, page.etag))
    return { status: 304, headers: page.unchanged, body: nothing }
  return { status: 200, ...(page.forms[encodingFor(accepts, page.forms)] ?? page.forms.plain) }
}

const asResponse = ({ status, headers, body }: Hit): Response => {
  const pairs = headers.flatMap((name, index) =>
    index % 2 === 0 ? [[name, headers[index + 1] ?? ''] as [string, string]] : [],
  )
  return new Response(status === 304 ? null : new Uint8Array(body), { status, headers: pairs })
}

/** Packs what a public page answered. A search is asked for once: it comes in one form that nearly all take. */
const packing =
  (state: string, isKept: boolean) =>
  async (response: Response): Promise<Page | Response> => {
    if (!isPublicPage(response)) return response
    const plain = Buffer.from(await response.arrayBuffer())
    const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length }
    const [gzipped, br] = await Promise.all([
      zip(plain, { level: 6 }),
      isKept ? brotli(plain, { params }) : undefined,
    ])
    // A weak tag: one page has the same tag in all its encodings.
    const etag = `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
    const own = [...response.headers].filter(
      ([name]) => !['content-length', 'etag', 'content-encoding', 'vary'].includes(name),
    )
    const unchanged = [...own.filter(([name]) => name === 'cache-control').flat()]
    unchanged.push('etag', etag, 'vary', 'accept-encoding')
    const formOf = (body: Buffer, encoding: string[] = []): Form => ({
      headers: [...own.flat(), 'etag', etag, 'vary', 'accept-encoding', ...encoding].concat([
        'content-length',
        String(body.length),
      ]),
      body,
    })
    const forms = {
      plain: formOf(plain),
      gzip: formOf(gzipped, ['content-encoding', 'gzip']),
      ...(br ? { br: formOf(br, ['content-encoding', 'br']) } : {}),
    }
    const bytes = plain.length + gzipped.length + (br?.length ?? 0)
    return { etag, forms, unchanged, bytes, state }
  }
