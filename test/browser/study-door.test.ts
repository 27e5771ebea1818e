import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { today } from '#platform/time'
import { faultsAtThisSize } from '../support/faults.ts'
import { aPage, signInAs, sizes, useSystem } from '../support/system.ts'

// S6: a session is planned, its door opened, and people come in by phone while the screen counts them.
const system = useSystem()

const faultsOf = async (page: Page & { complaints: string[] }): Promise<string[]> => [
  ...(await faultsAtThisSize(page)),
  ...page.complaints,
  ...((await page.locator('h1').count()) === 1 ? [] : ['not one h1']),
]

/** A session of today from midnight to midnight, with three units called and its door open. */
async function anOpenDoor(officer: Page & { complaints: string[] }): Promise<string> {
  await officer.goto('/hoc-tap/moi')
  await officer.selectOption('[name=unitId]', { label: 'Xã Rạch Kiến' })
  await officer.fill('[name=title]', 'Hội nghị học tập chuyên đề')
  await officer.selectOption('[name=occasion]', 'conference')
  await officer.fill('[name=day]', today())
  await officer.fill('[name=startsAt]', '00:00')
  await officer.fill('[name=endsAt]', '23:59')
  await officer.click('main button[type=submit]:has-text("Lưu")')
  await officer.waitForURL('**/moi?da=lap')
  expect(await faultsOf(officer)).toEqual([])
  const at = new URL(officer.url()).pathname.replace('/moi', '')
  await officer.selectOption('[name=loai]', 'commune_organisation')
  await officer.selectOption('[name=nganh]', 'women')
  await officer.click('button:has-text("Tìm")')
  await officer.click('button:has-text("Mời 1 đơn vị này")')
  await officer.waitForURL('**/moi?da=moi')
  await officer.fill('[name^="expectedMembers."]', '20')
  expect(await faultsOf(officer)).toEqual([])
  await officer.click('button:has-text("Lưu số dự kiến")')
  await officer.waitForURL('**?da=moi')
  expect(await faultsOf(officer)).toEqual([])
  await officer.goto(`${at}/cua`)
  await officer.check('[name=asks][value=unit]')
  await officer.click('button:has-text("Mở cửa điểm danh")')
  await officer.waitForURL('**/cua?da=mo')
  expect(await faultsOf(officer)).toEqual([])
  return at
}

/** Where the picture on the screen leads at this moment. */
async function scanned(screen: Page): Promise<string> {
  const letters = ((await screen.locator('.screen-word strong').textContent()) ?? '').replaceAll(/\s/g, '')
  return `/diem-danh/${letters.slice(0, 8)}?m=${letters.slice(8)}`
}

