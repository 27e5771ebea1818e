import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { getRequestListener } from '@hono/node-server'
import { stateOfPages } from './database.ts'
import { type Encoding, encodingFor } from './encodings.ts'
import { pageCache } from './page-cache.ts'
import { projectFolder } from './project-folder.ts'
import { type PublicParameters, publicAddress } from './public-address.ts'
import { cutSlowBodies } from './slow-bodies.ts'

const noParameters: PublicParameters = { chosen: [], searched: [] }

/** A server that is up. */
export type Serving = { address: string; port: number; stop(): Promise<void> }

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.png': 'image/png',
}

type Asset = { type: string; forms: { plain: Buffer } & Partial<Record<Encoding, Buffer>> }

const isText = (type: string): boolean => type.startsWith('text/') || type === 'image/svg+xml'

/** The built assets, in memory: their names carry the hash of their content, so browsers keep them for good. */
function loadAssets(folder = join(projectFolder, 'dist/client/assets')): Map<string, Asset> {
  const assets = new Map<string, Asset>()
  let names: string[] = []
  try {
    names = readdirSync(folder)
  } catch {
    // Nothing is built yet: pages work without style, and tests do not need any.
  }
  for (const name of names) {
    const type = types[extname(name)]
    if (!type) continue
    const plain = readFileSync(join(folder, name))
    assets.set(`/assets/${name}`, {
      type,
      forms: {
        plain,
        ...(isText(type) ? { br: brotliCompressSync(plain), gzip: gzipSync(plain, { level: 9 }) } : {}),
      },
    })
  }
  return assets
}

function answerAsset(asset: Asset, request: IncomingMessage, response: ServerResponse): void {
  const encoding = encodingFor(request.headers['accept-encoding'] as string | undefined, asset.forms)
  const body = asset.forms[encoding] ?? asset.forms.plain
  response.writeHead(200, {
    'content-type': asset.type,
    'content-length': body.length,
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
    'x-content-type-options': 'nosniff',
    ...(encoding === 'plain' ? {} : { 'content-encoding': encoding }),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** One header of a request, without making an object of all of them first: a page from memory needs only two. */
function headerOf(request: IncomingMessage, wanted: string): string | undefined {
  const { rawHeaders } = request
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]
    if (name?.length === wanted.length && name.toLowerCase() === wanted) return rawHeaders[index + 1]
  }
  return undefined
}

const withoutBody = ({ status, headers }: Response): Response => new Response(null, { status, headers })

/** What stands behind a server: the application, and where to listen (port 0 takes a free one). */
export type ServeOptions = {
  fetch: (
    request: Request,
    env: { incoming: IncomingMessage; outgoing: ServerResponse },
  ) => Response | Promise<Response>
  host: string
  port: number
  /** Whether everybody gets the same answer from a path. Only those answers are ever shared and kept. */
  isShared: (path: string) => boolean
  /** What shared pages know of a query; nothing else reaches them. */
  parameters?: PublicParameters
  stateOf?: () => Promise<string>
  /** Who is too slow; see slow-bodies.ts. */
  slow?: { bytesPerSecond: number; patienceMs: number }
}

/**
 * Serves an application over HTTP. Assets and public pages that are known to be true are answered before the
 * application is asked; what it answers with `cache-control: public` is kept (see page-cache.ts).
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  const assets = loadAssets()
  const cache = pageCache({ stateOf: options.stateOf ?? stateOfPages })
  const listener = getRequestListener((request, env) => {
    const bindings = env as { incoming: IncomingMessage; outgoing: ServerResponse }
    const { pathname, search, origin } = new URL(request.url)
    const isHead = request.method === 'HEAD'
    if ((request.method !== 'GET' && !isHead) || !options.isShared(pathname))
      return options.fetch(request, bindings)
    const { key, isKept } = publicAddress(pathname + search, options.parameters ?? noParameters)
    const { headers } = request
    const asked = key === pathname + search && !isHead ? request : new Request(origin + key, { headers })
    const answer = cache.answer(key, async () => options.fetch(asked, bindings), {
      isKept,
      asked: {
        accepts: headers.get('accept-encoding') ?? '',
        etag: headers.get('if-none-match') ?? undefined,
      },
    })
    return isHead ? answer.then(withoutBody) : answer
  })

  const server = createServer(
    // A video of 100 MB takes a quarter of an hour on a line of 1 Mbit/s.
    {
      requestTimeout: 900_000,
      headersTimeout: 10_000,
      keepAliveTimeout: 10_000,
      connectionsCheckingInterval: 2_000,
    },
    (request, response) => {
      const url = request.url ?? '/'
      if (request.method === 'GET' || request.method === 'HEAD') {
        const asset = assets.get(url)
        if (asset) return answerAsset(asset, request, response)
        const hit = cache.find(
          url.includes('?') || url.includes('%')
            ? publicAddress(url, options.parameters ?? noParameters).key
            : url,
          headerOf(request, 'accept-encoding') ?? '',
          headerOf(request, 'if-none-match'),
        )
        if (hit) {
          response.writeHead(hit.status, hit.headers)
          response.end(request.method === 'HEAD' ? undefined : hit.body)
          return
        }
      }
      void listener(request, response)
    },
  )
  cutSlowBodies(server, options.slow)
  await new Promise<void>((done, failed) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      failed(
        cause.code === 'EADDRINUSE'
          ? new Error(
              `Port ${options.port} is taken by another program. Set PORT to another one, such as PORT=8081.`,
            )
          : cause,
      ),
    )
    server.listen(options.port, options.host, done)
  })
  const { port } = server.address() as AddressInfo
  const host = options.host === '0.0.0.0' || options.host === '127.0.0.1' ? 'localhost' : options.host
  return {
    address: `http://${host}:${port}`,
    port,
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeIdleConnections()
        // Whoever still reads after five seconds is cut off.
        setTimeout(() => server.closeAllConnections(), 5_000).unref()
      }),
  }
}
