import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterEach, expect, test } from 'vitest'
import { projectFolder } from '#platform/project-folder'
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

/** A photo with a black and white face at its left, on green. */
const aFace = async () => ({
  name: 'anh.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp({
    create: {
      width: 1200,
      height: 900,
      channels: 3,
      background: { r: 40, g: 140 + Math.floor(Math.random() * 80), b: 60 },
    },
  })
    .composite([
      {
        input: Buffer.from(
          `<svg width="300" height="300">${Array.from({ length: 15 }, (_, row) => `<rect y="${row * 20}" width="300" height="10" fill="black"/><rect y="${row * 20 + 10}" width="300" height="10" fill="white"/>`).join('')}</svg>`,
        ),
        left: 120,
        top: 300,
      },
    ])
    .jpeg({ quality: 90 })
    .toBuffer(),
})

const sample = (name: string, mimeType: string) => ({
  name,
  mimeType,
  buffer: readFileSync(join(projectFolder, 'src/4-prove/evidence/keep/samples', name)),
})

/** A record with files, sent without the phone's script; the address of its page. */
async function record(files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<string> {
  const page = await visit({ javaScriptEnabled: false })
  await signInAs(page, 'ghi.rachkien')
  await page.goto('/ghi-hoat-dong?q=xu+ly+rac+huu+co')
  await page.locator('main a[href^="/ghi-hoat-dong/"]').first().click()
  await page.fill('[name=summary]', 'Lần ghi để xem việc che mặt')
  for (const field of await page.locator('main form input[inputmode]').all()) await field.fill('1')
  await page.locator('input[type=file][name=photos]').setInputFiles(files)
  await page.click('main form button[type=submit]:has-text("Lưu")')
  await page.waitForURL('**/hoat-dong/**')
  return new URL(page.url()).pathname
}

/** How much of the stripes of the face is left in a picture: 0 where there are none. */
async function stripesIn(page: Page, address: string): Promise<number> {
  const answer = await page.request.get(address)
  expect(answer.status()).toBe(200)
  const { data } = await sharp(await answer.body())
    .extract({ left: 200, top: 350, width: 1, height: 200 })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return (
    data.reduce((sum, value, index) => sum + Math.abs(value - (data[index - 1] ?? value)), 0) / data.length
  )
}

async function openEditor(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.locator('main form a[href$="/che"]').first().click()
  await page.waitForURL('**/che')
}

/** Saves what is marked, accepts the record, and gives the address under which the public sees the photo. */
async function publish(page: Page, address: string): Promise<string> {
  await page.click('button:has-text("Lưu bản đã che")')
  await page.waitForURL('**/che?da=xem')
  const copy = await page.locator('main .photos a').first().getAttribute('href')
  await page.goto(address)
  await page.check('[name=publishPhotos]')
  await page.click('button:has-text("Duyệt")')
  await page.waitForURL('**/duyet?da=accepted')
  return (copy ?? '').replace('/minh-chung/', '/anh/')
}

test.each([
  ['a finger', sizes.phone],
  ['a mouse', sizes.desktop],
])('a face is covered with %s, and only the covered copy is public', async (how, viewport) => {
  const address = await record([await aFace()])
  const checker = await visit({ viewport, hasTouch: how === 'a finger' })
  await signInAs(checker, 'duyet.rachkien')
  await openEditor(checker, address)
  const board = checker.locator('[data-cover]')
  await checker.locator('.cover-tools').waitFor()
  await board.scrollIntoViewIfNeeded()
  const original = (await board.locator('img').getAttribute('src')) ?? ''
  const box = (await board.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const

  await checker.mouse.move(...at(0.08, 0.3))
  await checker.mouse.down()
  await checker.mouse.move(...at(0.2, 0.5), { steps: 4 })
  await checker.mouse.move(...at(0.38, 0.7), { steps: 4 })
  await checker.mouse.up()
  expect(await board.locator('.cover-place').count()).toBe(1)
  const shown = await publish(checker, address)

  const citizen = await visit()
  expect(await stripesIn(checker, original)).toBeGreaterThan(15)
  expect(await stripesIn(citizen, shown)).toBeLessThan(4)
  expect((await citizen.request.get(original.replace('/minh-chung/', '/anh/'))).status()).toBe(404)
  expect(checker.complaints).toEqual([])
})

test('the keyboard marks, moves, enlarges and removes; what is drawn stands in the numbers', async () => {
  const checker = await visit()
  const address = await record([await aFace()])
  await signInAs(checker, 'duyet.rachkien')
  await openEditor(checker, address)
  const place = checker.locator('.cover-place')
  const number = (part: string) => checker.locator(`[name="cover.0.${part}"]`).inputValue()

  await checker.locator('button:has-text("Thêm chỗ che")').press('Enter')
  await place.press('ArrowRight')
  await place.press('ArrowUp')
  await place.press('Shift+ArrowRight')
  await place.press('Shift+ArrowDown')
  const drawn = await Promise.all(['left', 'top', 'width', 'height'].map(number))
  await place.press('Delete')

  expect(drawn).toEqual(['41', '39', '21', '21'])
  expect(await place.count()).toBe(0)
  expect(await number('left')).toBe('')
  expect(checker.complaints).toEqual([])
})

test('without JavaScript the same is typed in percent', async () => {
  const address = await record([await aFace()])
  const checker = await visit({ javaScriptEnabled: false, viewport: sizes.phone })
  await signInAs(checker, 'duyet.rachkien')
  await openEditor(checker, address)

  for (const [part, value] of [
    ['left', '8'],
    ['top', '30'],
    ['width', '30,5'],
    ['height', '40'],
  ])
    await checker.fill(`[name="cover.0.${part}"]`, value ?? '')
  const shown = await publish(checker, address)

  expect(await stripesIn(checker, shown)).toBeLessThan(4)
})

test('a video, a recording, a HEIC photo and a paper stand on the page of their record; public is what was looked at', async () => {
  const address = await record([
    sample('video.webm', 'video/webm'),
    sample('sound.opus', 'audio/ogg'),
    sample('photo.heic', 'image/heic'),
    {
      name: 'Biên bản.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n'),
    },
  ])
  const checker = await visit()
  await signInAs(checker, 'duyet.rachkien')
  await checker.goto(address)

  const video = checker.locator('main video')
  await expect.poll(() => video.evaluate((player: HTMLVideoElement) => player.videoWidth)).toBe(64)
  expect(await checker.locator('main audio').count()).toBe(1)
  const photo = checker.locator('main .photos img')
  await photo.scrollIntoViewIfNeeded()
  await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(96)
  const [download] = await Promise.all([
    checker.waitForEvent('download'),
    checker.click('.file-link:has-text("Biên bản.pdf")'),
  ])
  expect(download.suggestedFilename()).toBe('Biên bản.pdf')
  for (const box of await checker.locator('[name^="looked."]').all()) await box.check()
  await checker.check('[name=publishPhotos]')
  await checker.click('button:has-text("Duyệt")')
  await checker.waitForURL('**/duyet?da=accepted')

  const citizen = await visit()
  await checker.goto(address)
  await citizen.goto('/mo-hinh?q=xu+ly+rac+huu+co')
  const sources = await checker
    .locator('main video source, main audio source')
    .evaluateAll((all) => all.map((one) => one.getAttribute('src') ?? ''))
  for (const source of sources)
    expect((await citizen.request.get(source.replace('/minh-chung/', '/anh/'))).status()).toBe(200)
  const paper = (await checker.locator('.file-link').getAttribute('href')) ?? ''
  expect((await citizen.request.get(paper.replace('/minh-chung/', '/anh/'))).status()).toBe(404)
  expect(checker.complaints).toEqual([])
})
