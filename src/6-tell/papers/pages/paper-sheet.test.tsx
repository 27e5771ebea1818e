import { expect, test } from 'vitest'
import type { ContentSection, PaperContent } from '../content.ts'
import { issuingBodyOf } from '../issuing-body.ts'
import { sheetOf } from '../official-document.ts'
import { PaperSheet } from './paper-sheet.tsx'

const commune = {
  name: 'Xã Rạch Kiến',
  kind: 'commune',
  level: 'commune',
  isArea: true,
  line: null,
  areas: [{ name: 'Tỉnh Tây Ninh', kind: 'province' }],
  lineParent: null,
}
const aSection = (over: Partial<ContentSection> = {}): ContentSection => ({
  key: 'ket_qua',
  isRestricted: false,
  heading: 'Kết quả',
  blocks: [{ kind: 'paragraph', pieces: ['Đã làm.'] }],
  ...over,
})
const aPaper = (over: Partial<PaperContent> = {}): PaperContent => ({
  unit: { id: 'u', name: 'Xã Rạch Kiến', slug: 'xa-rach-kien' },
  outline: { code: 'monthly', version: 1, title: 'BÁO CÁO' },
  period: '2026-03',
  number: 5,
  issuedOn: '2026-04-05',
  signer: { name: 'Nguyễn Văn A', position: 'BÍ THƯ' },
  body: issuingBodyOf(commune),
  subject: 'kết quả tháng 3',
  opening: 'Như sau:',
  sections: [aSection()],
  ...over,
})
const shown = async (paper: PaperContent, tools = {}) =>
  String(<PaperSheet report={paper} sheet={await sheetOf(paper)} tools={tools} />)

test('head and foot are those of the print, in the layout of who issues it', async () => {
  const page = await shown(aPaper({ addressees: ['Ban Thường vụ Tỉnh ủy'] }))

  for (const words of [
    'ĐẢNG BỘ TỈNH TÂY NINH',
    'ĐẢNG ỦY XÃ RẠCH KIẾN',
    'ĐẢNG CỘNG SẢN VIỆT NAM',
    'Số 05-BC/ĐU',
    'Rạch Kiến, ngày 05 tháng 4 năm 2026',
    'Kính gửi:',
    'Ban Thường vụ Tỉnh ủy',
    '- Lưu Văn phòng Đảng ủy.',
    'T/M BAN THƯỜNG VỤ',
    'Nguyễn Văn A',
  ])
    expect(page).toContain(words)
})

test('every section bears its number, also beyond the fifteenth', async () => {
  const sections = Array.from({ length: 40 }, (_, index) =>
    aSection({ key: `p_${index + 1}`, heading: `Phần thứ ${index + 1}.` }),
  )

  const page = await shown(aPaper({ sections }))

  for (const heading of ['I- Phần thứ 1.', 'XV- Phần thứ 15.', 'XVI- Phần thứ 16.', 'XL- Phần thứ 40.'])
    expect(page).toContain(`>${heading}<`)
  expect(page).not.toContain('undefined')
})

test('a figure is marked by how far it is proven; annexes are folded behind the signature', async () => {
  const figure = (shown: string, proven?: number) => ({
    shown,
    amount: 1,
    href: '/so',
    scope: null,
    ...(proven === undefined ? {} : { proven }),
  })
  const pieces = [figure('11', 100), ' ', figure('22', 40), ' ', figure('33', 0), ' ', figure('44')]
  const annex = aSection({ key: 'phu_luc', heading: 'Số liệu', isAnnex: true })

  const page = await shown(
    aPaper({ sections: [annex, aSection({ blocks: [{ kind: 'paragraph', pieces }] })] }),
  )

  for (const [proof, amount] of [
    ['whole', '11'],
    ['part', '22'],
    ['none', '33'],
  ])
    expect(page).toContain(`data-proof="${proof}">${amount}<`)
  expect(page).toContain('<a href="/so">44</a>')
  expect(page).toMatch(/Nguyễn Văn A[\s\S]*<details[^>]*>\s*<summary>Phụ lục. Số liệu<\/summary>/)
})

test('a section without a word is shown to those who may write it alone', async () => {
  const paper = aPaper({
    sections: [aSection(), aSection({ key: 'trong', heading: 'Để trống', blocks: [] })],
  })

  expect(await shown(paper)).not.toContain('Để trống')
  expect(await shown(paper, { beside: () => 'Sửa' })).toContain('Để trống')
})

test('an annex is open where somebody says something of it, and is found by its name', async () => {
  const annexes = ['mot', 'hai'].map((key) => aSection({ key, heading: `Bảng ${key}`, isAnnex: true }))
  const above = (key: string) => (key === 'hai' ? 'Sai dòng 3' : null)

  const page = await shown(aPaper({ sections: [aSection(), ...annexes] }), { above })

  expect(page).toMatch(/<details class="paper-annex" id="phan-mot">/)
  expect(page).toMatch(/<details class="paper-annex" id="phan-hai" open/)
})
