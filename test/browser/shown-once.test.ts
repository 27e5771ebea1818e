import { Document, Packer, Paragraph } from 'docx'
import { expect, test } from 'vitest'
import { aPage, signInAs, useSystem } from '../support/system.ts'

// Pages that answer a form and stand at no address of their own: with scripts on, Turbo has to show them.
const system = useSystem()

test('the link of an invitation and a key for programs are shown', async () => {
  const page = await aPage(system)
  await signInAs(page, 'quantri')

  await page.goto('/quan-ly/nguoi-dung')
  for (const name of ['role', 'unitId']) {
    const select = page.locator(`main select[name=${name}]`)
    if ((await select.count()) > 0) await select.selectOption({ index: 1 })
    else await page.locator(`main input[name=${name}]`).first().check()
  }
  await page.click('main form[action="/quan-ly/nguoi-dung/moi"] button:has-text("Phân công")')
  await page.locator('main code:has-text("/moi/")').waitFor()
  await page.goto('/tai-khoan')
  await page.fill('[name=tokenName]', 'Máy thử')
  await page.click('form[action="/tai-khoan/khoa"] button')
  await page.locator('main code').first().waitFor()

  expect((await page.locator('main code').first().textContent())?.length).toBeGreaterThan(20)
  expect(page.complaints).toEqual([])
})

test('what a check found in a Word file is shown', async () => {
  const file = await Packer.toBuffer(
    new Document({ sections: [{ children: [new Paragraph('Trồng 450 cây xanh.')] }] }),
  )
  const page = await aPage(system)
  await signInAs(page, 'duyet.rachkien')
  await page.goto('/bao-cao/xa-rach-kien/2026-03/kiem-tra')

  await page.setInputFiles('[name=file]', {
    name: 'bao-cao.docx',
    mimeType: 'application/octet-stream',
    buffer: file,
  })
  await page.click('main form button:has-text("Kiểm tra")')
  await page.locator('main .badge:has-text("Chưa có căn cứ")').waitFor()

  expect(await page.locator('main').textContent()).toContain('450')
  expect(page.complaints).toEqual([])
})

test('how an indicator would read is shown before it is saved', async () => {
  const page = await aPage(system)
  await signInAs(page, 'duyet.rachkien')
  await page.goto('/quan-ly/cach-ke/xa-rach-kien/scholarships')

  await page.fill('[name=told]', 'tặng {n} phần quà')
  await page.click('main button[name=preview]')
  await page.locator('main blockquote:has-text("phần quà")').waitFor()

  expect(await page.inputValue('[name=told]')).toBe('tặng {n} phần quà')
  expect(page.complaints).toEqual([])
})
