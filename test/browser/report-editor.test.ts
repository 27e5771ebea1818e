import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { faultsAtThisSize } from '../support/faults.ts'
import { aPage, signInAs, sizes, useSystem } from '../support/system.ts'

// S33: a report is written in an editor whose figures are alive.
const system = useSystem()
type Watched = Page & { complaints: string[] }

const faultsOf = async (page: Watched): Promise<string[]> => [
  ...(await faultsAtThisSize(page)),
  ...page.complaints,
]

const editorOf = (page: Page, key: string) => page.locator(`#phan-${key} .editor-text`)
const boxOf = (page: Page, key: string) => page.locator(`textarea[name="text.${key}"]`)

async function openReport(userName: string, period: string, options = {}): Promise<Watched> {
  const page = await aPage(system, options)
  await signInAs(page, userName)
  await edit(page, period)
  return page
}

/** Opens all sections that a test writes in, each in its place within the paper. */
async function edit(page: Page, period: string): Promise<void> {
  await page.goto(`/bao-cao/xa-rach-kien/${period}?sua=leadership,results,next`)
  await editorOf(page, 'leadership').waitFor()
}

/** Does what leads to the page anew, and waits until it is there. */
async function anew(page: Page, act: () => Promise<void>): Promise<void> {
  await page.evaluate(() => document.querySelector('[data-report-editor]')?.setAttribute('data-old', ''))
  await act()
  await page.locator('[data-report-editor]:not([data-old]) #phan-leadership .editor-text').waitFor()
}

/** Saves: the paper is shown with what was written. */
async function save(page: Page): Promise<void> {
  await page.click('main .buttons-sticky button:has-text("Lưu")')
  await page.locator('.paper:not(form *), .rival').first().waitFor()
}

/** Goes to the end of a section, and waits until the caret stands in a line: the editor sets it a moment after the focus. */
async function goIn(page: Page, key: string): Promise<void> {
  await editorOf(page, key).focus()
  await page.waitForFunction(() => {
    const place = getSelection()?.anchorNode
    return (place instanceof Element ? place : place?.parentElement)?.closest(
      '.editor-text p, .editor-text h3',
    )
  })
  await page.keyboard.press('Control+End')
}

/** Writes at the end of a section. */
async function write(page: Page, key: string, words: string): Promise<void> {
  await goIn(page, key)
  await page.keyboard.type(words)
}

test('a figure is placed by its name without diacritics, saved, and shown with its value of now', async () => {
  const page = await openReport('duyet.rachkien', '2026-03')
  const menu = page.locator('#phan-leadership .slash-menu')
  await write(page, 'leadership', 'Toàn xã đã xử lý /rac huu co')
  await menu.locator('[role=option]:has-text("Rác hữu cơ")').first().waitFor()
  expect(await menu.locator('[aria-selected=true]').textContent()).toMatch(/\d.* kg · tháng 3 năm 2026/)
  expect(await faultsOf(page)).toEqual([])

  await page.keyboard.press('Enter')
  await page.keyboard.type('kg rác.')
  await page.keyboard.press('Enter')
  await page.keyboard.type('- Một việc')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.type('## Đề mục')

  expect(await boxOf(page, 'leadership').inputValue()).toMatch(
    /^([\s\S]*\n)?Toàn xã đã xử lý \{\{figure organic_waste_kg\}\} kg rác\.\n- Một việc\n## Đề mục$/,
  )
  const live = editorOf(page, 'leadership').locator('.live').last()
  await expect.poll(() => live.textContent()).toMatch(/^[\d.,]+$/)
  const shown = await live.textContent()
  await save(page)
  expect(
    await page.locator('.paper-section:has-text("Toàn xã đã xử lý") a').first().textContent(),
  ).toBeTruthy()
  expect(await faultsOf(page)).toEqual([])
  await edit(page, '2026-03')
  await expect.poll(() => editorOf(page, 'leadership').locator('.live').last().textContent()).toBe(shown)
  expect(await faultsOf(page)).toEqual([])

  await editorOf(page, 'leadership').locator('.live').last().click()
  await page.selectOption('dialog select >> nth=1', '2026-01..2026-03')
  expect(await faultsOf(page)).toEqual([])
  await page.click('dialog button:has-text("Chèn")')
  expect(await boxOf(page, 'leadership').inputValue()).toContain(
    '{{figure organic_waste_kg period=2026-01..2026-03}}',
  )
  await editorOf(page, 'leadership').press('Control+z')
  expect(await boxOf(page, 'leadership').inputValue()).toContain('{{figure organic_waste_kg}} kg')
}, 120_000)

