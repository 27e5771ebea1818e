import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPage, signInAs, sizes, useSystem } from '../support/system.ts'

// S31: any new kind of initiative is set up by a district officer from a form, without a programmer. The officer has a
// phone and no script at all; the commune starts an initiative of the kind, records, and the figure is there at both levels.

const system = useSystem()
let officer: Page
let recorder: Page
let checker: Page

beforeAll(async () => {
  officer = await aPage(system, { viewport: sizes.phone, javaScriptEnabled: false })
  recorder = await aPage(system, { viewport: sizes.phone, javaScriptEnabled: false })
  checker = await aPage(system)
  await signInAs(officer, 'duyet.tinh')
  await signInAs(recorder, 'ghi.rachkien')
  await signInAs(checker, 'duyet.rachkien')
}, 120_000)

afterAll(async () => {
  for (const page of [officer, recorder, checker]) await page?.context().close()
})

const code = 'duong_hoa_tu_quan'
const kind = `/quan-ly/loai-mo-hinh/${code}`
const year = new Date().getFullYear()

const press = (page: Page, words: string) => page.locator(`main button:has-text("${words}")`).first().click()
const heading = (page: Page) => page.locator('h1').textContent()

async function ask(type: string, fill: Record<string, string>): Promise<void> {
  await officer.goto(`${kind}/them-cau-hoi`)
  await officer.locator(`main a[href$="kieu=${type}"]`).click()
  // Parts that are seldom used fold away; a person opens them, without a script too.
  const closed = officer.locator('main details:not([open]) > summary')
  while ((await closed.count()) > 0) await closed.first().click()
  for (const [name, value] of Object.entries(fill)) {
    const field = officer.locator(`main [name="${name}"]`)
    if ((await field.evaluate((one) => one.tagName)) === 'SELECT') await field.selectOption({ label: value })
    else await field.fill(value)
  }
  await press(officer, 'Lưu câu hỏi')
}

test('an officer sets up a kind on a phone without a script, tries it and issues it', async () => {
  await officer.goto('/them')
  await officer.locator('main a[href="/quan-ly/loai-mo-hinh"]').click()
  await officer.locator('main a:has-text("Lập loại mô hình")').first().click()
  await officer.fill('[name=nameVi]', 'Đường hoa tự quản')
  await officer.fill('[name=purposeVi]', 'Nhân dân trồng hoa và tự chăm sóc đường làng.')
  expect(await officer.locator('[name=unitId] option:checked').textContent()).toBe('Tỉnh Tây Ninh')
  await press(officer, 'Lập và đặt câu hỏi')
  expect(new URL(officer.url()).pathname).toBe(kind)
  expect(await officer.locator('main').textContent()).toContain('Chưa có câu hỏi nào')

  await ask('repeat', { labelVi: 'Các tuyến đường', maximum: '30' })
  await ask('text', { labelVi: 'Tên đường', parent: 'Các tuyến đường' })
  await ask('quantity', { labelVi: 'Chiều dài trồng hoa', unitVi: 'mét', parent: 'Các tuyến đường' })
  await ask('choice', { labelVi: 'Có bảng tự quản không', choices: 'Có\nKhông' })
  await ask('count', {
    labelVi: 'Số bảng đã dựng',
    'c.0.field': 'Có bảng tự quản không',
    'c.0.is': 'là',
    'c.0.value': 'có',
  })
  await ask('text', { labelVi: 'Ghi nhầm' })
  await officer.goto(`${kind}/cau-hoi/ghi_nham`)
  await press(officer, 'Bỏ câu hỏi')
  expect(await officer.locator('main').textContent()).toContain('Đã bỏ “Ghi nhầm”.')
  await press(officer, 'Lấy lại')
  expect(await officer.locator('#q-ghi_nham').count()).toBe(1)
  await officer.goto(`${kind}/cau-hoi/ghi_nham`)
  await press(officer, 'Bỏ câu hỏi')

  await officer.goto(`${kind}/cau-hoi/chieu_dai_trong_hoa/chi-tieu`)
  await officer.fill('[name=nameVi]', 'Đường hoa đã trồng')
  await officer.locator('[name=rule][value=sum]').check()
  await officer.fill('[name=definitionVi]', 'Mét đường mới trồng hoa trong kỳ; trồng lại không tính.')
  await press(officer, 'Lập chỉ tiêu')

  await officer.locator('main a:has-text("Xem thử trên điện thoại")').click()
  expect(await officer.locator('.phone-frame').textContent()).toContain(
    'Chỉ trả lời khi “Có bảng tự quản không” là Có.',
  )
  await officer.fill('[name=summary]', 'Thử.')
  await officer.fill('[name="a.cac_tuyen_duong.0.chieu_dai_trong_hoa"]', 'dài lắm')
  await press(officer, 'Kiểm tra thử')
  expect(await officer.locator('.problem-summary').textContent()).toContain('Cần nhập một số')
  await officer.fill('[name="a.cac_tuyen_duong.0.chieu_dai_trong_hoa"]', '150,5')
  await press(officer, 'Kiểm tra thử')
  expect(await officer.locator('main').textContent()).toContain('+150,5 mét')

  await officer.goto(kind)
  await press(officer, 'Ban hành bản 1')
  expect(await officer.locator('main').textContent()).toContain('Đã ban hành.')
}, 120_000)

let activity = ''
let initiative = ''

