import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterEach, describe, expect, test } from 'vitest'
import { unzipped } from '../../src/platform/documents/unzipped.fixture.ts'
import { aPage, signInAs, sizes, useSystem } from '../support/system.ts'

const system = useSystem()
const pages: Page[] = []
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close()
})

const visit = async (...given: Parameters<typeof aPage> extends [unknown, ...infer Rest] ? Rest : never) => {
  const page = await aPage(system, ...given)
  pages.push(page)
  return page
}

/** A photo as a phone takes it: large, and different each time. */
const aPhoto = async (width = 3000, height = 2250) => ({
  name: 'anh-chup.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp({
    create: { width, height, channels: 3, background: { r: Math.floor(Math.random() * 255), g: 120, b: 60 } },
  })
    .jpeg({ quality: 90 })
    .toBuffer(),
})

const numberIn = (text: string | null): number =>
  Number(
    (text ?? '')
      .replaceAll('.', '')
      .replace(',', '.')
      .match(/[\d.]+/)?.[0] ?? Number.NaN,
  )

/** The whole of a figure, as the page shows it, and how much of it is evidenced, as the API says. */
async function figureShown(page: Page, unit: string) {
  const year = new Date().getFullYear()
  await page.goto(`/so-lieu-chi-tiet/${unit}/organic_waste_kg?ky=${year}`)
  const total = numberIn(await page.locator('.figure-number').first().textContent())
  const units = await (await page.request.get(`/api/v1/units?q=${unit.replaceAll('-', '+')}`)).json()
  const { id } = units.rows.find((row: { slug: string }) => row.slug === unit)
  const figure = await (
    await page.request.get(`/api/v1/figures/organic_waste_kg?unit=${id}&period=${year}`)
  ).json()
  expect(figure.total).toBeCloseTo(total)
  return { total, evidenced: Number(figure.evidenced) }
}

async function record(page: Page, kilograms: string, summary: string): Promise<void> {
  await page.goto('/ghi-hoat-dong?q=xu+ly+rac+huu+co')
  await page.locator('main a[href^="/ghi-hoat-dong/"]').first().click()
  await page.waitForSelector('[name=summary]')
  await page.fill('[name=summary]', summary)
  const amount = page.locator('label', { hasText: 'Rác hữu cơ đã xử lý' }).first()
  await page.locator(`#${(await amount.getAttribute('for'))?.replaceAll('.', '\\.')}`).fill(kilograms)
  for (const field of await page.locator('main form input[inputmode]').all())
    if ((await field.inputValue()) === '') await field.fill('0')
  await page.locator('input[type=file][name=photos]').setInputFiles(await aPhoto())
}

describe.each(Object.entries(sizes))('on a %s', (size, viewport) => {
  test('what is recorded with a photo and accepted is in the figure at once, and opens down to the photo', async () => {
    const checker = await visit({ viewport })
    await signInAs(checker, 'duyet.rachkien')
    const before = await figureShown(checker, 'xa-rach-kien')
    const districtBefore = await figureShown(checker, 'huyen-can-duoc')
    const summary = `Ủ rác bếp tại nhà, lần ghi thử trên ${size}`

    const recorder = await visit({ viewport })
    await signInAs(recorder, 'ghi.rachkien')
    await record(recorder, '1.234,5', summary)
    await recorder.locator('.photos-sent [data-state=sent], [data-photos] [data-state=sent]').waitFor()
    await recorder.click('main form button[type=submit]:has-text("Lưu")')
    await recorder.waitForURL('**/hoat-dong/**')
    const address = new URL(recorder.url()).pathname
    const declared = await figureShown(checker, 'xa-rach-kien')

    await checker.goto(address)
    await checker.click('button:has-text("Duyệt")')
    await checker.waitForURL('**/duyet?da=accepted')
    const after = await figureShown(checker, 'xa-rach-kien')
    const districtAfter = await figureShown(checker, 'huyen-can-duoc')

    expect(declared.total - before.total).toBeCloseTo(1234.5)
    expect(declared.evidenced).toBeCloseTo(before.evidenced)
    expect(after.total - before.total).toBeCloseTo(1234.5)
    expect(after.evidenced - before.evidenced).toBeCloseTo(1234.5)
    expect(districtAfter.total - districtBefore.total).toBeCloseTo(1234.5)

    await checker.goto(`/so-lieu-chi-tiet/xa-rach-kien?ky=${new Date().getFullYear()}`)
    await checker.locator('a[href*="/organic_waste_kg"]').first().click()
    await checker.locator('a', { hasText: summary }).click()
    const photo = checker.locator('main img[src^="/minh-chung/"]').first()
    await photo.waitFor()
    await expect
      .poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(100)
    expect([...recorder.complaints, ...checker.complaints]).toEqual([])
  })
})

