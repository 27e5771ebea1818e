import { expect, test } from 'vitest'
import { axeFaults } from '../support/axe.ts'
import { aPage, signInAs, sizes, useSystem } from '../support/system.ts'

const system = useSystem()

test('while a name is typed what is called alike appears, is read aloud, and leads to copying', async () => {
  const page = await aPage(system, { viewport: sizes.phone })
  await signInAs(page, 'ghi.rachkien')
  await page.goto('/quan-ly/mo-hinh/them')

  await page.locator('[name=name]').pressSequentially('nuoi heo dat tiet kiem', { delay: 15 })
  const region = page.locator('[data-alike]')
  await region.locator('li').first().waitFor()

  expect(await region.getAttribute('aria-live')).toBe('polite')
  expect(await region.locator('li').count()).toBeLessThanOrEqual(5)
  expect(await region.textContent()).toContain('Nuôi heo đất tiết kiệm')
  expect(await axeFaults(page)).toEqual([])
  await page.fill('[name=name]', 'Bữa sáng cho người già neo đơn')
  await page.waitForFunction(() => document.querySelectorAll('[data-alike] li').length === 0)
  await page.fill('[name=name]', 'Nuôi heo đất tiết kiệm')
  await region.locator('a:has-text("Nhân rộng")').first().click()
  await page.waitForURL('**/nhan-rong*')
  expect(page.complaints).toEqual([])
})

test('without a script the form asks once, and a new one is still made where it is wanted', async () => {
  const page = await aPage(system, { javaScriptEnabled: false, viewport: sizes.phone })
  await signInAs(page, 'ghi.rachkien')
  await page.goto('/quan-ly/mo-hinh/them')
  await page.fill('[name=name]', 'Nuôi heo đất tiết kiệm ở trường học')
  await page.selectOption('select[name=kind]', 'piggy_bank')
  const unit = page.locator('select[name=unitId]')
  if ((await unit.count()) > 0) await unit.selectOption({ index: 1 })
  else await page.locator('[name=unitId]').first().check()
  await page.click('main form button:has-text("Gửi đề xuất")')

  expect(await page.locator('.problem-summary').textContent()).toContain('tên gần giống')
  expect(await page.locator('.alike li').count()).toBeGreaterThan(0)
  await page.click('main form button:has-text("Vẫn tạo mới")')
  await page.waitForURL('**/quan-ly/mo-hinh/*da=de-xuat')
  expect(await page.locator('h1').textContent()).toContain('Nuôi heo đất tiết kiệm ở trường học')
})

test('an officer copies an initiative from the library on a phone, and its tree fits the screen', async () => {
  const page = await aPage(system, { viewport: sizes.phone })
  await signInAs(page, 'ghi.rachkien')
  await page.goto('/thu-vien-mo-hinh?q=heo dat')
  await page.locator('main article a').first().click()
  await page.locator('main a:has-text("Làm theo mô hình này")').click()
  await page.waitForURL('**/nhan-rong')
  const unit = page.locator('select[name=unitId]')
  if ((await unit.count()) > 0) await unit.selectOption({ index: 1 })
  else await page.locator('[name=unitId]').first().check()
  await page.fill('[name=name]', 'Nuôi heo đất tiết kiệm ở chợ Rạch Kiến')
  await page.click('main form button:has-text("Đề xuất làm theo")')
  await page.waitForURL('**da=nhan-rong')

  await page.locator('main a:has-text("Xem cây lan tỏa")').first().click()
  await page.locator('.spread-timeline').waitFor()
  expect(await page.locator('.spread').first().textContent()).toContain('chợ Rạch Kiến')
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(1)
  expect(page.complaints).toEqual([])
})