test('a typed number is found, replaced by the figure that is meant, or kept with its source', async () => {
  const page = await openReport('duyet.rachkien', '2026-04')
  await write(page, 'next', 'Nội dung mở đầu.')
  await save(page)
  await edit(page, '2026-04')
  await write(page, 'next', ' Rác hữu cơ được xử lý được 17 kg. Trồng 70 cây xanh.')
  const findings = page.locator('#phan-next .findings')
  await findings.waitFor()

  expect(await findings.textContent()).toMatch(/“17”: ý anh\/chị là [\d.,]+ kg \(Rác hữu cơ/)
  expect(await editorOf(page, 'next').locator('.typed-number').allTextContents()).toEqual(['17', '70'])
  expect(await faultsOf(page)).toEqual([])
  await findings.locator('li:has-text("17") button').first().click()
  expect(await boxOf(page, 'next').inputValue()).toContain('được {{figure organic_waste_kg}} kg.')
  await findings.locator('li:has-text("70") summary').click()
  await findings.locator('li:has-text("70") input').fill('ab')
  await findings.locator('li:has-text("70") details button').click()
  await page.locator('.findings .field-problem:visible').waitFor()
  await findings.locator('li:has-text("70") input').fill('Báo cáo của Đoàn xã')
  await findings.locator('li:has-text("70") details button').click()
  await expect.poll(() => findings.isVisible()).toBe(false)
  await save(page)

  await page.goto('/bao-cao/xa-rach-kien/2026-04/soan/so')
  expect(await page.locator('main').textContent()).toContain('Báo cáo của Đoàn xã')
  expect(await faultsOf(page)).toEqual([])
}, 120_000)

test('what two people wrote is shown to both, marked where it differs, and is made one', async () => {
  const first = await openReport('duyet.rachkien', '2026-02')
  const second = await openReport('lanhdao.rachkien', '2026-02')
  await write(first, 'leadership', 'Đảng ủy đã họp.')
  await save(first)
  await write(second, 'leadership', 'Đảng ủy đã bàn.')
  await save(second)
  expect(await second.locator('.rival mark').allTextContents()).toEqual(['họp.', 'bàn.'])
  expect(await faultsOf(second)).toEqual([])

  // The second person closes the browser; the text is there for the first.
  await second.context().close()
  await edit(first, '2026-02')
  await first.locator('.rival').waitFor()
  await anew(first, () => first.click('.rival button:has-text("Ghép thành một")'))

  expect(await boxOf(first, 'leadership').inputValue()).toContain('Đảng ủy đã họp.\nĐảng ủy đã bàn.')
  expect(await first.locator('.rival').count()).toBe(0)
}, 120_000)

test('unsaved text survives a reload, and nobody leaves it without being asked', async () => {
  const page = await openReport('duyet.rachkien', '2026-05')
  await write(page, 'next', 'Chưa kịp lưu')
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void (dialog.type() === 'beforeunload' ? dialog.accept() : dialog.dismiss())
  })

  await page.click('.breadcrumb a')
  await expect.poll(() => asked).toEqual(['confirm'])
  expect(page.url()).toContain('/2026-05')
  await page.reload()
  await editorOf(page, 'next').waitFor()

  expect(asked).toEqual(['confirm', 'beforeunload'])
  expect(await editorOf(page, 'next').textContent()).toContain('Chưa kịp lưu')
  await page.click('#phan-next button:has-text("Bỏ, lấy bản đã lưu")')
  expect(await boxOf(page, 'next').inputValue()).not.toContain('Chưa kịp lưu')
}, 120_000)

