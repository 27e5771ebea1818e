// Takes the pictures of the README from a running demonstration district:
//   npm start          (in another terminal)
//   node_modules/.bin/node scripts/take-pictures.ts http://localhost:8080
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import sharp from 'sharp'

const address = process.argv[2] ?? 'http://localhost:8080'
const folder = join(import.meta.dirname, '../docs/pictures')
const desktop = { width: 1280, height: 860 }
const phone = { width: 390, height: 844 }

async function take(page: Page, name: string): Promise<void> {
  // Photos come when they are seen.
  await page.waitForTimeout(1_500)
  const picture = await page.screenshot()
  await sharp(picture)
    .png({ palette: true, quality: 80, compressionLevel: 9 })
    .toFile(join(folder, `${name}.png`))
}

async function visitor(browser: Browser, viewport: typeof desktop, userName?: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport, baseURL: address, locale: 'vi-VN' })).newPage()
  if (!userName) return page
  await page.goto('/viec-cua-toi')
  await page.fill('[name=login]', userName)
  await page.fill('[name=password]', 'LanToa-demo-2026')
  await page.click('button[type=submit]:has-text("Đăng nhập")')
  await page.waitForURL('**/viec-cua-toi')
  return page
}

mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
const citizen = await visitor(browser, desktop)
await citizen.goto('/')
await take(citizen, 'portal')
await citizen.goto('/so-lieu/organic_waste_kg?ky=2024')
await take(citizen, 'figure')
const recorder = await visitor(browser, phone, 'ghi.rachkien')
await take(recorder, 'my-work-phone')
await recorder.goto('/ghi-hoat-dong?q=rac+huu+co')
await recorder.locator('main a[href^="/ghi-hoat-dong/"]').first().click()
await recorder.waitForSelector('[name=summary]')
await take(recorder, 'record-phone')
const checker = await visitor(browser, desktop, 'duyet.rachkien')
await checker.goto('/duyet')
await take(checker, 'check')
await checker.goto('/bao-cao/xa-rach-kien/2026-10')
await take(checker, 'report')
await browser.close()
