import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { aPage, signInAs, sizes, useSystem } from '../support/system.ts'

const system = useSystem()

/** Every kind of public page, empty and wrong ones too. */
const publicPages = [
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
  '/thu-vien/khong-co',
  '/du-lieu-mo',
  '/mo-hinh/khong-co',
  '/so-lieu?ky=abc',
]

/** Pages for everybody before they sign in. */
const doorPages = ['/dang-nhap', '/dang-nhap/ma', '/moi/sai', '/dat-lai-mat-khau/sai', '/chia-se/sai']

/** Every kind of working page; `:…` stands for the first link of that form on the page before. */
const workingPages = [
  '/viec-cua-toi',
  '/ghi-hoat-dong',
  '/ghi-hoat-dong?q=khongcogica',
  '/hoat-dong',
  '/hoat-dong?cua=toi',
  '/duyet',
  '/so-lieu-chi-tiet',
  '/so-lieu-chi-tiet/xa-rach-kien?ky=2026',
  '/so-lieu-chi-tiet/xa-rach-kien/organic_waste_kg?ky=2026',
  '/so-lieu-chi-tiet/xa-rach-kien?ky=2021',
  '/so-sanh-so-lieu',
  '/so-sanh-so-lieu/tinh-tay-ninh',
  '/so-sanh-so-lieu/tinh-tay-ninh?ky=2025&cach=luc-do&theo=thang',
  '/so-sanh-so-lieu/xa-rach-kien?ky=2025&xem=muc&chi-tieu=organic_waste_kg&chi-tieu=deeds_done_rate',
  '/so-sanh-so-lieu/tinh-tay-ninh?ky=2025&xem=thang&chi-tieu=organic_waste_kg',
  '/so-sanh-so-lieu/tinh-tay-ninh?ky=2025&xem=o&chi-tieu=organic_waste_kg',
  '/so-sanh-so-lieu/xa-rach-kien?ky=2001',
  '/so-sanh-so-lieu/xa-rach-kien?ky=abc',
  '/so-lieu-chi-tiet/xa-rach-kien/organic_waste_kg/vi-sao?ky=2026',
  '/so-lieu-chi-tiet/xa-rach-kien/organic_waste_kg/vi-sao?ky=2026&tu=2099-01-01',
  '/so-lieu-chi-tiet/xa-rach-kien/organic_waste_kg/chia-se?ky=2026',
  '/lien-ket-chia-se',
  '/quan-ly/mo-hinh',
  '/quan-ly/mo-hinh/them',
  '/thu-vien-mo-hinh',
  '/thu-vien-mo-hinh?q=khongcogica',
  '/thu-vien-mo-hinh?nganh=women&chung-minh=co',
  '/bao-cao',
  '/bao-cao/xa-rach-kien/2026-03',
  '/bao-cao/xa-rach-kien/2099-01',
  '/quan-ly/don-vi',
  '/tai-khoan',
  '/tai-khoan/hai-buoc',
  '/them',
  '/khong-co-trang-nay',
]
const administratorsPages = [
  '/quan-ly/don-vi',
  '/quan-ly/don-vi/them',
  '/quan-ly/don-vi/nhap',
  '/quan-ly/sap-xep',
  '/quan-ly/sap-xep/moi?loai=merge',
  '/quan-ly/sap-xep/moi?loai=split',
  '/quan-ly/sap-xep/moi?loai=transfer',
  '/quan-ly/sap-xep/moi?loai=rename',
  '/quan-ly/sap-xep/moi?loai=dissolve',
  '/quan-ly/nguoi-dung',
  '/quan-ly/nhat-ky',
  '/quan-ly/nhat-ky?q=khongcogica',
  '/lien-thong',
]

