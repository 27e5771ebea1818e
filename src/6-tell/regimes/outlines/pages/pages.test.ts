import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem } from '#access'
import { recordActivity } from '#activities'
import { loadParameters } from '#parameters'
import { inLanguage } from '#platform/i18n'
import { useDatabase } from '../../../../../test/support/database.ts'
import { aDistrict, anEntry, aPerson } from '../../../../../test/support/district.ts'
import { pagesOf } from '../../../../../test/support/pages.ts'
import { tellPages } from '../../../reports/pages.fixture.ts'

useDatabase()
let district: Awaited<ReturnType<typeof aDistrict>>
let office: Actor

beforeAll(async () => {
  district = await aDistrict()
  office = await asSystem('test.people', async (tx) => {
    await loadParameters(tx)
    return aPerson(tx, 'Văn phòng tỉnh', { role: 'checker', unitId: district.province })
  })
  await recordActivity(district.recorder, anEntry(district.initiativeId))
})

const pages = pagesOf(tellPages)
const get = (path: string, actor: Actor = district.checker) => pages.get(actor, path)
const post = (path: string, form: Record<string, string | File> = {}, actor: Actor = district.checker) =>
  pages.post(actor, path, form)
/** The address to which a form has led, without its message. */
const addressOf = ({ location }: { location: string | null }): string => location?.split('?')[0] ?? ''
const hidden = (text: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
const here = '/quan-ly/de-cuong'

test('an outline goes from a blank page to a report, all by forms without a script', async () => {
  const made = await post(`${here}/them`, { name: 'Báo cáo rác', unitId: district.commune, from: '' })
  const at = addressOf(made)
  expect(made).toMatchObject({ status: 303, location: `${at}?da=lap` })
  expect((await get(`${at}?da=lap`)).text).toContain('Đã lập bản nháp.')
  expect((await get(at)).text).toContain('Chưa có phần nào')
  const short = await post(`${at}/them-phan`, { heading: 'x', start: 'Giữ chữ này' })
  expect([short.status, short.text.includes('Giữ chữ này')]).toEqual([422, true])
  await post(`${at}/them-phan`, { heading: 'Kết quả', start: '{{figure khong_co}}', topic: 'study' })
  expect((await get(at)).text).toContain('Không có chỉ tiêu “khong_co”')
  expect((await get(here)).text).toContain('1 chỗ cần sửa')
  expect((await post(`${at}/ban-hanh`, { seen: '2' })).status).toBe(422)

  const page = await get(`${at}/phan/ket_qua`)
  expect(page.text).toContain('<code>{{results}}</code>')
  const seen = hidden(page.text, 'seen')
  const changed = { heading: 'Kết quả', start: 'Xử lý {{figure test_waste_kg}} kg.', topic: '' }
  expect((await post(`${at}/phan/ket_qua`, { ...changed, seen })).status).toBe(303)
  const late = await post(`${at}/phan/ket_qua`, { ...changed, start: 'Của tôi', seen })
  expect([late.status, late.text.includes('Của tôi')]).toEqual([409, true])
  await post(`${at}/them-phan`, { heading: 'Bỏ đi' })
  await post(`${at}/phan/bo_di/len`)
  await post(`${at}/phan/bo_di/bo`)
  expect((await get(at)).text).toContain('1 phần đã bỏ')
  expect((await get(`${at}/xem-thu?phien-ban=1&ky=2026-03`)).text).toContain('>12,5</a> kg.')
  const head = await get(`${at}/sua`)
  const typed = {
    name: 'Báo cáo rác',
    title: 'BÁO CÁO',
    subject: 'về {period}',
    opening: '',
    since: '2021-05-18',
    source: 'Quy chế',
  }
  const headSeen = hidden(head.text, 'seen')
  expect((await post(`${at}/sua`, { ...typed, seen: headSeen })).text).toContain('ít nhất một loại kỳ')
  expect((await post(`${at}/sua`, { ...typed, seen: headSeen, 'periods.month': 'yes' })).status).toBe(303)
  const issued = await post(`${at}/ban-hanh`, { seen: hidden((await get(at)).text, 'seen') })

  expect(issued.location).toBe(`${at}?da=ban-hanh`)
  const code = at.split('/').at(-1) ?? ''
  const report = await get(`/bao-cao/${district.communeSlug}/2026-03~${code}`)
  expect(report.text).toContain('>12,5</a> kg.')
  const choose = await get(`/bao-cao?ky=2026-03&de-cuong=${code}`)
  expect(choose.text).toContain(`href="/bao-cao/${district.communeSlug}/2026-03~${code}"`)
  const file = await pages.request(district.checker, `${at}/de-cuong.json?phien-ban=1`)
  const content = await file.text()
  expect(file.headers.get('content-type')).toContain('application/json')
  const upload = (text: string) =>
    post(`${here}/nhap`, { unitId: district.commune, file: new File([text], 'x.json') })
  expect((await upload(content)).status).toBe(303)
  const wrong = await upload(content.replace('"heading": "Kết quả"', '"heading": "K"'))
  expect([wrong.status, wrong.text.includes('Phần 1: tên phần (heading)')]).toEqual([422, true])
  expect((await upload('{')).status).toBe(422)
  for (const path of [`${at}/phien-ban/1`, `${here}/them`, `${here}/nhap`, '/bao-cao?ky=2021-05..2024-05'])
    expect((await get(path)).status, path).toBe(200)
  expect((await post(`${at}/ban-nhap`)).location).toContain('da=ban-nhap')
  expect((await post(`${at}/bo-ban-nhap`)).location).toContain(at)
  expect((await post(`${at}/thu-hoi`)).location).toContain('da=thu-hoi')
  expect((await post(`${at}/thu-hoi`)).status).toBe(422)
})

test('who may not make outlines or regimes reads what is in force and is offered nothing', async () => {
  for (const path of [here, `${here}/monthly`]) {
    const { status, text } = await get(path, district.leader)
    expect(status, path).toBe(200)
    expect(text, path).not.toContain(`${here}/nhap"`)
  }
  for (const path of [`${here}/them`, `${here}/nhap`, `${here}/monthly/sua`, '/quan-ly/che-do-bao-cao/them'])
    expect((await get(path, district.leader)).status, path).toBe(404)
  expect((await get(here, district.recorder)).status).toBe(404)
  expect((await get(`${here}/monthly/xem-thu?phien-ban=1&ky=%00`)).status).toBe(200)
  expect((await get(`${here}/monthly/xem-thu?phien-ban=99`)).status).toBe(404)
  expect((await inLanguage('en', () => get(here))).text).toContain('Outlines of reports')
})

test('a regime is set by a rule that is seen first, changed from a day on, and ended', async () => {
  const regimes = '/quan-ly/che-do-bao-cao'
  expect((await get(regimes, office)).text).toContain('Chưa có chế độ báo cáo nào')
  const rule = { nhan: district.province, 'kind.commune': 'yes' }
  const form = await get(`${regimes}/them?${new URLSearchParams(rule)}`, office)
  expect(form.text).toContain('Xã Hai')
  const added = await get(
    `${regimes}/them?${new URLSearchParams({ ...rule, them: district.hamlet })}`,
    office,
  )
  expect(decodeURIComponent(added.location ?? '')).toContain(`cong=${district.hamlet}`)
  const typed = {
    ...rule,
    name: 'Báo cáo tháng',
    outline: 'monthly',
    periodKind: 'month',
    system: 'state',
    monthBegins: '15',
    dueDays: '0',
    source: 'Nghị định 09/2019/NĐ-CP',
    validFrom: '2026-01-01',
  }
  const hasty = await post(`${regimes}/them`, typed, office)
  expect([hasty.status, hasty.text.includes('ít nhất 1 ngày làm việc')]).toEqual([422, true])
  expect((await post(`${regimes}/them`, { ...typed, dueDays: 'x', name: '' }, office)).status).toBe(422)

  const set = await post(`${regimes}/them`, { ...typed, dueDays: '2' }, office)

  const at = addressOf(set)
  const page = await get(`${at}?da=lap`, office)
  expect(page.text).toContain('Đã đặt chế độ báo cáo.')
  expect(page.text).toContain('từ ngày 15 tháng trước đến ngày 14')
  expect(page.text).toContain('Xã Một')
  expect((await get(at)).text).not.toContain(`${at}/doi`)
  expect((await get(`${at}/doi`)).status).toBe(404)
  const change = await get(`${at}/doi`, office)
  expect(change.text).toContain('Xã Hai')
  const changed = await post(
    `${at}/doi`,
    { ...typed, dueDays: '3', validFrom: '2026-06-01', seen: '1' },
    office,
  )
  expect(changed.status).toBe(303)
  const next = addressOf(changed)
  expect((await post(`${next}/het`, { seen: '9', validTo: '2026-09-01' }, office)).status).toBe(409)
  expect((await post(`${next}/het`, { seen: '1', validTo: '2026-09-01' }, office)).status).toBe(303)
  expect((await get(regimes, office)).text).toContain('Ngừng từ')
  expect((await get(`${regimes}/khong-co`, office)).status).toBe(404)
})
