import { beforeAll, expect, test } from 'vitest'
import { faultsOf } from '../support/faults.ts'
import { administratorsPages, named, workingPages } from '../support/listed-pages.ts'
import { aPage, signInAs, sizes, useSystem } from '../support/system.ts'

const system = useSystem()
let checker: Awaited<ReturnType<typeof aPage>>
let administrator: Awaited<ReturnType<typeof aPage>>

beforeAll(async () => {
  checker = await aPage(system, { viewport: sizes.phone })
  administrator = await aPage(system, { viewport: sizes.phone })
  await signInAs(checker, 'duyet.rachkien')
  await signInAs(administrator, 'quantri')
})

test.each(workingPages.map(named))('%s, for a checker', async (_name, listed) => {
  expect(await faultsOf(checker, listed)).toEqual([])
})

test.each(administratorsPages.map(named))('%s, for an administrator', async (_name, listed) => {
  expect(await faultsOf(administrator, listed)).toEqual([])
})

test('a leader changes a target of the year', async () => {
  const leader = await aPage(system, { viewport: sizes.phone })
  await signInAs(leader, 'lanhdao.tinh')

  expect(await faultsOf(leader, '/chi-tieu/tinh-tay-ninh/muc/household_composting/doi')).toEqual([])
})

test('the working area speaks English once it is asked to', async () => {
  const page = await aPage(system, { viewport: sizes.phone })
  await signInAs(page, 'duyet.rachkien')

  await page.goto('/ngon-ngu/en?tiep=/viec-cua-toi')
  for (const address of [
    '/viec-cua-toi',
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

test('its versions are laid side by side, and held against the figures of today', async () => {
  const province = await aPage(system, { viewport: sizes.phone })
  await signInAs(province, 'lanhdao.tinh')

  for (const path of ['so-sanh', 'khac-biet'])
    expect(await faultsOf(province, `/bao-cao/huyen-can-duoc/2021-06..2024-05/${path}`)).toEqual([])
  await province.goto('/bao-cao/huyen-can-duoc/2021-06..2024-05/ban/1')
  expect(await province.locator('main').textContent()).toContain('Mã băm nội dung')
  expect(await province.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth + 1)).toBe(
    true,
  )
})
