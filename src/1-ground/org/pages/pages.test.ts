import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#access'
import { writeCsv, writeXlsx } from '#platform/spreadsheet'
import { useDatabase } from '../../../../test/support/database.ts'
import { pagesOf } from '../../../../test/support/pages.ts'
import { aDistrict, aPersonWith } from '../district.fixture.ts'
import { unitPages } from './index.ts'

useDatabase()

let id: (slug: string) => string
let administrator: Actor
let recorder: Actor
beforeAll(async () => {
  id = (await aDistrict()).id
  administrator = await aPersonWith('administrator', id('tay-ninh'))
  recorder = await aPersonWith('recorder', id('rach-kien'))
})

const pages = pagesOf(unitPages)
const get = (path: string, actor = administrator) => pages.get(actor, path)
const post = (path: string, form: Record<string, string | File>, actor = administrator) =>
  pages.post(actor, path, form)

test.each(['', '?q=long+trach', '?nganh=women', '?q=28132', '?q=khong-co-gi'])(
  'the list answers %s',
  async (query) => {
    expect((await get(`/quan-ly/don-vi${query}`)).status).toBe(200)
  },
)

test('the list is walked page by page', async () => {
  const rows = Array.from({ length: 60 }, (_, index) => [`Ấp số ${index}`, 'Ấp', 'rach-kien', '2025-07-01'])
  const csv = writeCsv([['Tên', 'Loại', 'Địa bàn', 'Từ ngày'], ...rows])
  const preview = await post('/quan-ly/don-vi/nhap', { file: new File([csv], 'a.csv') })
  const shown = await get(preview.location ?? '')
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(shown.text)?.[1] ?? ''
  const written = await post(preview.location ?? '', { fileHash: hidden('fileHash'), seen: hidden('seen') })
  expect(written.location).toBe('/quan-ly/don-vi?da=nhap&moi=60&doi=0')

  const first = await get('/quan-ly/don-vi?q=ap+so')
  const next = /href="(\/quan-ly\/don-vi\?[^"]*sau=[^"]*)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&')
  const second = await get(next ?? expect.fail('no next page'))
  const names = (page: string) => [...page.matchAll(/>Ấp số \d+</g)].map(String)
  expect(names(first.text)).toHaveLength(50)
  expect(names(second.text)).toHaveLength(10)
  expect(new Set([...names(first.text), ...names(second.text)]).size).toBe(60)
})

test('a unit shows its places, its history, its children on a day, and what may be done', async () => {
  const today = await get(`/quan-ly/don-vi/${id('rach-kien')}`)
  expect(today.text).toContain('Tiếp nhận Xã Long Trạch')
  expect(today.text).toContain('nhận 50 %')
  expect(today.text).toContain('/chuyen')
  const before = await get(`/quan-ly/don-vi/${id('huyen-can-duoc')}?ngay=2025-06-30`)
  expect(before.text).toContain('Xã Long Khê')
  expect((await get(`/quan-ly/don-vi/${id('rach-kien')}`, recorder)).text).not.toContain('/chuyen')
})

