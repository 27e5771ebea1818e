import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access'
import { today } from '#platform/time'
import { useDatabase } from '../../../../test/support/database.ts'
import { pagesOf } from '../../../../test/support/pages.ts'
import { useFiles } from '../../../4-prove/evidence/evidence.fixture.ts'
import { aReportingUnit, password, type ReportingUnit, written } from '../../reports/frozen.fixture.ts'
import { tellPages } from '../../reports/pages.fixture.ts'
import { saveReport } from '../../reports/save-report.ts'

useDatabase()
useFiles()
let unit: ReportingUnit
let here: string

beforeAll(async () => {
  unit = await aReportingUnit()
  here = `/bao-cao/${unit.communeSlug}/2026-03`
  await saveReport(
    unit.checker,
    { slug: unit.communeSlug, period: '2026-03' },
    written({ issuedOn: today() }),
  )
})

const pages = pagesOf(tellPages)
const get = (path: string, actor: Actor = unit.checker) => pages.get(actor, path)
const post = (path: string, form: Record<string, string>, actor: Actor = unit.checker) =>
  pages.post(actor, path, form)
/** The frozen report that the forms of its page are about. */
const latest = async (): Promise<string> =>
  /name="frozen" value="([0-9a-f-]{36})"/.exec((await get(`${here}/trinh-ky`, unit.secretary)).text)?.[1] ??
  ''

test('from draft to issued and withdrawn, each by who may, by pages alone', async () => {
  const life = `${here}/trinh-ky`

  const before = await get(life)
  expect(before.status).toBe(200)
  expect(before.text).toContain('Chốt, trình phê duyệt')
  expect((await get(life, unit.inspector)).text).not.toContain(`action="${life}/chot"`)
  expect((await get(life, unit.recorder)).status).toBe(404)
  expect((await post(`${life}/chot`, {}, unit.inspector)).status).toBe(404)
  expect(await post(`${life}/chot`, {})).toMatchObject({ status: 303, location: `${life}?da=chot` })

  const first = await latest()
  const frozen = await get(`${life}?da=chot`)
  expect(frozen.text).toContain('Chờ ký')
  expect(frozen.text).toContain('Đã chốt và trình phê duyệt.')
  expect(frozen.text).not.toContain('name="password"')
  expect((await get(here)).text).toContain('Báo cáo đã chốt (bản 1)')
  expect((await get(here)).text).not.toContain('name="text.next"')

  // A passage that is not there comes back with all that was typed.
  const remark = { frozen: first, words: 'Xem lại', 'section.0': 'next', 'remark.0': 'Nêu rõ hơn' }
  const refused = await post(`${life}/tra-lai`, { ...remark, 'passage.0': 'chữ lạ' }, unit.secretary)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Không có đoạn này')
  expect(refused.text).toContain('Nêu rõ hơn')
  const half = await post(`${life}/tra-lai`, { ...remark, 'section.0': '' }, unit.secretary)
  expect([half.status, half.text.includes('Chọn phần và ghi cần sửa gì.')]).toEqual([422, true])
  expect((await post(`${life}/tra-lai`, { ...remark, 'passage.0': 'đã thu' }, unit.secretary)).status).toBe(
    303,
  )
  const returned = await get(here)
  expect(returned.text).toContain('Bí thư xã trả lại lúc')
  expect(returned.text).toContain('Về đoạn “đã thu”: Nêu rõ hơn')
  expect((await get(`${here}?sua=next`)).text).toContain('name="text.next"')

  await post(`${life}/chot`, {})
  const second = await latest()
  const signing = await get(life, unit.secretary)
  expect(signing.text).toContain('name="password"')
  expect(signing.text).toContain('name="number"')
  const form = { frozen: second, number: '15', password }
  const wrong = await post(`${life}/ky`, { ...form, password: 'sai bét' }, unit.secretary)
  expect(wrong.status).toBe(422)
  expect(wrong.text).not.toContain('sai bét')
  expect((await post(`${life}/ky`, { ...form, number: '' }, unit.secretary)).status).toBe(422)
  expect((await post(`${life}/ky`, form, unit.inspector)).status).toBe(404)
  expect(await post(`${life}/ky`, form, unit.secretary)).toMatchObject({
    status: 303,
    location: `${life}?da=ban-hanh`,
  })

  const issued = await get(life)
  for (const said of ['15-BC/ĐU', 'Đã ban hành', 'Bí thư xã', `${here}/ban/1`, `${here}/ban/2`])
    expect(issued.text).toContain(said)
  const [file, again] = [await get(`${here}/ban/2/bao-cao.pdf`), await get(`${here}/bao-cao.pdf`)]
  expect([file.status, again.status]).toEqual([200, 200])
  expect(file.text).toBe(again.text)
  expect((await get(`${here}/ban/1/bao-cao.pdf`)).status).toBe(404)
  expect((await get(`${here}/ban/2/bao-cao.pdf`, unit.recorder)).status).toBe(404)

  expect((await post(`${life}/thu-hoi`, { frozen: second, why: '' }, unit.secretary)).status).toBe(422)
  expect((await post(`${life}/thu-hoi`, { frozen: second, why: 'Sai số liệu' }, unit.secretary)).status).toBe(
    303,
  )
  expect((await get(life)).text).toContain('Bí thư xã thu hồi lúc')
  expect((await post(`${life}/soan-lai`, {})).location).toBe(`${life}?da=soan-lai`)
  expect((await get(`${here}?sua=next`)).text).toContain('name="text.next"')
}, 120_000)

test('an administrator sets how a unit approves; others do not even see the form', async () => {
  const address = `/bao-cao/cach-duyet/${unit.communeSlug}`

  expect((await get(address, unit.administrator)).text).toContain('Cấp duyệt thứ nhất trước khi ký')
  expect((await get(address, unit.checker)).status).toBe(404)
  expect((await post(address, { first: 'checker', signers: '2' }, unit.checker)).status).toBe(404)
  expect((await post(address, { first: 'mayor', signers: '2' }, unit.administrator)).status).toBe(422)
  const both = await post(address, { first: '', signers: '2', alone: 'yes' }, unit.administrator)
  expect([both.status, both.text.includes('không thể một người làm tất cả')]).toEqual([422, true])
  expect(
    await post(address, { first: 'checker', second: 'leader', signers: '2' }, unit.administrator),
  ).toMatchObject({
    status: 303,
    location: `${address}?da=cach-duyet`,
  })
  expect((await get(`/bao-cao/${unit.communeSlug}/2026-04/trinh-ky`, unit.administrator)).text).toContain(
    'Qua 2 cấp duyệt: người duyệt, lãnh đạo; 2 người ký.',
  )
})

test.each(['/trinh-ky/ky', '/trinh-ky/duyet', '/trinh-ky/tra-lai', '/trinh-ky/thu-hoi'])(
  'what is sent to %s about nothing there is, or in no form, is refused in words',
  async (path) => {
    const strange = { frozen: 'xyz', level: '9', why: 'lý do', words: 'lý do', password: 'x', number: 'x' }

    expect((await post(`${here}${path}`, strange, unit.secretary)).status).toBe(422)
    const gone = { ...strange, frozen: '00000000-0000-7000-8000-000000000000', level: '0', number: '1' }
    expect((await post(`${here}${path}`, gone, unit.secretary)).status).toBe(404)
  },
)
