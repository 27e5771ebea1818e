/** The door of the portal: what the public sees. It writes nothing and carries no script. */
import { Hono } from 'hono'
import { inLanguage, type Language } from '#platform/i18n'
import type { Env } from '#platform/web'
import './describe.ts'
import { openDataPages } from './open-data.tsx'
import { figurePages } from './pages/figure-pages.tsx'
import { homePage } from './pages/home-page.tsx'
import { initiativePages } from './pages/initiative-pages.tsx'
import { libraryPages } from './pages/library-pages.tsx'
import { publicReportPages } from './pages/report-pages.tsx'
import { rootPages } from './pages/roots-page.tsx'
import { unitPages } from './pages/unit-pages.tsx'
import { robotsAndMap } from './robots.ts'

export { setPortalRoot } from './store.ts'

/** The portal in one language: the address says which, so that everybody gets the same page from it. */
function spoken(language: Language): Hono<Env> {
  const pages = new Hono<Env>()
  for (const path of [
    '/',
    '/so-lieu/*',
    '/mo-hinh/*',
    '/thu-vien/*',
    '/don-vi/*',
    '/du-lieu-mo/*',
    '/bao-cao-cong-khai/*',
    '/kiem-chung/*',
    '/minh-bach/*',
  ])
    pages.use(path, (_, next) => inLanguage(language, next))
  for (const part of [
    homePage,
    figurePages,
    initiativePages,
    libraryPages,
    unitPages,
    publicReportPages,
    rootPages,
    openDataPages,
  ])
    pages.route('/', part)
  return pages
}

/** All public pages: Vietnamese at the root, English under /en. */
export const portal = (): Hono<Env> =>
  new Hono<Env>().route('/en', spoken('en')).route('/', spoken('vi')).route('/', robotsAndMap)

const shared =
  /^\/(?:en)?(?:\/?(?:so-lieu|mo-hinh|thu-vien|don-vi|du-lieu-mo|bao-cao-cong-khai|kiem-chung|minh-bach)(?:\/[^/]*)?|\/?thu-vien\/[^/]*\/lan-toa)?\/?$|^\/(?:robots\.txt|sitemap\.xml)$/

/** Whether everybody gets the same answer from a path: only those answers are kept. */
export const isPortalPath = (path: string): boolean => shared.test(path) && path !== '/don-vi/tim'
