import type { MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'
import type { Env } from './web.ts'

const zip = compress({ encoding: 'gzip' })

/**
 * Compresses what is answered to our own pages. The length of a compressed page tells how well two parts of it agree (BREACH):
 * a stranger's page that makes a signed-in browser ask again and again, each time with another guess in the address, would learn
 * names and links letter by letter. So a request with a cookie is compressed only if the browser says that it comes from
 * our own pages or from the person: no page can forge `Sec-Fetch-Site`. Without a cookie nothing secret is answered.
 */
export const compressForOurselves: MiddlewareHandler<Env> = (c, next) => {
  const isOurs = ['same-origin', 'none'].includes(c.req.header('sec-fetch-site') ?? '')
  return isOurs || c.req.header('cookie') === undefined ? zip(c, next) : next()
}