test('without JavaScript the same form saves the same record with its photo', async () => {
  const recorder = await visit({ viewport: sizes.phone, javaScriptEnabled: false })
  await signInAs(recorder, 'ghi.rachkien')
  await record(recorder, '10', 'Ghi không cần JavaScript')

  await recorder.click('main form button[type=submit]:has-text("Lưu")')
  await recorder.waitForURL('**/hoat-dong/**')

  expect(await recorder.locator('main img[src^="/minh-chung/"]').count()).toBe(1)
})

test('a returned record comes back with its reason, is corrected and accepted', async () => {
  const recorder = await visit()
  const checker = await visit()
  await signInAs(recorder, 'ghi.rachkien')
  await signInAs(checker, 'duyet.rachkien')
  await record(recorder, '20', 'Lần ghi sẽ bị trả lại')
  await recorder.locator('[data-state=sent]').waitFor()
  await recorder.click('main form button[type=submit]:has-text("Lưu")')
  await recorder.waitForURL('**/hoat-dong/**')
  const address = new URL(recorder.url()).pathname

  await checker.goto(address)
  await checker.click('button:has-text("Trả lại")')
  await checker.locator('.problem-summary').waitFor()
  await checker.fill('[name=reason]', 'Số ký ghi nhầm')
  await checker.click('button:has-text("Trả lại")')
  await checker.waitForURL('**/duyet?da=returned')
  await recorder.goto(address)
  expect(await recorder.locator('main').textContent()).toContain('Số ký ghi nhầm')
  await recorder.click('a:has-text("Sửa và gửi lại")')
  await recorder.waitForURL('**/sua')
  await recorder.click('main form button[type=submit]:has-text("Lưu bản sửa")')
  await recorder.waitForURL('**?da=sua')
  await checker.goto(address)
  await checker.click('button:has-text("Duyệt")')

  await checker.waitForURL('**/duyet?da=accepted')
})

test('what was accepted is on the public portal within a second, without a single script', async () => {
  const recorder = await visit()
  const checker = await visit()
  const citizen = await visit({ viewport: sizes.phone })
  const scripts: string[] = []
  citizen.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url())
  })
  await signInAs(recorder, 'ghi.rachkien')
  await signInAs(checker, 'duyet.rachkien')
  const figure = `/so-lieu/organic_waste_kg?ky=${new Date().getFullYear()}&don-vi=xa-rach-kien`
  const summary = 'Việc người dân đọc được ngay'
  await citizen.goto(figure)
  const before = numberIn(await citizen.locator('.figure-number').first().textContent())
  await record(recorder, '77', summary)
  await recorder.locator('[data-state=sent]').waitFor()
  await recorder.click('main form button[type=submit]:has-text("Lưu")')
  await recorder.waitForURL('**/hoat-dong/**')
  await checker.goto(new URL(recorder.url()).pathname)
  await checker.check('[name=publishPhotos]')
  await checker.click('button:has-text("Duyệt")')
  await checker.locator('.problem-summary', { hasText: 'chưa xem' }).waitFor()
  await checker.check('[name^="looked."]')
  await checker.click('button:has-text("Duyệt")')
  await checker.waitForURL('**/duyet?da=accepted')

  await new Promise((done) => setTimeout(done, 1000))
  await citizen.goto(figure)

  expect(numberIn(await citizen.locator('.figure-number').first().textContent()) - before).toBeCloseTo(77)
  await citizen
    .locator('tr, li', { hasText: summary })
    .first()
    .locator('a[href^="/mo-hinh/"]')
    .first()
    .click()
  expect(await citizen.locator('main').textContent()).toContain(summary)
  const photo = citizen.locator('main img[src^="/anh/"]').first()
  await photo.scrollIntoViewIfNeeded()
  await expect
    .poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(100)
  expect(scripts).toEqual([])
  expect(await citizen.locator('script').count()).toBe(0)
})

test('the month’s report comes out as .docx and .pdf with the figure of the page in it', async () => {
  const checker = await visit({ acceptDownloads: true })
  await signInAs(checker, 'duyet.rachkien')
  const month = new Date(Date.now() - 32 * 86_400_000).toISOString().slice(0, 7)
  await checker.goto(`/bao-cao/xa-rach-kien/${month}`)
  const shown = (await checker.locator('main a[href*="/organic_waste_kg"]').first().textContent()) ?? ''

  const take = async (kind: string): Promise<Buffer> => {
    const [download] = await Promise.all([
      checker.waitForEvent('download'),
      checker.click(`a[href$=".${kind}"]`),
    ])
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk))
    return Buffer.concat(chunks)
  }
  const [docx, pdf] = [await take('docx'), await take('pdf')]

  const text = unzipped(docx).get('word/document.xml')
  expect(shown).toMatch(/\d/)
  expect(text).toContain(`>${shown}<`)
  expect(text).toContain('ĐẢNG ỦY XÃ RẠCH KIẾN')
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(checker.complaints).toEqual([])
})
