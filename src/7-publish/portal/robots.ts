import { Hono } from 'hono'
import { Problem } from '#platform/problem'
import type { Env } from '#platform/web'
import { communes, openData } from './read.ts'

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** What search engines ask for first. A demonstration is not for them: its figures are invented. */
export const robotsAndMap = new Hono<Env>()
  .get('/robots.txt', (c) => {
    const { demonstration, origin } = c.var.site
    const lines = demonstration
      ? ['Disallow: /']
      : ['Disallow: /api/', 'Disallow: /dang-nhap', ...(origin ? [`Sitemap: ${origin}/sitemap.xml`] : [])]
    return c.text(`User-agent: *\n${lines.join('\n')}\n`, 200, { 'cache-control': 'public, max-age=3600' })
  })
  .get('/sitemap.xml', async (c) => {
    // A map names whole addresses. Without a settled one there is none: what the request calls itself would be kept for all.
    const { origin } = c.var.site
    if (!origin) throw new Problem('not_found_or_not_allowed')
    const initiatives = await openData.initiatives()
    const units = (await communes())?.communes ?? []
    const paths = [
      '/',
      '/so-lieu',
      '/mo-hinh',
      '/thu-vien',
      '/don-vi',
      '/du-lieu-mo',
      '/minh-bach',
      ...units.map(({ slug }) => `/don-vi/${slug}`),
      ...initiatives.flatMap(({ slug, state }) =>
        state === 'registered' ? [`/mo-hinh/${slug}`] : [`/mo-hinh/${slug}`, `/thu-vien/${slug}`],
      ),
    ]
    const addresses = paths.map((path) => `<url><loc>${escaped(origin + path)}</loc></url>`).join('\n')
    const map = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${addresses}\n</urlset>\n`
    return c.body(map, 200, {
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': 'public, no-cache',
    })
  })
