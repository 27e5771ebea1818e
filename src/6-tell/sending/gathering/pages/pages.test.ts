import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access'
import { recordActivity } from '#activities'
import { inLanguage } from '#platform/i18n'
import { useDatabase } from '../../../../../test/support/database.ts'
import { anEntry } from '../../../../../test/support/district.ts'
import { pagesOf } from '../../../../../test/support/pages.ts'
import { useFiles } from '../../../../4-prove/evidence/evidence.fixture.ts'
import { tellPages } from '../../../reports/pages.fixture.ts'
import { aRegime, issued, type RegimeUnit } from '../gathering.fixture.ts'

useDatabase()
useFiles()
let unit: RegimeUnit
let above: string

beforeAll(async () => {
  unit = await aRegime()
  above = `/bao-cao-cap-duoi/${unit.regimeId}`
  await issued(unit, { isSent: false })
})

const pages = pagesOf(tellPages)
const get = (path: string, actor: Actor = unit.above) => pages.get(actor, path)
const post = (path: string, form: Record<string, string>, actor: Actor = unit.above) =>
  pages.post(actor, path, form)
const mine = (period: string, page: string) => `/bao-cao/${unit.communeSlug}/${period}/${page}`

test('a regime and a period are chosen; who has none sees how it comes to be', async () => {
  expect((await get('/bao-cao-cap-duoi')).text).toContain(`href="${above}/2026-11"`)
  expect((await get('/bao-cao-cap-duoi', unit.checker)).text).toContain('Chưa có chế độ báo cáo nào')
  expect((await get('/bao-cao-cap-duoi', unit.recorder)).status).toBe(404)
})

test('the commune sends its report by a button, the province gives it back with a reason', async () => {
  const here = mine('2026-03', 'gui')
  const before = await get(here, unit.checker)
  expect(before.text).toContain('Gửi Tỉnh Thử')
  expect((await get(here, unit.inspector)).text).not.toContain('Gửi Tỉnh Thử')
  expect((await get(here, unit.stranger)).status).toBe(404)
  expect((await post(here, {}, unit.checker)).status).toBe(422)
  expect((await post(here, { regime: unit.regimeId }, unit.inspector)).status).toBe(404)

  const sent = await post(here, { regime: unit.regimeId }, unit.checker)

  expect(sent).toMatchObject({ status: 303, location: `${here}?da=gui` })
  expect((await get(`${here}?da=gui`, unit.checker)).text).toContain('Đã gửi báo cáo.')
  const list = await get(`${above}/2026-03`)
  expect(list.status).toBe(200)
  expect(list.text).toContain('Chờ tiếp nhận')
  const address = /href="(\/bao-cao-da-gui\/[^"]+)"/.exec(list.text)?.[1] ?? ''
  const opened = await get(address)
  expect(opened.text).toContain('name="verdict"')
  expect(opened.text).toContain('/ban/1')
  expect((await get(address, unit.checker)).text).not.toContain('name="verdict"')
  expect((await get(address, unit.stranger)).status).toBe(404)

  const refused = await post(address, { seen: '1', verdict: 'returned', reason: '' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('ít nhất 3 chữ')
  const wrong: Record<string, string>[] = [
    { seen: '1' },
    { seen: 'x', verdict: 'accepted' },
    { seen: '1', verdict: 'burnt' },
  ]
  for (const form of wrong) expect((await post(address, form)).status).toBe(422)
  expect((await post(address, { seen: '7', verdict: 'accepted' })).status).toBe(409)
  expect((await post(address, { seen: '1', verdict: 'accepted' }, unit.checker)).status).toBe(404)
  expect(await post(address, { seen: '1', verdict: 'returned', reason: 'Thiếu phụ lục' })).toMatchObject({
    status: 303,
    location: `${address}?da=returned`,
  })
  expect((await get(here, unit.checker)).text).toContain('Thiếu phụ lục')
  expect((await get(`${above}/2026-03?xem=returned`)).text).toContain('Xã Một')
  expect((await get(`${above}/2026-03?xem=accepted`)).text).toContain('Không có đơn vị nào')
})

test('addresses that are none are refused in words', async () => {
  for (const path of [`${above}/2099-01`, `${above}/x`, `${above}/%00`])
    expect((await get(path)).status, path).toBe(422)
  for (const path of ['/bao-cao-cap-duoi/x/2026-03', '/bao-cao-da-gui/x', '/bao-cao-da-gui/%00'])
    expect((await get(path)).status, path).toBe(404)
  expect((await get(mine('2027-03', 'gui'), unit.checker)).status).toBe(422)
  expect((await get('/bao-cao/khong-co/2026-03/gui', unit.checker)).status).toBe(404)
})

