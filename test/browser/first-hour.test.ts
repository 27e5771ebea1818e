import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asSystem } from '#access'
import { openBeginning } from '#beginning'
import { foldFigures } from '#figures'
import { broughtTo } from '#platform/module'
import { serve } from '#platform/server'
import { web } from '../../src/web.ts'
import { openChromium } from '../support/chromium.ts'
import { useDatabase } from '../support/database.ts'
import { sizes } from '../support/system.ts'

// From an empty database to the first figure on the public page, by clicking alone: an administrator at a desk, two others on phones.
useDatabase()
let browser: Browser
let server: Awaited<ReturnType<typeof serve>>
let begin = ''
/** Buttons, links and boxes that somebody has pressed. Typing is not counted, nor choosing in a list. */
let clicks = 0
const complaints: string[] = []

beforeAll(async () => {
  await asSystem('test.prepare', async (tx) => {
    for (const prepare of broughtTo('prepare')) await prepare(tx)
  })
  server = await serve({
    fetch: web({ site: { name: 'Lan Tỏa' }, log: (fault) => complaints.push(String(fault)) }).fetch,
    isShared: () => false,
    host: '127.0.0.1',
    port: 0,
  })
  begin = `/bat-dau/${await openBeginning(async () => {})}`
  browser = await openChromium('light')
}, 60_000)
afterAll(async () => {
  await browser.close()
  await server.stop()
})

async function visitor(viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.address, viewport })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (fault) => complaints.push(fault.message))
  return page
}
const press = async (page: Page, words: string): Promise<void> => {
  clicks += 1
  await page
    .locator('main')
    .getByRole('button', { name: words })
    .or(page.locator('main').getByRole('link', { name: words }))
    .first()
    .click()
}

/** Takes an invitation and signs in. */
async function arrive(page: Page, invitation: string, userName: string): Promise<void> {
  await page.goto(invitation)
  await page.fill('[name=name]', `Người ${userName}`)
  await page.fill('[name=userName]', userName)
  await page.fill('[name=password]', 'ba con trâu đi cày')
  await page.click('main button[type=submit]')
  await page.fill('[name=login]', userName)
  await page.fill('[name=password]', 'ba con trâu đi cày')
  await page.click('main button[type=submit]')
  clicks += 2
  await page.waitForURL('**/viec-cua-toi')
}

async function invite(page: Page, role: string, unit: string): Promise<string> {
  await page.goto('/quan-ly/nguoi-dung')
  await page.locator('main select[name=role], main input[name=role]').first().waitFor()
  const select = page.locator('main select[name=role]')
  if ((await select.count()) > 0) await select.selectOption(role)
  else await page.check(`main input[name=role][value=${role}]`)
  await page.locator('main select[name=unitId]').selectOption({ label: unit })
  await page.click('main form[action="/quan-ly/nguoi-dung/moi"] button')
  clicks += 1
  return (await page.locator('main code:has-text("/moi/")').textContent()) ?? ''
}

test('an officer of another province reaches the first public figure in few clicks', async () => {
  const administrator = await visitor(sizes.desktop)
  await administrator.goto(begin)
  await administrator.selectOption('[name=tinh]', { label: 'Tỉnh Lào Cai' })
  await press(administrator, 'Tiếp tục')
  await administrator.selectOption('[name=code]', { label: 'Xã Bắc Hà' })
  await press(administrator, 'Lập đơn vị')
  await administrator.waitForURL('**/moi/*')
  await arrive(administrator, administrator.url(), 'quantri.bacha')
  const steps = await administrator.locator('main ol li a').allTextContents()
  const toRecord = await invite(administrator, 'recorder', 'Hội Nông dân xã Bắc Hà')
  const toCheck = await invite(administrator, 'checker', 'Xã Bắc Hà')

  const recorder = await visitor(sizes.phone)
  await arrive(recorder, toRecord, 'ghi.bacha')
  await recorder.goto('/quan-ly/mo-hinh/them')
  await recorder.fill('[name=name]', 'Ủ rác trong vườn mận')
  await recorder.selectOption('[name=kind]', { label: 'Xử lý rác hữu cơ tại hộ gia đình' })
  await press(recorder, 'Gửi đề xuất')
  await recorder.waitForURL('**/quan-ly/mo-hinh/*-*')
  const initiative = new URL(recorder.url()).pathname

  const checker = await visitor(sizes.phone)
  await arrive(checker, toCheck, 'duyet.bacha')
  await checker.goto(initiative)
  await press(checker, 'Đăng ký')
  await press(checker, 'Bắt đầu thực hiện')
  await checker.locator('main').getByText('Đang thực hiện').first().waitFor()

  await recorder.goto(initiative)
  await press(recorder, 'Ghi hoạt động')
  await recorder.fill('[name=summary]', 'Ủ rác ở mười hai hộ')
  await recorder.fill('[name="a.households"]', '12')
  await press(recorder, 'Lưu')
  await recorder.waitForURL('**/hoat-dong/*?da=ghi')
  await checker.goto(new URL(recorder.url()).pathname)
  await press(checker, 'Duyệt')
  await checker.waitForURL('**/duyet?da=accepted')
  await foldFigures()
  const citizen = await visitor(sizes.phone)
  await citizen.goto('/mo-hinh/u-rac-trong-vuon-man')

  expect(steps).toEqual(expect.arrayContaining(['Chọn loại mô hình sẽ dùng', 'Chọn thể thức văn bản']))
  expect(await citizen.locator('main').textContent()).toContain('12')
  expect(complaints).toEqual([])
  // Two to begin, two for each of three people to arrive, two invitations, and six for the initiative and its record.
  expect(clicks).toBeLessThanOrEqual(17)
}, 60_000)
