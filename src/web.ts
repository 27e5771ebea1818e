import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { csrf } from 'hono/csrf'
import { createMiddleware } from 'hono/factory'
import { accountPages, auditPages, peoplePages, personPages, signedIn, signInPages } from '#access'
import { activityPages, openRosa, phonePages, previewPages, recordPages, workPages } from '#activities'
import {
  consentPages,
  consentRecordPages,
  coverPages,
  photoPages,
  photoQuestionPages,
  publicPhotos,
} from '#evidence'
import {
  explorerPages,
  federationPages,
  figurePages,
  questionPages,
  sharedPages,
  sharePages,
  whyPages,
} from '#figures'
import { doorPages, sessionPages } from '#gatherings'
import { initiativePages, kindSetupPages, registryPages, spreadingPages } from '#initiatives'
import { calendarFeed, noticePages, webhookPages } from '#notices'
import { unitPages } from '#org'
import { parameterPages } from '#parameters'
import { bodiesOfKnown, boundBodies } from '#platform/bodies'
import { compressForOurselves } from '#platform/compression'
import { inLanguage, type Language, languages } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { type IsTrusted, visitorOf } from '#platform/visitor'
import { type Env, isSecure, ownPath, type SiteOfRequest, securityHeaders } from '#platform/web'
import { pledgePages } from '#pledges'
import { portal } from '#portal'
import { actionPlanPages, documentPages, targetPages, taskPages, themePages } from '#programme'
import { reportPages } from '#reports'
import {
  answerPages,
  confirmationPages,
  holdPages,
  planPages,
  printPages,
  publishedCheckPages,
  spotCheckPages,
  visitPages,
} from '#verification'
import { api } from './api.ts'
import { answerFault } from './errors.tsx'
import { healthPage } from './health-page.ts'
import { morePage } from './more-page.tsx'

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

/** All that is reachable: the public portal, then sign-in, the API, and the working area. */
export function web(setting: Setting): Hono<Env> {
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
  app.route('/openrosa', openRosa)
  app.use(onlyFromOurPages(setting.site))
  app.get('/suc-khoe', healthPage)
  app.route('/', publicPhotos)
  app.route('/', portal())
  app.use(compressForOurselves)
  app.route('/api/v1', api(setting.site))

  app.use(async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(securityHeaders(c.var.nonce)))
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'private, no-store')
    if (isSecure(setting.site)) c.res.headers.set('strict-transport-security', 'max-age=31536000')
  })
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
  app.route('/', sharedPages)
  app.route('/', answerPages)
  app.route('/', publishedCheckPages)
  app.route('/', doorPages)
  app.route('/', calendarFeed)
  app.route('/', signInPages)
  app.route('/', phonePages)
  app.use(signedIn)
  app.use(bodiesOfKnown)
  for (const pages of [
    workPages,
    noticePages,
    webhookPages,
    parameterPages,
    documentPages,
    themePages,
    actionPlanPages,
    taskPages,
    targetPages,
    sessionPages,
    pledgePages,
    recordPages,
    activityPages,
    confirmationPages,
    printPages,
    holdPages,
    planPages,
    spotCheckPages,
    visitPages,
    coverPages,
    photoPages,
    consentRecordPages,
    consentPages,
    photoQuestionPages,
    registryPages,
    previewPages,
    kindSetupPages,
    spreadingPages,
    initiativePages,
    figurePages,
    explorerPages,
    whyPages,
    sharePages,
    questionPages,
    federationPages,
    reportPages,
    unitPages,
    peoplePages,
    personPages,
    auditPages,
    accountPages,
    morePage,
  ])
    app.route('/', pages)
  return app
}