test('a commune starts an initiative of it, records a list, and the figure is there', async () => {
  await recorder.goto('/quan-ly/mo-hinh/them')
  await recorder.fill('[name=name]', 'Đường hoa ấp 3')
  await recorder.locator('[name=kind]').selectOption({ label: 'Đường hoa tự quản' })
  const unit = recorder.locator('[name=unitId]')
  const isList = (await unit.first().evaluate((one) => one.tagName)) === 'SELECT'
  if (isList) await unit.selectOption({ index: 1 })
  else await unit.first().check()
  await press(recorder, 'Gửi đề xuất')
  initiative = new URL(recorder.url()).pathname
  for (const step of ['Đăng ký', 'Bắt đầu thực hiện']) {
    await checker.goto(initiative)
    await press(checker, step)
    await checker.waitForURL('**?da=buoc')
  }

  await recorder.goto(initiative)
  await recorder.locator('main a:has-text("Ghi hoạt động")').first().click()
  await recorder.fill('[name=summary]', 'Trồng hoa mười giờ hai bên đường.')
  await recorder.fill('[name="a.cac_tuyen_duong.0.ten_duong"]', 'Đường Tổ 1')
  await recorder.fill('[name="a.cac_tuyen_duong.0.chieu_dai_trong_hoa"]', '1200')
  await press(recorder, 'Thêm hàng')
  expect(await recorder.inputValue('[name="a.cac_tuyen_duong.0.ten_duong"]')).toBe('Đường Tổ 1')
  await recorder.fill('[name="a.cac_tuyen_duong.2.ten_duong"]', 'Đường Tổ 2')
  await recorder.fill('[name="a.cac_tuyen_duong.2.chieu_dai_trong_hoa"]', '34,5')
  await recorder.locator('[name="a.co_bang_tu_quan_khong"]').last().check()
  // What is not to be asked is dropped, though without a script nothing hides it.
  await recorder.fill('[name="a.so_bang_da_dung"]', '9')
  await press(recorder, 'Lưu')

  activity = new URL(recorder.url()).pathname
  const said = await recorder.locator('main').textContent()
  expect(said).toContain('Đường Tổ 2')
  expect(said).not.toContain('Số bảng đã dựng')
  for (const place of ['xa-rach-kien', 'tinh-tay-ninh']) {
    await officer.goto(`/so-lieu-chi-tiet/${place}/duong_hoa_da_trong?ky=${year}`)
    expect(await officer.locator('.figure-number').first().textContent()).toContain('1.234,5')
  }
}, 120_000)

test('with a script a question comes into sight when it is to be asked', async () => {
  await checker.goto(`/ghi-hoat-dong/${initiative.split('/').at(-1)}`)
  const asked = checker.locator('[name="a.so_bang_da_dung"]')
  const choice = checker.locator('[name="a.co_bang_tu_quan_khong"]')
  await asked.waitFor({ state: 'hidden' })

  await choice.first().check()
  await asked.waitFor({ state: 'visible' })
  await asked.fill('2')
  await choice.last().check()
  await asked.waitFor({ state: 'hidden' })

  expect((checker as Page & { complaints: string[] }).complaints).toEqual([])
})

test('the form goes out as XLSForm and comes back as the next version; the record keeps the first', async () => {
  await officer.goto(`${kind}/phien-ban/1`)
  const [download] = await Promise.all([
    officer.waitForEvent('download'),
    officer.locator('main a:has-text("Tải về XLSForm")').click(),
  ])
  const file = await readFile(await download.path())
  await officer.goto(kind)
  await press(officer, 'Lập bản nháp tiếp theo')
  await officer.goto(`${kind}/cau-hoi/co_bang_tu_quan_khong`)
  await press(officer, 'Bỏ câu hỏi')
  expect(await officer.locator('main').textContent()).toContain(
    'Điều kiện dựa vào một câu hỏi không còn trong biểu.',
  )

  await officer.goto(`${kind}/nhap`)
  await officer.setInputFiles('[name=file]', {
    name: 'bieu.xlsx',
    mimeType: 'application/octet-stream',
    buffer: file,
  })
  await press(officer, 'Đọc và xem trước')
  expect(await officer.locator('main').textContent()).toContain('Mọi dòng của tệp đều nhập được.')
  await press(officer, 'Nhập biểu này')
  await ask('count', { labelVi: 'Số hộ tham gia' })
  await officer.goto(kind)
  await press(officer, 'Ban hành bản 2')

  expect(await officer.locator('main').textContent()).toContain('Đã ban hành.')
  await recorder.goto(`${activity}/sua`)
  expect(await recorder.locator('main form').textContent()).not.toContain('Số hộ tham gia')
  await recorder.goto(activity)
  expect(await recorder.locator('main').textContent()).toContain('Đường Tổ 2')
  expect(await heading(recorder)).toContain('Đường hoa ấp 3')
}, 120_000)

test('a file that is no form is refused with a word, and nothing is kept', async () => {
  await officer.goto(kind)
  await press(officer, 'Lập bản nháp tiếp theo')
  const before = await officer.locator('.question').count()

  await officer.goto(`${kind}/nhap`)
  await press(officer, 'Đọc và xem trước')
  expect(await officer.locator('.problem-summary').textContent()).toContain('Chưa chọn tệp')
  await officer.setInputFiles('[name=file]', {
    name: 'x.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('không phải'),
  })
  await press(officer, 'Đọc và xem trước')
  expect(await officer.locator('.problem-summary').textContent()).toContain('bên trong không phải bảng tính')

  await officer.goto(kind)
  expect(await officer.locator('.question').count()).toBe(before)
})

test('who manages no kind sees no such page', async () => {
  for (const address of [kind, '/quan-ly/loai-mo-hinh', `${kind}/nhap`, `${kind}/xem-thu?phien-ban=1`]) {
    const answer = await recorder.goto(address)
    expect(answer?.status(), address).toBe(404)
  }
})