test('Vietnamese put together by an input method, text of Word and a suggestion come in clean', async () => {
  const page = await openReport('duyet.rachkien', '2026-01')
  await goIn(page, 'next')
  const keyboard = await page.context().newCDPSession(page)
  for (const syllable of ['t', 'ti', 'tiê', 'tiế', 'tiếng'])
    await keyboard.send('Input.imeSetComposition', {
      text: syllable,
      selectionStart: syllable.length,
      selectionEnd: syllable.length,
    })
  await keyboard.send('Input.insertText', { text: 'tiếng' })
  await page.keyboard.type(' Việt')
  expect(await boxOf(page, 'next').inputValue()).toBe('{{next}}\ntiếng Việt')

  await page.keyboard.press('Enter')
  await page.evaluate(() => {
    const html = `<html><head><style>p{color:red}</style></head><body><!--StartFragment-->
      <p class=MsoNormal style='margin:0'><b><span style='color:red'>Một  đoạn</span></b><o:p></o:p></p>
      <p class=MsoListParagraph style='text-indent:-.25in;mso-list:l0 level1'><span style='mso-list:Ignore'>·<span>   </span></span>Một việc</p>
      <table><tr><td><p>Xã</p></td><td>12</td></tr></table><h2>Đề mục</h2><script>alert(1)</script><!--EndFragment--></body></html>`
    const data = new DataTransfer()
    data.setData('text/html', html)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  })
  expect(await boxOf(page, 'next').inputValue()).toBe(
    '{{next}}\ntiếng Việt\nMột đoạn\n- Một việc\nXã; 12\n## Đề mục',
  )

  const suggestions = page.locator('#phan-results .suggestions')
  await suggestions.locator('summary').click()
  await suggestions.locator('button').first().click()
  expect(await boxOf(page, 'results').inputValue()).toContain('{{count running}} mô hình')
  expect(await faultsOf(page)).toEqual([])
}, 120_000)

test('on a phone the menu, a chart, a table and a photo are placed without the page growing wider', async () => {
  const page = await openReport('duyet.rachkien', '2026-03', { viewport: sizes.phone })
  await goIn(page, 'results')
  await page.click('#phan-results .editor-tool >> nth=2')
  await page.locator('#phan-results .slash-menu [role=option]').first().waitFor()
  expect(await faultsOf(page)).toEqual([])
  await page.click('#phan-results [role=option]:has-text("Biểu đồ")')
  await page.selectOption('dialog select >> nth=0', 'organic_waste_kg')
  expect(await faultsOf(page)).toEqual([])
  await page.click('dialog button:has-text("Chèn")')
  await page.keyboard.type('/anh hoat dong')
  await page.locator('#phan-results [role=option]:has-text("Ảnh hoạt động")').waitFor()
  await page.keyboard.press('Enter')
  await page.locator('dialog input[type=radio]').first().check()
  await page.fill('dialog input.input', 'Bà con phân loại rác')
  expect(await faultsOf(page)).toEqual([])
  await page.click('dialog button:has-text("Chèn")')

  await expect
    .poll(() => boxOf(page, 'results').inputValue())
    .toMatch(/\{\{chart organic_waste_kg by=month\}\}\n\{\{photo [0-9a-f-]{36} \| Bà con phân loại rác\}\}/)
  await save(page)
  expect(await page.locator('.report-chart svg').count()).toBe(1)
  expect(await page.locator('.report-picture img').getAttribute('alt')).toBe('Bà con phân loại rác')
  expect(await faultsOf(page)).toEqual([])
  for (const kind of ['docx', 'pdf']) {
    const file = await page.request.get(`/bao-cao/xa-rach-kien/2026-03/bao-cao.${kind}`)
    expect(file.status(), kind).toBe(200)
    expect((await file.body()).length, kind).toBeGreaterThan(10_000)
  }
}, 120_000)
