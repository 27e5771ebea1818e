import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { csrf } from 'hono/csrf'
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import { signedIn, signedInPerson } from '#access'
import { bodiesOfKnown, boundBodies } from '#platform/bodies'
import { compressForOurselves } from '#platform/compression'
import { inLanguage, type Language, languages } from '#platform/i18n'
import { broughtTo } from '#platform/module'
import { Problem } from '#platform/problem'
import { type IsTrusted, visitorOf } from '#platform/visitor'
import { type Env, isSecure, ownPath, type SiteOfRequest, securityHeaders } from '#platform/web'
import { api } from './api.ts'
import { answerFault } from './errors.tsx'
import { healthPage } from './health-page.ts'
import { morePage } from './more-page.tsx'
import { searchPages } from './search-page.tsx'
import { withWaiting } from './waiting.ts'

/** What the pages need to know of the run: whose system it is, and whether its data is made up. */
export type Setting = {
  site: SiteOfRequest
  log: (fault: unknown, reference: string) => void
  /** Proxies that are believed when they say whose request they pass on. */
  isTrusted?: IsTrusted
}

const isLanguage = (text: string | undefined): text is Language => languages.some((one) => one === text)

/** The address at the other end of the socket. */
const peerOf = (c: Context<Env>): string =>
  (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket
    ?.remoteAddress ?? ''

/**
 * Refuses forms that a page of a stranger sends with our cookie. Behind a proxy with https the request calls itself http, so
 * the origin is compared with the public address. A program with a token shows no cookie to the API, and no page of a
 * stranger can send that header.
 */
function onlyFromOurPages(site: SiteOfRequest) {
  const ours = site.origin && new URL(site.origin).origin
  const check = csrf(ours ? { origin: ours } : {})
  return createMiddleware<Env>((c, next) =>
    c.req.path.startsWith('/api/') && /^Bearer \S/.test(c.req.header('authorization') ?? '')
      ? next()
      : check(c, next),
  )
}

/** An address that leads nowhere is told so at once: nobody has to sign in to hear it. */
const onlyKnownAddresses = createMiddleware<Env>(async (c, next) => {
  if (!matchedRoutes(c).every(({ path }) => path.endsWith('*'))) return next()
  const person = await signedInPerson(c)
  if (person) c.set('actor', person)
  throw new Problem('not_found_or_not_allowed')
})

/**
 * All that is reachable, out of the modules that are open: what is public, then sign-in, the API, and the working area.
 * @throws Error where no module is open: every address would be answered as unknown
 */
export function web(setting: Setting): Hono<Env> {
  if (broughtTo('pages').length === 0)
    throw new Error('No modules are open: call openModules(modules) first.')
  const app = new Hono<Env>()
  app.onError((fault, c) => answerFault(fault, c, setting))
  app.notFound((c) => answerFault(new Problem('not_found_or_not_allowed'), c, setting))

  app.use(async (c, next) => {
    c.set('site', setting.site)
    c.set(
      'address',
      visitorOf(peerOf(c), (name) => c.req.header(name), setting.isTrusted ?? (() => false)),
    )
    c.set('nonce', randomBytes(16).toString('base64url'))
    const wanted = getCookie(c, 'lang')
    const spoken = isLanguage(wanted) ? wanted : 'vi'
    c.set('language', spoken)
    await inLanguage(spoken, next)
  })
  app.use(boundBodies)
  // Programs that are no browser: they sign in by themselves and send no Origin that could be compared.
  for (const programs of broughtTo('programs'))
    for (const [path, program] of Object.entries(programs)) app.route(path, program)
  app.use(onlyFromOurPages(setting.site))
  app.get('/suc-khoe', healthPage)
  for (const pages of broughtTo('publicPages').flat()) app.route('/', pages)
  app.use(compressForOurselves)

  app.use(async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(securityHeaders(c.var.nonce)))
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'private, no-store')
    if (isSecure(setting.site)) c.res.headers.set('strict-transport-security', 'max-age=31536000')
  })
  app.route('/api/v1', api(setting.site))
  app.get('/ngon-ngu/:language', (c) => {
    const wanted = c.req.param('language')
    if (isLanguage(wanted))
      setCookie(c, 'lang', wanted, {
        path: '/',
        sameSite: 'Lax',
        httpOnly: true,
        secure: isSecure(setting.site),
        maxAge: 31_536_000,
      })
    return c.redirect(ownPath(c.req.query('tiep'), '/'), 303)
  })
  for (const pages of broughtTo('openPages').flat()) app.route('/', pages)
  app.use(onlyKnownAddresses)
  app.use(signedIn)
  app.use(bodiesOfKnown)
  app.use(withWaiting)
  for (const pages of broughtTo('pages').flat()) app.route('/', pages)
  app.route('/', morePage)
  app.route('/', searchPages)
  return app
}
