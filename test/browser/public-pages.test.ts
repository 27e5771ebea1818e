import { beforeAll, expect, test } from 'vitest'
import { axeFaults } from '../support/axe.ts'
import { faultsAsItStands, faultsOf, faultsOfTranslation } from '../support/faults.ts'
import { doorPages, inEnglish, named, publicPages } from '../support/listed-pages.ts'
import { aPage, sizes, useSystem } from '../support/system.ts'

const system = useSystem()
let citizen: Awaited<ReturnType<typeof aPage>>

beforeAll(async () => {
  citizen = await aPage(system, { viewport: sizes.phone })
})

test('a page with faults is not called accessible', async () => {
  const page = await aPage(system, { viewport: sizes.phone, bypassCSP: true })
  await page.goto('/')
  await page.setContent(
    '<main><img src="data:,"><p style="color:#ccc;background:#fff">Chữ quá nhạt</p></main>',
  )

  expect((await axeFaults(page)).map((fault) => fault.split(':')[0])).toEqual(
    expect.arrayContaining(['color-contrast', 'image-alt', 'html-has-lang']),
  )
})

test.each([...publicPages, ...doorPages].map(named))('%s', async (_name, listed) => {
  expect(await faultsOf(citizen, listed)).toEqual([])
  expect(await citizen.locator('script').count()).toBe(0)
})

test.each(publicPages.map(inEnglish).map(named))('%s', async (_name, listed) => {
  expect(await faultsOfTranslation(citizen, listed)).toEqual([])
  expect(await citizen.locator('script').count()).toBe(0)
  expect(await citizen.locator('html').getAttribute('lang')).toBe('en')
})

test('the review of three years is read by everybody, and checked by its code', async () => {
  await citizen.goto('/bao-cao-cong-khai')
  const open =
    (await citizen.locator('main a[href^="/bao-cao-cong-khai/"]').first().getAttribute('href')) ?? ''
  expect(await faultsOf(citizen, open.replace('bao-cao-cong-khai', 'kiem-chung'))).toEqual([])
  expect(await citizen.locator('main').textContent()).toContain('Đang có hiệu lực')

  expect(await faultsOf(citizen, open)).toEqual([])
  expect(await citizen.locator('h1').textContent()).toContain('giai đoạn 2021 – 2024')
  expect(await citizen.locator('script').count()).toBe(0)
})

test('what shows on a PC alone is asked there, contrast too', async () => {
  const page = await aPage(system, { viewport: sizes.phone, bypassCSP: true })
  await page.goto('/kiem-chung')
  await page.setContent(`<html lang="vi"><head><title>Thử</title><style>
    .wide { display: none } @media (min-width: 600px) { .wide { display: block } }
    </style></head><body><main><h1>Thử</h1><p>Rõ</p>
    <div class="wide"><p style="color:#ccc;background:#fff">Chữ quá nhạt</p><img src="data:,"></div></main></body></html>`)

  const faults = await faultsAsItStands(page)

  expect(faults.map((fault) => fault.split(': ').slice(0, 2).join(' ')).sort()).toEqual([
    'PC color-contrast',
    'PC image-alt',
  ])
})
