import type { Page } from 'playwright-core'
import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inLanguage } from '#platform/i18n'
import { projectFolder } from '#platform/project-folder'
import { NumberField, PeopleBySexField } from '#ui'
import { openChromium } from '../support/chromium.ts'

// The script of the pages of recording, on two fields alone: a number with its unit, and women and men.
const browser = await openChromium()
let page: Page

beforeAll(async () => {
  const built = (await build({
    configFile: false,
    root: projectFolder,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: 'src/3-capture/phone/browser/said-fields.ts', formats: ['iife'], name: 'said' },
    },
  })) as Rolldown.RolldownOutput[]
  const fields = inLanguage('vi', () =>
    String(
      <form>
        <NumberField
          name="a.cost"
          label="Kinh phí"
          unit="triệu đồng"
          value={40}
          said={{ unit: 'triệu đồng' }}
        />
        <PeopleBySexField name="a.came" label="Người dự" women={12} men={15} said={{ unit: 'người' }} />
      </form>,
    ),
  )
  page = await browser.newPage()
  await page.setContent(`<!doctype html><html lang="vi"><body>${fields}</body></html>`)
  await page.addScriptTag({ content: built[0]?.output[0].code ?? '' })
})
afterAll(() => browser.close())

const choiceBefore = (label: string) =>
  page.getByLabel(label, { exact: true }).locator('xpath=preceding-sibling::select')

test('how exact a number is can be chosen before the box, which keeps its keypad and gets letters when asked', async () => {
  const cost = page.getByLabel('Kinh phí')

  await choiceBefore('Kinh phí').selectOption('trên')
  expect(await cost.inputValue()).toBe('trên 40')
  await choiceBefore('Kinh phí').selectOption('hàng tỷ')
  expect(await cost.inputValue()).toBe('hàng tỷ')
  expect(await cost.getAttribute('inputmode')).toBe('numeric')
  await choiceBefore('Kinh phí').selectOption('letters')

  expect(await cost.getAttribute('inputmode')).toBe('text')
  expect(await choiceBefore('Kinh phí').inputValue()).toBe('1000')
  expect(await cost.evaluate((box) => box === document.activeElement)).toBe(true)
})

test('women and men keep the names of their boxes, each with a choice of its own', async () => {
  await choiceBefore('Nam').selectOption('about')

  expect(await page.getByLabel('Nam', { exact: true }).inputValue()).toBe('khoảng 15')
  expect(await page.getByLabel('Nữ', { exact: true }).inputValue()).toBe('12')
  for (const name of ['Nam', 'Nữ'])
    expect(await page.getByLabel(name, { exact: true }).evaluate((box) => box.tagName)).toBe('INPUT')
})
