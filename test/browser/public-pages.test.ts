import { beforeAll, expect, test } from 'vitest'
import { axeFaults } from '../support/axe.ts'
import {
  faultsAsItStands,
  faultsOf,
  faultsOfTranslation,
  inEnglish,
  type Listed,
  named,
} from '../support/faults.ts'
import { aPage, sizes, useSystem } from '../support/system.ts'

/** Every kind of public page, empty and wrong ones too. */
const publicPages: Listed[] = [
  '/',
  '/so-lieu',
  '/so-lieu?ky=2021-Q1',
  '/so-lieu/organic_waste_kg?ky=2024',
  '/so-lieu/savings_members?ky=2024',
  '/don-vi',
  '/don-vi/xa-rach-kien',
  '/don-vi/xa-long-trach',
  '/mo-hinh',
  '/mo-hinh?q=khongcogica',
  '/mo-hinh?nganh=women',
  '/thu-vien',
  '/thu-vien?cap=province&chi-phi=20000000',
  '/thu-vien?tinh-trang=ended',
  '/thu-vien?q=khongcogica',
  '/thu-vien/nuoi-heo-dat-tiet-kiem-o-long-trach',
  '/thu-vien/nuoi-heo-dat-tiet-kiem-o-long-trach/lan-toa',
  ['/thu-vien/khong-co', 404],
  '/bao-cao-cong-khai',
  ['/bao-cao-cong-khai/ABCD-2345', 404],
  '/kiem-chung',
  ['/kiem-chung?ma=abcd', 404],
  '/du-lieu-mo',
  '/minh-bach',
  ['/mo-hinh/khong-co', 404],
  ['/so-lieu?ky=abc', 422],
]

/** Pages for everybody before they sign in. */
const doorPages: Listed[] = [
  ['/bien-nhan/sai', 404],
  '/dang-nhap',
  '/dang-nhap/ma',
  ['/moi/sai', 422],
  ['/dat-lai-mat-khau/sai', 422],
  ['/chia-se/sai', 404],
  '/xn',
  ['/xn/sai', 404],
  '/xn/cam-on',
  '/diem-danh',
  ['/diem-danh/ABCDEFGH?m=ABCDEFGH', 404],
  ['/diem-danh/ABCDEFGH/y-kien', 404],
  '/diem-danh/cam-on',
]

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