test('two phones come in by the code on the screen, each once; the screen counts; a sent photo opens nothing', async () => {
  const officer = await aPage(system)
  await signInAs(officer, 'duyet.rachkien')
  const at = await anOpenDoor(officer)
  await officer.goto(`${at}/man-hinh`)
  expect(await faultsOf(officer)).toEqual([])
  const first = await scanned(officer)

  const phones = [
    await aPage(system, { viewport: sizes.phone }),
    await aPage(system, { viewport: sizes.phone }),
  ]
  for (const phone of phones) {
    await phone.goto(await scanned(officer))
    expect(await faultsOf(phone)).toEqual([])
    expect(await phone.locator('script').count()).toBe(0)
    await phone.selectOption('[name=unitId]', { index: 1 })
    await phone.click('button:has-text("Tôi có mặt")')
    // The question that was left out is asked again, with what was chosen.
    await phone.locator('.problem-summary').waitFor()
    expect(await faultsOf(phone)).toEqual([])
    await phone.check('[name=member][value=yes]')
    await phone.click('button:has-text("Tôi có mặt")')
    await phone.waitForURL('**/xong')
    expect(await faultsOf(phone)).toEqual([])
  }
  await phones[0]?.goto(await scanned(officer))
  expect(await phones[0]?.locator('h1').textContent()).toBe('Đã điểm danh')

  // The island brings the count and the next code without the page being loaded anew.
  await officer.locator('text=2 người đã điểm danh').waitFor({ timeout: 40_000 })
  const friend = await aPage(system, { viewport: sizes.phone })
  // A code holds while it is on the screen and while the next one is: until the second after it.
  for (let code = first.split('=')[1], changes = 0; changes < 2; changes += 1) {
    await officer.waitForFunction(
      (was) =>
        document.querySelector('.screen-word strong')?.textContent?.replaceAll(/\s/g, '').slice(8) !== was,
      code,
      { timeout: 60_000 },
    )
    code = (await scanned(officer)).split('=')[1]
  }
  await friend.goto(first)
  expect(await friend.locator('main').textContent()).toContain('Mã đã đổi, xin quét lại tại cửa')
  expect(await faultsOf(friend)).toEqual([])

  await officer.goto(`${at}/diem-danh`)
  expect(await officer.locator('main table').textContent()).toContain('2 đảng viên')
  expect(await faultsOf(officer)).toEqual([])
  await officer.click('button:has-text("Xác nhận đã tổ chức")')
  await officer.waitForURL('**?da=da-to-chuc')
  expect(await officer.locator('#tham-du').textContent()).toContain('2/20 (10 %)')
  expect(await faultsOf(officer)).toEqual([])
  await phones[0]?.reload()
  await phones[0]?.click('a:has-text("Cho ý kiến")')
  const [phone] = phones
  if (!phone) throw new Error('There is no phone.')
  expect(await faultsOf(phone)).toEqual([])
  for (const question of ['clear', 'useful', 'timely']) await phone.check(`[name=${question}][value="4"]`)
  await phone.click('button:has-text("Gửi")')
  await phone.waitForURL('**/diem-danh/cam-on')
}, 180_000)

test('a list is read from typed names and printed to be signed; a photo of it is evidence', async () => {
  const officer = await aPage(system, { viewport: sizes.phone })
  await signInAs(officer, 'duyet.rachkien')
  await officer.goto('/hoc-tap?trang-thai=held')
  const at = (await officer.locator('main table a').first().getAttribute('href')) ?? ''
  await officer.goto(`${at}/danh-sach`)
  expect(await faultsOf(officer)).toEqual([])
  await officer.fill('[name=lines]', 'Cao Hữu Chơn; 30/2/1980\nMai Thị Lựu; 1975;; x')
  await officer.click('form[action$="/go"] button')
  await officer.locator('text=Dòng 1').waitFor()
  expect(await faultsOf(officer)).toEqual([])
  await officer.fill('[name=lines]', 'Cao Hữu Chơn; 1980\nMai Thị Lựu; 1975;; x')
  await officer.click('form[action$="/go"] button')
  await officer.waitForURL('**/danh-sach/nhap/*')
  expect(await faultsOf(officer)).toEqual([])
  await officer.fill('[name=reason]', 'Bổ sung danh sách')
  await officer.click('button:has-text("Thêm 2 người")')
  await officer.waitForURL('**/danh-sach?them=2')

  expect(await officer.locator('main table').textContent()).toContain('Mai Thị Lựu')
  for (const page of ['sua', 'huy', 'moi', 'diem-danh', 'cua']) {
    await officer.goto(`${at}/${page}`)
    expect(await faultsOf(officer), page).toEqual([])
  }
  await officer.goto(`${at}/ky-ten`)
  expect(await officer.locator('.sign-table').textContent()).toContain('Cao Hữu Chơn')
  expect(await faultsOf(officer)).toEqual([])
}, 60_000)

test('without a script the screen loads itself anew', async () => {
  const officer = await aPage(system, { javaScriptEnabled: false })
  await officer.goto('/viec-cua-toi')
  await officer.fill('[name=login]', 'duyet.rachkien')
  await officer.fill('[name=password]', 'LanToa-demo-2026')
  await officer.click('button[type=submit]:has-text("Đăng nhập")')
  await officer.goto('/hoc-tap')
  const at =
    (await officer.locator('main a:has-text("Lớp bồi dưỡng theo chuyên đề")').first().getAttribute('href')) ??
    ''

  const answer = await officer.goto(`${at}/man-hinh`)

  expect(await answer?.text()).toMatch(/<noscript><meta http-equiv="refresh" content="\d+"/)
})
