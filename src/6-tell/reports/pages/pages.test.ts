import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem } from '#access'
import { recordActivity } from '#activities'
import { inLanguage } from '#platform/i18n'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, anEntry, aPerson } from '../../../../test/support/district.ts'
import { pagesOf } from '../../../../test/support/pages.ts'
import { tellPages } from '../pages.fixture.ts'
import { textOf } from '../reports.fixture.ts'

useDatabase()
let district: Awaited<ReturnType<typeof aDistrict>>
let here: string

beforeAll(async () => {
  district = await aDistrict()
  here = `/bao-cao/${district.communeSlug}/2026-03`
  await recordActivity(district.recorder, anEntry(district.initiativeId, { answers: { waste: '12,5' } }))
})

const pages = pagesOf(tellPages)
const get = (path: string, actor: Actor = district.checker) => pages.get(actor, path)
const post = (form: Record<string, string>, actor: Actor = district.checker) =>
  pages.post(actor, here, { issuedOn: '2026-04-05', ...form })

test('a period and a unit are chosen, also one that was found by name without diacritics', async () => {
  const page = await get('/bao-cao?ky=2026-03&q=xa+mot')

  expect(page.status).toBe(200)
  expect(page.text).toContain(`href="${here}"`)
  expect(page.text).toContain('Chưa soạn báo cáo nào')
  expect(page.text).toContain('10 năm thực hiện Chỉ thị số 05-CT/TW')
  expect((await get('/bao-cao?ky=xyz&q=%00%25')).status).toBe(200)
  expect((await get('/bao-cao', district.recorder)).status).toBe(404)
})

test('every figure on the page opens in one click, in its line and in its period', async () => {
  const { status, text } = await get(here)

  expect(status).toBe(200)
  const slug = district.communeSlug
  expect(text).toContain(
    `<a href="/so-lieu-chi-tiet/${slug}/test_waste_kg?ky=2026-03&amp;nganh=farmers" data-proof="none">12,5 kg</a>`,
  )
  expect(text).toContain(
    `<a href="/so-lieu-chi-tiet/${slug}/test_waste_kg?ky=2026-01..2026-03" data-proof="none">12,5</a>`,
  )
  expect(text).toContain('Hội Nông dân hiện có')
  expect(text).toContain('Phụ lục I. Số liệu theo chỉ số và mức độ minh chứng')
  expect(text).not.toContain('<script>')
})

test('the interface may be English; the report stays Vietnamese', async () => {
  const { text } = await inLanguage('en', () => get(here))

  expect(text).toContain('Download PDF')
  expect(text).toContain('II- Kết quả thực hiện các mô hình')
  expect(text).toContain('12,5')
})

test('a section is written in its place by those who may, each by itself; the rail says what is missing', async () => {
  const plain = (await get(here)).text
  const writing = (await get(`${here}?sua=next`)).text

  expect(plain).not.toContain('<textarea')
  expect(plain).toContain('Còn thiếu 3 phần')
  expect(plain).toContain(`href="${here}?sua=next#phan-next"`)
  expect(plain).toContain('1 số liệu trong bài: 0 có minh chứng đủ, 0 có một phần, 1 mới tự khai.')
  expect(writing.match(/<textarea/g)).toHaveLength(1)
  expect((await get(`${here}?sua=the-thuc`)).text).toContain('name="recipients"')
  // Who reads and may not write has no way to write, also not by the address.
  const reader = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Biên tập', { role: 'inspector', unitId: district.commune }),
  )
  const read = await get(`${here}?sua=next`, reader)
  expect(read.status).toBe(200)
  expect(read.text).toContain('class="paper"')
  for (const way of ['<textarea', '?sua=']) expect(read.text).not.toContain(way)
  expect((await get(`${here}?sua=next`, district.stranger)).status).toBe(404)
})

test('the same text comes out as .docx and PDF under a name that every system takes', async () => {
  const answer = await pages.request(district.checker, `${here}/bao-cao.docx`)
  const pdf = await pages.request(district.checker, `${here}/bao-cao.pdf`)

  const name = answer.headers.get('content-disposition') ?? ''
  expect(name).toContain(`filename="bao-cao-${district.communeSlug}-2026-03.docx"`)
  expect(name).toContain("filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20X%C3%A3%20M%E1%BB%99t%202026-03.docx")
  expect(textOf(Buffer.from(await answer.arrayBuffer()))).toContain('12,5')
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect((await get(`${here}/bao-cao.docx`, district.stranger)).status).toBe(404)
})

test('what is wrong is marked and what was typed stays', async () => {
  const refused = await post({
    seen: '0',
    'text.leadership': 'Chữ đã gõ',
    number: 'abc',
    issuedOn: '2026-02-30',
  })

  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Chữ đã gõ')
  expect(refused.text).toContain('Số báo cáo từ 1 đến 99.999')
  expect(refused.text).toContain('Ngày không có trong lịch')
  const wrong: Record<string, string>[] = [
    { seen: 'x' },
    { seen: '-1' },
    { seen: '0', 'text.leadership': 'x'.repeat(20_001) },
    { seen: '0', number: '0' },
  ]
  for (const form of wrong) expect((await post(form)).status).toBe(422)
  expect((await post({ seen: '0' }, district.stranger)).status).toBe(404)
  expect((await get('/bao-cao')).text).toContain('Chưa soạn báo cáo nào')
})

