import { Hono, type MiddlewareHandler } from 'hono'
import { inLanguage, type Language } from '#platform/i18n'
import { limiter } from '#platform/limiter'
import type { Env } from '#platform/web'
import { publicParameters, withoutSlashes } from './addresses.ts'
import { openDataPages } from './open-data/pages.tsx'
import { campaignPages } from './pages/campaign-pages.tsx'
import { figurePages } from './pages/figure-pages.tsx'
import { homePage } from './pages/home-page.tsx'
import { initiativePages } from './pages/initiative-pages.tsx'
import { libraryPages } from './pages/library-pages.tsx'
import { publicReportPages } from './pages/report-pages.tsx'
import { rootPages } from './pages/roots-page.tsx'
import { unitPages } from './pages/unit-pages.tsx'
import { robotsAndMap } from './robots.ts'

/** The portal in one language: the address says which, so that everybody gets the same page from it. */
function spoken(language: Language): Hono<Env> {
  const pages = new Hono<Env>()
  for (const path of [
    '/',
    '/so-lieu/*',
    '/mo-hinh/*',
    '/phong-trao-cong-khai/*',
    '/thu-vien/*',
    '/don-vi/*',
    '/du-lieu-mo/*',
    '/bao-cao-cong-khai/*',
    '/kiem-chung/*',
    '/minh-bach/*',
  ])
    pages.use(path, (_, next) => inLanguage(language, next)).use(path, limited)
  for (const part of [
    homePage,
    figurePages,
    initiativePages,
    campaignPages,
    libraryPages,
    unitPages,
    publicReportPages,
    rootPages,
    openDataPages,
  ])
    pages.route('/', part)
  return pages
}

const searches = limiter({ most: 120, minutes: 1 })
const checks = limiter({ most: 30, minutes: 1 })

/** Searches, files of open data and checks of papers cost work: each address may ask for so many a minute. */
const limited: MiddlewareHandler<Env> = async (c, next) => {
  const isFile = /^(?:\/en)?\/du-lieu-mo\/./.test(c.req.path)
  const isSearch = isFile || publicParameters.searched.some((name) => c.req.query(name))
  const isCheck = /^(?:\/en)?\/kiem-chung\/./.test(c.req.path) || c.req.query('ma') !== undefined
  for (const limit of [...(isSearch ? [searches] : []), ...(isCheck ? [checks] : [])]) {
    limit.refuse(c.var.address)
    limit.count(c.var.address)
  }
  await next()
}

/** Each page has one address: with a slash at the end it is elsewhere. */
const oneAddress: MiddlewareHandler<Env> = async (c, next) => {
  const plain = withoutSlashes(c.req.path)
  return plain === undefined ? next() : c.redirect(plain + new URL(c.req.url).search, 308)
}

/** All public pages: Vietnamese at the root, English under /en. */
export const portal = (): Hono<Env> =>
  new Hono<Env>().use(oneAddress).route('/en', spoken('en')).route('/', spoken('vi')).route('/', robotsAndMap)
