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
  ])
    pages.use(path, (_, next) => inLanguage(language, next))
  for (const part of [
    homePage,
    figurePages,
    initiativePages,
    libraryPages,
    unitPages,
    publicReportPages,
    openDataPages,
  ])
    pages.route('/', part)
  return pages
}

/** All public pages: Vietnamese at the root, English under /en. */
export const portal = (): Hono<Env> =>
  new Hono<Env>().route('/en', spoken('en')).route('/', spoken('vi')).route('/', robotsAndMap)

const areas = new Set('so-lieu mo-hinh thu-vien don-vi du-lieu-mo bao-cao-cong-khai kiem-chung'.split(' '))

/** Whether everybody gets the same answer from a path: only those answers are kept. */
export function isPortalPath(path: string): boolean {
  if (path === '/robots.txt' || path === '/sitemap.xml') return true
  const parts = path.split('/').filter(Boolean)
  const [area, name, page] = parts[0] === 'en' ? parts.slice(1) : parts
  if (area === undefined) return true
  if (!areas.has(area) || path === '/don-vi/tim') return false
  return (
    page === undefined || (area === 'thu-vien' && page === 'lan-toa' && parts.at(-1) === page && name !== '')
  )
}