test('two people write at once: the second sees both texts and may then decide', async () => {
  const first = await post({ seen: '0', 'text.leadership': 'Bản của người thứ nhất', number: '5' })
  const second = await post({ seen: '0', 'text.leadership': 'Bản của người thứ hai' })

  expect(first).toMatchObject({ status: 303, location: `${here}?da=luu#phan-leadership` })
  expect((await get(`${here}?da=luu`)).text).toContain('Đã lưu.')
  expect(second.status).toBe(409)
  const both = second.text.replace(/<\/?mark>/g, '')
  expect(both).toContain('Bản của người thứ nhất')
  expect(both).toContain('Bản của người thứ hai')
  expect(second.text).toContain('name="seen" value="1"')
  expect(second.text).toContain('name="seen.leadership" value="1"')
  expect((await post({ seen: '1', 'text.leadership': 'Bản chung', 'seen.leadership': '1' })).status).toBe(303)
  expect((await get(here)).text).toContain('Bản chung')
  expect((await get('/bao-cao')).text).toContain('Xã Một · tháng 3/2026')
})

test.each(['2026-13', '0019-01', '2099-01', 'x', '%00', "2026-03'--"])(
  'the period %s is refused in words',
  async (period) => {
    const page = await get(`/bao-cao/${district.communeSlug}/${period}`)

    expect([404, 422]).toContain(page.status)
  },
)

const sendToCheck = async (file: Uint8Array<ArrayBuffer> | undefined, actor: Actor = district.checker) => {
  const form: Record<string, File> = file ? { file: new File([file], 'bao-cao.docx') } : {}
  const { status, text } = await pages.post(actor, `${here}/kiem-tra`, form)
  return { status, text: text.replace(/<[^>]+>/g, ' ') }
}

test('a Word file is checked against the figures of the unit; our own report is supported where it names figures', async () => {
  const own = await pages.request(district.checker, `${here}/bao-cao.docx`)

  const checked = await sendToCheck(new Uint8Array(await own.arrayBuffer()))

  expect(checked.status).toBe(201)
  expect(checked.text).toMatch(/Có số liệu\s*12,5/)
  expect((await get(`${here}/kiem-tra`)).text).toContain('name="before"')
})

test('no file, a file that is none, and somebody from elsewhere are refused', async () => {
  const pdf = new TextEncoder().encode('%PDF-1.7') as Uint8Array<ArrayBuffer>

  expect(await sendToCheck(undefined)).toMatchObject({ status: 422 })
  expect((await sendToCheck(undefined)).text).toContain('Chưa chọn tệp')
  expect((await sendToCheck(pdf)).text).toContain('không phải văn bản Word')
  expect((await sendToCheck(pdf, district.stranger)).status).toBe(404)
  expect((await get(`${here}/kiem-tra`, district.stranger)).status).toBe(404)
  expect((await get(`/bao-cao/${district.communeSlug}/nay/kiem-tra`)).status).toBe(422)
})

test('a section is saved without a head, which stays as it is', async () => {
  const april = `/bao-cao/${district.communeSlug}/2026-04`
  const head = { seen: '0', issuedOn: '2026-05-05', number: '9', signer: 'Nguyễn Văn A' }
  await pages.post(district.checker, april, head)

  const saved = await pages.post(district.leader, april, { seen: '0', 'text.next': 'Việc tháng sau.' })

  expect(saved).toMatchObject({ status: 303, location: `${april}?da=luu#phan-next` })
  const { text } = await get(april)
  for (const kept of ['Số 09-BC/ĐU', 'ngày 05 tháng 5 năm 2026', 'Nguyễn Văn A', 'Việc tháng sau.'])
    expect(text).toContain(kept)
})

test('while something is written, the way to another part keeps it', async () => {
  const may = `/bao-cao/${district.communeSlug}/2026-05`
  const { text: page } = await get(`${may}?sua=next`)
  const form = page.slice(page.indexOf('<div class="desk-paper">'))
  expect(form).not.toContain(`href="${may}?sua=leadership`)
  expect(form).toMatch(/<button type="submit" class="paper-edit" name="sua" value="leadership"/)
  // The Enter key presses the first button of the form, which opens nothing.
  expect(/<button[^>]*>/.exec(form)?.[0]).not.toContain('name=')

  const kept = await pages.post(district.checker, may, {
    seen: '0',
    'text.next': 'Tháng tới.',
    sua: 'the-thuc',
  })

  expect(kept.location).toBe(`${may}?da=luu&sua=the-thuc#phan-the-thuc`)
  const { text } = await get(`${may}?sua=the-thuc`)
  expect(text).toContain('id="phan-the-thuc"')
  expect(text).toContain('Tháng tới.')
  const odd = await pages.post(district.checker, may, {
    seen: '0',
    'text.next': 'X.',
    'seen.next': '1',
    sua: '"/x',
  })
  expect(odd.location).toBe(`${may}?da=luu#phan-next`)
})
