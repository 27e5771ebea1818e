import { expect, test } from 'vitest'
import { aReport } from './documents.fixture.ts'
import { laidOut } from './lay-out.ts'
import { shippedLayout } from './layout.fixture.ts'

const party = shippedLayout('HD05_2026')
const state = shippedLayout('ND30_2020')
const endOf = async (document: ReturnType<typeof aReport>, layout = party) => {
  const last = (await laidOut(document, layout)).body.at(-1)
  const runs = last?.kind === 'paragraph' ? last.runs : last?.kind === 'list' ? (last.items.at(-1) ?? []) : []
  return runs.map(({ text }) => text).join('')
}

test('headings are numbered within the heading above, and anew in an appendix', async () => {
  const heading = (level: 1 | 2 | 3, text: string) => ({ kind: 'heading', level, text }) as const
  const report = aReport({
    body: [
      heading(1, 'Lãnh đạo'),
      heading(2, 'Học tập'),
      heading(3, 'Tháng 1'),
      heading(3, 'Tháng 2'),
      heading(2, 'Tuyên truyền'),
      heading(1, 'Kết quả'),
      heading(2, 'Mô hình'),
      { kind: 'appendix', label: 'Phụ lục I', title: 'Số liệu' },
      heading(1, 'Theo ấp'),
    ],
  })

  const { body, appendices } = await laidOut(report, party)

  expect(body.map((block) => 'text' in block && block.text)).toEqual([
    'I- LÃNH ĐẠO',
    '1. Học tập',
    'a) Tháng 1',
    'b) Tháng 2',
    '2. Tuyên truyền',
    'II- KẾT QUẢ',
    '1. Mô hình',
  ])
  expect(appendices.map((block) => ('title' in block ? block.title : 'text' in block && block.text))).toEqual(
    ['SỐ LIỆU', 'I- THEO ẤP'],
  )
})

test('the last sentence ends with the mark of the system', async () => {
  const ending = (text: string) => aReport({ body: [{ kind: 'paragraph', runs: [text] }] })

  expect(await endOf(ending('Trân trọng báo cáo'))).toBe('Trân trọng báo cáo.')
  expect(await endOf(ending('Trân trọng báo cáo./.'))).toBe('Trân trọng báo cáo.')
  expect(await endOf(ending('Trân trọng báo cáo.'), state)).toBe('Trân trọng báo cáo./.')
  expect(await endOf(ending('Ai được thụ hưởng?'), state)).toBe('Ai được thụ hưởng?')
})

test('the mark stands behind a figure and its link, and in a list behind the last item', async () => {
  const figure = { figure: '1.284', url: 'https://lantoa.example/so-lieu' }

  expect(await endOf(aReport({ body: [{ kind: 'paragraph', runs: ['Tổng số: ', figure] }] }), state)).toBe(
    'Tổng số: 1.284./.',
  )
  expect(await endOf(aReport({ body: [{ kind: 'list', items: [['một'], ['hai;']] }] }), state)).toBe(
    '- hai./.',
  )
})

test('only addresses of the web become links', async () => {
  const urls = [
    'https://lantoa.example/a b',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'không phải địa chỉ',
    '',
  ]
  const body = [{ kind: 'paragraph' as const, runs: urls.map((url) => ({ figure: '1', url })) }]

  const [laid] = (await laidOut(aReport({ body: [...body, { kind: 'pageBreak' }] }), party)).body

  expect(laid?.kind === 'paragraph' && laid.runs.map(({ url }) => url)).toEqual([
    'https://lantoa.example/a%20b',
    null,
    null,
    null,
    null,
  ])
})

test('an official letter has its subject under the number, marked as the system does', async () => {
  const letter = aReport({ title: '', subject: 'đăng ký mô hình' })

  expect((await laidOut(letter, party)).subject).toBe('đăng ký mô hình')
  expect((await laidOut(letter, state)).subject).toBe('V/v đăng ký mô hình')
})

test('a proposal says “Kính trình” in the Party', async () => {
  const proposal = aReport({ title: 'Tờ trình', addressees: ['Ban Thường vụ Tỉnh ủy.'] })

  expect((await laidOut(proposal, party)).addressees).toEqual({
    label: 'Kính trình:',
    lines: ['Ban Thường vụ Tỉnh ủy'],
  })
})

test('a row too short is filled up and one too long cut', async () => {
  const columns = [{ title: 'Ấp' }, { title: 'Số hộ' }]
  const body = [{ kind: 'table' as const, columns, rows: [['Ấp Trung'], ['Ấp Chợ', '12', 'thừa']] }]

  const [table] = (await laidOut(aReport({ body }), party)).body

  expect(table?.kind === 'table' && table.rows.map((row) => row.map(({ text }) => text))).toEqual([
    ['Ấp Trung', ''],
    ['Ấp Chợ', '12'],
  ])
})
