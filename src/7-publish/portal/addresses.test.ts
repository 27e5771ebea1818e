import { beforeAll, expect, test } from 'vitest'
import { foldFigures } from '#figures'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict } from '../../../test/support/district.ts'
import { web } from '../../web.ts'

useDatabase()

const origin = 'https://lantoa.example.vn'
const log = (fault: unknown) => {
  throw fault
}
const app = web({ site: { name: 'Huyện ủy Thử', origin }, log })
const get = (path: string, on = app) => on.request(origin + path)

let district: Awaited<ReturnType<typeof aDistrict>>
beforeAll(async () => {
  district = await aDistrict()
  await foldFigures()
})

test.each([
  '/khong-co',
  '/en/khong-co',
  '/khong-co/gi-het.php',
  '/so-lieu/khong_co',
  '/so-lieu?don-vi=khong-co',
  '/mo-hinh/khong-co',
  '/thu-vien/khong-co',
  '/thu-vien/khong-co/lan-toa',
  '/don-vi/khong-co',
  '/bao-cao-cong-khai/AAAA-AAAA',
  '/bao-cao-cong-khai/../etc',
  '/du-lieu-mo/khong-co.csv',
  '/du-lieu-mo/so-lieu.xlsx',
  '/minh-bach/khong-co',
  '/anh/khong-co.jpg',
  '/assets/khong-co.css',
])('%s leads nowhere, and says so', async (path) => {
  const answer = await get(path)

  expect(answer.status).toBe(404)
  expect(await answer.text()).toContain('<h1')
})

test('working pages still ask to sign in', async () => {
  const answer = await get('/viec-cua-toi')

  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/dang-nhap?tiep=%2Fviec-cua-toi')
})

test.each([
  ['/so-lieu/', '/so-lieu'],
  ['/so-lieu/?ky=2026', '/so-lieu?ky=2026'],
  ['/en/', '/en'],
  ['/en/mo-hinh/', '/en/mo-hinh'],
  ['/mo-hinh//', '/mo-hinh'],
  ['//so-lieu/', '/so-lieu'],
])('%s is elsewhere: at %s', async (path, to) => {
  const answer = await app.request(origin + path)

  expect(answer.status).toBe(308)
  expect(answer.headers.get('location')).toBe(to)
})

test('a public page says its whole address and what to show of it where it is shared', async () => {
  const page = await (await get(`/en/don-vi/${district.communeSlug}`)).text()
  const ofYear = await (await get('/so-lieu?ky=2026')).text()

  expect(page).toContain(`<link rel="canonical" href="${origin}/en/don-vi/${district.communeSlug}"/>`)
  expect(page).toContain(`<meta property="og:url" content="${origin}/en/don-vi/${district.communeSlug}"/>`)
  expect(page).toContain('<meta property="og:title" content="Xã Một"/>')
  expect(page).toContain('<meta property="og:locale" content="en_GB"/>')
  expect(ofYear).toContain(`<link rel="canonical" href="${origin}/so-lieu?ky=2026"/>`)
})

test('without a settled address no page says one: what a request calls us is kept by nobody', async () => {
  const page = await (await get('/so-lieu', web({ site: { name: 'Thử' }, log }))).text()

  expect(page).not.toContain('canonical')
  expect(page).not.toContain('og:')
})

test('every address of the map is there', async () => {
  const map = await (await get('/sitemap.xml')).text()
  const addresses = [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) => address)

  expect(addresses.length).toBeGreaterThan(10)
  for (const address of addresses) expect((await app.request(address)).status, address).toBe(200)
})