async function faultsOf(page: Page & { complaints: string[] }, address: string): Promise<string[]> {
  page.complaints.length = 0
  const answer = await page.goto(address)
  const { violations } = await new AxeBuilder({ page }).analyze()
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`),
    ...page.complaints,
    ...((answer?.status() ?? 500) >= 500 ? [`answered ${answer?.status()}`] : []),
    ...(overflow > 1 ? [`wider than the window by ${overflow} px`] : []),
    ...((await page.locator('h1').count()) === 1 ? [] : ['not one h1']),
    ...((await page.locator('.demonstration').count()) > 0
      ? []
      : ['does not say that it is a demonstration']),
  ]
}

describe.each(Object.entries(sizes))('on a %s', (_, viewport) => {
  let citizen: Awaited<ReturnType<typeof aPage>>
  let checker: Awaited<ReturnType<typeof aPage>>
  let recorder: Awaited<ReturnType<typeof aPage>>
  let administrator: Awaited<ReturnType<typeof aPage>>

  beforeAll(async () => {
    citizen = await aPage(system, { viewport })
    checker = await aPage(system, { viewport })
    recorder = await aPage(system, { viewport })
    administrator = await aPage(system, { viewport })
    await signInAs(checker, 'duyet.rachkien')
    await signInAs(recorder, 'ghi.rachkien')
    await signInAs(administrator, 'quantri')
  })

  test.each([...publicPages, ...publicPages.map((path) => `/en${path === '/' ? '' : path}`), ...doorPages])(
    '%s',
    async (address) => {
      expect(await faultsOf(citizen, address)).toEqual([])
      expect(await citizen.locator('script').count()).toBe(0)
    },
  )

  test.each(workingPages)('%s, for a checker', async (address) => {
    expect(await faultsOf(checker, address)).toEqual([])
  })

  test.each(administratorsPages)('%s, for an administrator', async (address) => {
    expect(await faultsOf(administrator, address)).toEqual([])
  })

  test('a figure is shared, opened by its link, and revoked', async () => {
    await checker.goto('/so-lieu-chi-tiet/xa-rach-kien/organic_waste_kg/chia-se?ky=2026')
    await checker.click('main form button:has-text("Tạo đường dẫn")')
    await checker.waitForURL('**/lien-ket-chia-se?moi=*')
    const link = new URL(await checker.locator('input[readonly]').inputValue()).pathname

    expect(await faultsOf(checker, checker.url())).toEqual([])
    expect(await faultsOf(citizen, link)).toEqual([])
    expect(await citizen.locator('script').count()).toBe(0)
    await checker.click('button:has-text("Thu hồi") >> nth=0')
    await checker.waitForURL('**/lien-ket-chia-se?thu-hoi=xong')
    expect(await faultsOf(citizen, link)).toEqual([])
    expect(await citizen.locator('h1').textContent()).toBe('Đường dẫn đã hết hiệu lực')
  })

  test.each(['nhan-rong', 'lan-toa', 'huong-dan', 'cong-nhan'])('an initiative, %s', async (page) => {
    await checker.goto('/quan-ly/mo-hinh?trang-thai=active')
    const initiative =
      (await checker.locator('main a[href^="/quan-ly/mo-hinh/0"]').first().getAttribute('href')) ?? ''

    expect(await faultsOf(checker, `${initiative}/${page}`)).toEqual([])
  })

  test('an initiative as others see it, and the contact of its unit', async () => {
    await checker.goto('/thu-vien-mo-hinh?q=rach kien')
    const offer =
      (await checker.locator('main a[href^="/thu-vien-mo-hinh/0"]').first().getAttribute('href')) ?? ''
    expect(await faultsOf(checker, offer)).toEqual([])
    await checker.goto(offer.replace('/thu-vien-mo-hinh/', '/quan-ly/mo-hinh/'))
    const contact =
      (await checker.locator('main a[href^="/quan-ly/mo-hinh/lien-he/"]').first().getAttribute('href')) ?? ''

    expect(await faultsOf(checker, contact)).toEqual([])
  })

  test('a form to record, a record, its correction, an initiative, and a form that came back refused', async () => {
    await recorder.goto('/ghi-hoat-dong')
    const form =
      (await recorder.locator('main a[href^="/ghi-hoat-dong/"]').first().getAttribute('href')) ?? ''
    await checker.goto('/duyet')
    const record = (await checker.locator('main a[href^="/hoat-dong/"]').first().getAttribute('href')) ?? ''
    await checker.goto('/quan-ly/mo-hinh?trang-thai=active')
    const initiative =
      (await checker.locator('main a[href^="/quan-ly/mo-hinh/0"]').first().getAttribute('href')) ?? ''

    expect(await faultsOf(recorder, form)).toEqual([])
    expect(await faultsOf(checker, record)).toEqual([])
    expect(await faultsOf(checker, `${record}/sua`)).toEqual([])
    expect(await faultsOf(checker, initiative)).toEqual([])
    await recorder.goto(form)
    await recorder.click('main form button[type=submit]:has-text("Lưu")')
    await recorder.locator('.problem-summary').waitFor()
    expect((await new AxeBuilder({ page: recorder }).analyze()).violations.map(({ id }) => id)).toEqual([])
  })
})

test('the working area speaks English once it is asked to', async () => {
  const page = await aPage(system)
  await signInAs(page, 'duyet.rachkien')

  for (const address of [
    '/ngon-ngu/en?tiep=/viec-cua-toi',
    '/duyet',
    '/bao-cao',
    '/so-lieu-chi-tiet/xa-rach-kien?ky=2026',
    '/so-sanh-so-lieu/tinh-tay-ninh?ky=2025',
    '/tai-khoan',
    '/them',
  ])
    expect(await faultsOf(page, address)).toEqual([])
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
})