describe('pages of change', () => {
  test.each(['sua', 'ket-thuc', 'chuyen'])(
    '%s opens for an administrator and not for a recorder',
    async (page) => {
      const path = `/quan-ly/don-vi/${id('ap-1-long-trach')}/${page}`
      expect((await get(path)).status).toBe(200)
      expect((await get(path, recorder)).status).toBe(404)
    },
  )

  test.each([
    '/quan-ly/don-vi/them',
    '/quan-ly/don-vi/nhap',
    '/quan-ly/don-vi/xuat.csv',
    '/quan-ly/don-vi/xuat.xlsx',
  ])('%s opens for an administrator and not for a recorder', async (path) => {
    expect((await get(path)).status).toBe(200)
    expect((await get(path, recorder)).status).toBe(404)
  })

  test('a refused form keeps what was typed and marks the field', async () => {
    const path = `/quan-ly/don-vi/them?trong=${id('rach-kien')}`
    const answer = await post(path, {
      name: 'Ấp <Mới>',
      kind: 'hamlet',
      areaParent: 'khong-co',
      validFrom: '2026-01-01',
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Ấp &lt;Mới&gt;')
    expect(answer.text).toContain('Không tìm thấy đơn vị cấp trên “khong-co”')
  })

  test('a unit is added, renamed, moved and ended', async () => {
    const added = await post('/quan-ly/don-vi/them', {
      name: 'Ấp Trang',
      kind: 'hamlet',
      areaParent: 'rach-kien',
      validFrom: '2026-01-01',
    })
    expect(added.status).toBe(303)
    const own = added.location ?? ''
    const seen = 'Ấp Trang|Ấp Trang|'
    expect(
      (await post(`${own}/sua`, { name: 'Ấp Trăng', shortName: 'Trăng', officialCode: '', seen })).status,
    ).toBe(303)
    const move = { tree: 'area', parentId: id('my-le'), day: '2026-06-01', document: 'QĐ 1' }
    expect((await post(`${own}/chuyen`, move)).status).toBe(303)
    expect((await post(`${own}/ket-thuc`, { lastDay: '2026-12-31', document: 'QĐ 2' })).status).toBe(303)
    const { text } = await get(own)
    for (const told of ['Ấp Trăng', 'Chuyển nơi trực thuộc', 'Kết thúc hoạt động', 'QĐ 1', 'QĐ 2'])
      expect(text).toContain(told)
  })
})

describe('an import over the web', () => {
  const upload = (content: BlobPart, name: string) =>
    post('/quan-ly/don-vi/nhap', { file: new File([content], name) })

  test('names every problem by row and column, and goes no further', async () => {
    const csv = writeCsv([
      ['Tên', 'Loại', 'Trực thuộc địa bàn', 'Hiệu lực từ'],
      ['Ấp 7', 'Khóm', 'rach-kien', '30/02/2026'],
    ])
    const answer = await upload(csv, 'a.csv')
    expect(answer.status).toBe(422)
    for (const told of ['Dòng\u00a02', 'Không có loại đơn vị “Khóm”', '“30/02/2026” không phải là ngày'])
      expect(answer.text).toContain(told)
    expect(answer.text).not.toContain('name="seen"')
  })

  test.each<[string, BlobPart, string, string]>([
    ['a text named .xlsx', 'Tên,Loại', 'a.xlsx', 'bên trong không phải bảng tính'],
    ['an empty file', '', 'a.csv', 'Tệp không có dòng nào'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 'a.csv', 'Không đọc được tệp'],
    ['20 MB', new Uint8Array(20 * 1_048_576), 'a.xlsx', 'Tệp quá lớn'],
  ])('%s is refused with a sentence', async (_, content, name, sentence) => {
    const answer = await upload(content, name)
    expect([answer.status, answer.text.includes(sentence)]).toEqual([422, true])
  })

  test('no file is refused with a sentence', async () => {
    expect((await post('/quan-ly/don-vi/nhap', { file: '' })).text).toContain('Chưa chọn tệp')
  })

  test('merged cells are refused by their range', async () => {
    const { read, utils, write } = await import('@e965/xlsx')
    const rows = [
      ['Tên', 'Loại', 'Địa bàn', 'Từ ngày'],
      ['Ấp 7', 'Ấp', 'rach-kien', '2026-01-01'],
      [null, 'Ấp', 'rach-kien', '2026-01-01'],
    ]
    const book = read(writeXlsx([{ name: 'S', rows }]), { type: 'buffer' })
    const sheet = book.Sheets.S ?? expect.fail()
    sheet['!merges'] = [utils.decode_range('A2:A3')]
    const answer = await upload(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer, 'gop.xlsx')
    expect(answer.text).toContain('Các ô A2:A3 bị gộp')
  })
})

test('the picker leads back with the unit that was chosen, and only to pages of our own', async () => {
  const answer = await get(
    '/chon-don-vi?q=long+trach&tiep=/quan-ly/nguoi-dung/them%3Fbuoc%3D2&ten=don-vi',
    recorder,
  )
  expect(answer.text).not.toContain(`don-vi=${id('long-trach')}`)
  const found = await get(
    '/chon-don-vi?q=rach+kien&tiep=/quan-ly/nguoi-dung/them%3Fbuoc%3D2&ten=don-vi',
    recorder,
  )
  expect(found.text).toContain(`/quan-ly/nguoi-dung/them?buoc=2&amp;don-vi=${id('rach-kien')}`)
  expect((await get('/chon-don-vi?q=rach&tiep=//evil.example/x')).text).not.toContain('href="//evil')
})

test.each([
  '/quan-ly/don-vi?q=%00%ED%A0%80&nganh=%27&sau=1~x',
  `/quan-ly/don-vi?q=${'a+'.repeat(2000)}`,
  '/quan-ly/don-vi?sau=0~00000000-0000-0000-0000-000000000000~%00',
  '/quan-ly/don-vi?sau=0~------------------------------------~a',
  '/quan-ly/don-vi/00000000-0000-0000-0000-000000000000',
  '/quan-ly/don-vi/------------------------------------',
  '/quan-ly/don-vi/them?trong=x',
  '/quan-ly/don-vi/nhap/00000000-0000-0000-0000-000000000000',
  '/chon-don-vi?q=%25&nganh=%00&tiep=%00&ten=%00',
])('nothing that is sent breaks a page: %s', async (path) => {
  expect((await get(path)).status).toBeLessThan(500)
})

test.each([
  [
    'them',
    { name: '\0', kind: '\0', areaParent: '\0', lineParent: '\ud800', line: '\0', validFrom: '9999-99-99' },
  ],
  ['them', {}],
  ['nhap/00000000-0000-0000-0000-000000000000', { seen: '\0', fileHash: '\0' }],
])('nothing that is posted breaks %s', async (path, form) => {
  expect((await post(`/quan-ly/don-vi/${path}`, form)).status).toBeLessThan(500)
})