test('nothing to report in one press; refused with the count where there is something', async () => {
  const here = mine('2026-02', 'gui')
  expect((await get(here, unit.checker)).text).toContain('Báo cáo không phát sinh')

  const done = await post(mine('2026-02', 'khong-phat-sinh'), {}, unit.checker)

  expect(done).toMatchObject({ status: 303, location: `${here}?da=khong-phat-sinh` })
  expect((await get(here, unit.checker)).text).not.toContain('Hệ thống không cho bấm')
  expect((await get(`${above}/2026-02?xem=nil`)).text).toContain('Không phát sinh')
  await recordActivity(
    unit.recorder,
    anEntry(unit.initiativeId, { day: '2026-04-10', answers: { waste: '5', households: 12 } }),
  )
  const refused = await post(mine('2026-04', 'khong-phat-sinh'), {}, unit.checker)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('1 chỉ tiêu có số liệu')
  expect((await post(mine('2026-04', 'khong-phat-sinh'), {}, unit.stranger)).status).toBe(404)
})

test('the late ones are reminded, and the list is taken away', async () => {
  expect((await get(`${above}/2026-01`)).text).toContain('Nhắc 2 đơn vị quá hạn')
  expect((await get(`${above}/2026-01`, unit.provinceInspector)).text).not.toContain('Nhắc 2 đơn vị')
  expect((await post(`${above}/2026-01/nhac`, {}, unit.provinceInspector)).status).toBe(404)

  const told = await post(`${above}/2026-01/nhac`, {})

  expect(told).toMatchObject({ status: 303, location: `${above}/2026-01?da=nhac&so=2` })
  expect((await get(`${above}/2026-01?da=nhac&so=2`)).text).toContain('Đã nhắc 2 đơn vị quá hạn.')
  const list = await pages.request(unit.above, `${above}/2026-01/tong-hop.xlsx`)
  expect(list.headers.get('content-type')).toContain('spreadsheetml')
  expect((await get(`${above}/2026-01/tong-hop.xlsx`, unit.checker)).status).toBe(404)
})

test('what differs is shown with why, and an amendment is made of it', async () => {
  const here = mine('2026-03', 'khac-biet')
  expect((await get(here, unit.checker)).text).toContain('Mọi số liệu còn đúng')
  expect((await get(mine('2026-05', 'khac-biet'), unit.checker)).text).toContain('Báo cáo chưa ban hành')
  await recordActivity(
    unit.recorder,
    anEntry(unit.initiativeId, { day: '2026-03-25', answers: { waste: '5', households: 12 } }),
  )

  const page = await get(here, unit.checker)

  expect(page.text).toContain('1.012,5')
  expect(page.text).toContain('1.017,5')
  expect(page.text).toContain('lần ghi mới')
  expect((await get(here, unit.inspector)).text).not.toContain('Lập báo cáo đính chính')
  expect((await get(here, unit.stranger)).status).toBe(404)
  expect((await get(`${above}/2026-03`)).text).toContain(here)
  expect((await post(mine('2026-03', 'dieu-chinh'), {}, unit.inspector)).status).toBe(404)
  expect((await post(mine('2026-05', 'dieu-chinh'), {}, unit.checker)).status).toBe(422)
  expect(await post(mine('2026-03', 'dieu-chinh'), {}, unit.checker)).toMatchObject({
    status: 303,
    location: `${mine('2026-03', 'trinh-ky')}?da=chot`,
  })
  expect((await get(mine('2026-03', 'trinh-ky'), unit.secretary)).text).toContain('Gửi lên cấp trên ngay')
})

test('the page on which a report is frozen says whose reports are missing', async () => {
  const page = await get(`/bao-cao/${unit.provinceSlug}/2026-01/trinh-ky`)

  expect(page.status).toBe(200)
  expect(page.text).toContain('2 đơn vị chưa gửi báo cáo kỳ này')
  expect(page.text).toContain('Xã Hai; Xã Một')
})

test('the pages speak English too', async () => {
  const page = await inLanguage('en', () => get(`${above}/2026-03`))

  expect(page.text).toContain('Download the list')
})
