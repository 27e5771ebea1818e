import { expect, test } from 'vitest'
import { pageCache } from './page-cache.ts'
import { publicAddress } from './public-address.ts'

const parameters = { chosen: ['ky', 'don-vi'], searched: ['q'] }
const of = (url: string) => publicAddress(url, parameters)

test.each([
  ['/so-lieu', '/so-lieu'],
  ['/so-lieu?x=1&utm_source=zalo', '/so-lieu'],
  ['/so-lieu?ky=2026&x=1', '/so-lieu?ky=2026'],
  ['/so-lieu?ky=2026&don-vi=rach-kien', '/so-lieu?don-vi=rach-kien&ky=2026'],
  ['/so-lieu?don-vi=rach-kien&ky=2026&ky=2025', '/so-lieu?don-vi=rach-kien&ky=2026'],
  ['/so-lieu?ky=', '/so-lieu'],
  [`/so-lieu?ky=${'2'.repeat(300)}`, '/so-lieu'],
  ['/mo-hinh/nuoi%2Dheo', '/mo-hinh/nuoi-heo'],
  ['/mo-hinh/%6eu%6Fi-heo', '/mo-hinh/nuoi-heo'],
  ['/mo-hinh/a%2Fb', '/mo-hinh/a%2Fb'],
  ['/mo-hinh/%E0%A4%A', '/mo-hinh/%E0%A4%A'],
])('%s is the page %s', (url, page) => {
  expect(of(url)).toEqual({ key: page, isKept: true })
})

test('the page of a search is kept by nobody', () => {
  expect(of('/mo-hinh?q=heo&x=1')).toEqual({ key: '/mo-hinh?q=heo', isKept: false })
})

test('a thousand addresses that differ in what no page knows cost one rendering and one place', async () => {
  let rendered = 0
  const cache = pageCache({ stateOf: async () => 'same' })
  const page = async () => {
    rendered += 1
    return new Response('<p>', { headers: { 'cache-control': 'public, no-cache' } })
  }

  for (let index = 0; index < 1000; index += 1) await cache.answer(of(`/so-lieu?bust=${index}`).key, page)

  expect(rendered).toBe(1)
  expect(cache.size().pages).toBe(1)
})

test('of many pages at once few are rendered together, and beyond a queue the others are asked to wait', async () => {
  let together = 0
  let most = 0
  const cache = pageCache({ stateOf: async () => 'same', atOnce: 4, mostWaiting: 20 })
  const page = async () => {
    together += 1
    most = Math.max(most, together)
    await new Promise((done) => setTimeout(done, 5))
    together -= 1
    return new Response('<p>')
  }

  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => cache.answer(`/mo-hinh?q=${index}`, page, { isKept: false })),
  )

  expect(most).toBe(4)
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(24)
  expect(answers.filter(({ status }) => status === 503)).toHaveLength(26)
  expect(cache.size().pages).toBe(0)
})
