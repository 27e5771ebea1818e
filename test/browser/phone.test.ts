import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterEach, expect, test } from 'vitest'
import { aPage, signInAs, sizes, useSystem } from '../support/system.ts'

const system = useSystem()
const pages: Page[] = []
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close()
})

/** A photo as a phone takes it, with the time of the camera and a name that is nobody's business. */
const aPhoto = async (width = 2000, height = 1500) => ({
  name: 'anh-chup.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#6a4',
      noise: { type: 'gaussian', mean: 120, sigma: 40 },
    },
  })
    .withExif({ IFD0: { Artist: 'Bí mật' }, IFD2: { DateTimeOriginal: '2026:03:08 09:15:00' } })
    .jpeg({ quality: 90 })
    .toBuffer(),
})

/** A phone with the app open and its owner signed in. */
async function aPhone(userName = 'ghi.rachkien', address?: string) {
  const page = await aPage(system, {
    viewport: sizes.phone,
    hasTouch: true,
    ...(address ? { baseURL: address } : {}),
  })
  pages.push(page)
  await signInAs(page, userName)
  await openApp(page)
  return page
}

async function openApp(page: Page): Promise<void> {
  await page.goto('/ghi/')
  await page.locator('.row').first().waitFor()
  // The app is on the phone once what runs behind it has taken over.
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
}

/** The kind in which the demonstration district composts: two numbers and photos. */
async function fillIn(page: Page, summary: string, kilograms = '12,5'): Promise<void> {
  await page.locator('input[type=search]').fill('u rac huu co')
  await page
    .locator('a.row', { hasText: /rác hữu cơ/i })
    .first()
    .click()
  await page.locator('#f-summary').fill(summary)
  for (const box of await page.locator('form input[inputmode]').all())
    if ((await box.inputValue()) === '') await box.fill('0')
  await page
    .getByLabel(/Rác hữu cơ đã xử lý/)
    .first()
    .fill(kilograms)
}

const addPhotos = async (page: Page, count = 1): Promise<void> => {
  for (let index = 0; index < count; index += 1) await page.locator('#f-photos').setInputFiles(await aPhoto())
  await expect.poll(() => page.locator('.photos-sent img').count()).toBe(count)
}

const save = async (page: Page): Promise<void> => {
  await page.locator('button[type=submit]').click()
  await page.getByRole('heading', { name: 'Đã lưu vào máy' }).waitFor()
}

test('it opens, records with a photo and keeps all of it sealed with no network at all, and sends it when there is one', async () => {
  const page = await aPhone()
  await page.context().setOffline(true)
  await page.goto('/ghi/')
  await page.locator('.row').first().waitFor()
  const summary = 'Thu gom rác bếp giữa đồng không có sóng'
  await fillIn(page, summary)
  await addPhotos(page)
  await save(page)

  await page.goto('/ghi/#/hang-doi')
  await page.reload()
  await page.getByText(summary).waitFor()
  const raw = await page.evaluate(everythingKept)
  expect(raw.length).toBeGreaterThan(10_000)
  expect(raw).not.toContain('Thu gom')
  expect(raw).not.toContain('JFIF')
  await page.context().setOffline(false)

  await page.getByText('Đã nhận 2/2').waitFor({ timeout: 20_000 })
  await page.getByText(summary).click()
  await page.locator('a[href^="/bien-nhan/"]').first().waitFor()
  expect(await page.locator('a[href^="/bien-nhan/"]').count()).toBe(2)
})

/** Everything that IndexedDB holds, bytes read as letters. */
async function everythingKept(): Promise<string> {
  const db = await new Promise<IDBDatabase>((done) => {
    const opening = indexedDB.open('lantoa')
    opening.onsuccess = () => done(opening.result)
  })
  const letters = (value: unknown): string => {
    if (value instanceof ArrayBuffer)
      return new TextDecoder('latin1').decode(value) + new TextDecoder().decode(value)
    if (ArrayBuffer.isView(value)) return letters(value.buffer)
    if (typeof value === 'object' && value !== null) return Object.values(value).map(letters).join(' ')
    return String(value)
  }
  let all = ''
  for (const name of db.objectStoreNames) {
    const rows = await new Promise<unknown[]>((done) => {
      const asking = db.transaction(name).objectStore(name).getAll()
      asking.onsuccess = () => done(asking.result)
    })
    all += letters(rows)
  }
  return all
}
