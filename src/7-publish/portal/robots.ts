import { Hono } from 'hono'
import { publishedReports } from '#papers'
import { Problem } from '#platform/problem'
import type { Env } from '#platform/web'
import { openData } from './open-data/read.ts'
import { communes } from './read.ts'

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** A map holds 50,000 addresses at most: of reports the newest. */
const mostReports = 10_000

async function addressesOfReports(): Promise<string[]> {
  const paths: string[] = []
  let after: Parameters<typeof publishedReports>[0]
  do {
    const page = await publishedReports(after)
    paths.push(...page.rows.map(({ code }) => `/bao-cao-cong-khai/${code}`))
    after = page.next
  } while (after && paths.length < mostReports)
  return paths
}

async function allAddresses(): Promise<string[]> {
  const initiatives = await openData.initiatives()
  const units = (await communes())?.communes ?? []
  return [
    ...[
      '/',
      '/so-lieu',
      '/mo-hinh',
      '/phong-trao-cong-khai',
      '/thu-vien',
      '/don-vi',
      '/bao-cao-cong-khai',
      '/kiem-chung',
      '/du-lieu-mo',
    ],
    '/minh-bach',
    ...units.map(({ slug }) => `/don-vi/${slug}`),
    ...initiatives.flatMap(({ slug, state }) =>
      state === 'registered' ? [`/mo-hinh/${slug}`] : [`/mo-hinh/${slug}`, `/thu-vien/${slug}`],
    ),
    ...(await addressesOfReports()),
  ]
}

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
    const addresses = (await allAddresses())
      .map((path) => `<url><loc>${escaped(origin + path)}</loc></url>`)
      .join('\n')
    const map = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${addresses}\n</urlset>\n`
    return c.body(map, 200, {
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': 'public, no-cache',
    })
  })
