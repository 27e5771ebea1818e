import sharp from 'sharp'
import { expect, test } from 'vitest'
import { renderPdf } from '../documents.ts'
import type { Block, OfficialDocument } from './content.ts'
import { aMonthOfWork, aReport } from './documents.fixture.ts'
import { laidOut } from './lay-out.ts'
import { shippedLayout } from './layout.fixture.ts'
import { typeset } from './pdf.ts'
import { typesetter } from './typesetter.ts'

const party = shippedLayout('HD05_2026')
const systems = {
  HD36_2018: 'party',
  HD05_2026: 'party',
  ND30_2020: 'state',
  MASS_2020: 'organisation',
} as const

const pages = async (document: OfficialDocument, layout = party) =>
  typeset(await laidOut(document, layout), layout)

/** The pages as Typst draws them: letters are references to glyphs, each line of text is a group. */
const drawn = async (document: OfficialDocument): Promise<string> =>
  typesetter().plainSvg(await pages(document))
const linesDrawn = (svg: string): number => svg.match(/class="typst-text"/g)?.length ?? 0
const lettersDrawn = (svg: string): number => svg.match(/<use /g)?.length ?? 0

for (const [code, system] of Object.entries(systems))
  test(`a month's report is a PDF for the archive in ${code}`, async () => {
    const report = aReport({ system, body: aMonthOfWork(), marking: 'DỮ LIỆU MINH HOẠ' })

    const pdf = await renderPdf(report, shippedLayout(code as keyof typeof systems))

    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    const raw = pdf.toString('latin1')
    expect(raw.includes('pdfaid:part>2<')).toBe(true)
    expect(raw.includes('vi-VN')).toBe(true)
    const set = await pages(report, shippedLayout(code as keyof typeof systems))
    expect(set.title).toBe('BÁO CÁO kết quả thực hiện Kết luận số 01-KL/TW năm 2026')
    expect(set.authors).toEqual(['ĐẢNG ỦY XÃ CẦN ĐƯỚC'])
    expect(set.numOfPages).toBeGreaterThanOrEqual(4)
    expect(set.numOfPages).toBeLessThanOrEqual(6)
  })

test('a figure leads to where it comes from', async () => {
  const url = 'https://lantoa.example/so-lieu/0198c0de-0000-7000-8000-000000000000?ky=2027-01'
  const svg = await drawn(aReport({ body: [{ kind: 'paragraph', runs: [{ figure: '1.284', url }] }] }))
  expect([...svg.matchAll(/xlink:href="(http[^"]+)"/g)].map(([, link]) => link)).toEqual([url])
})

test('what looks like markup or code is only text', async () => {
  const hostile = [
    '#import "x.typ": *',
    '*đậm* _nghiêng_ `mã` $x^2$ = Tiêu đề',
    '#read("/etc/passwd")',
    '"] #panic("!") //',
    '\\u{41} \\ # @ref <label> ~ --- ...',
    ']\n= x\n- y\n#pagebreak()#pagebreak()',
  ]
  const report = aReport({
    superior: hostile[0] ?? '',
    issuer: hostile[1] ?? '',
    place: hostile[2] ?? '',
    title: hostile[3] ?? '',
    subject: hostile[4] ?? '',
    number: hostile[5] ?? '',
    marking: hostile[2] ?? '',
    addressees: hostile,
    recipients: hostile,
    signature: { authority: hostile[0] ?? '', position: hostile[1] ?? '', name: hostile[3] ?? '' },
    body: hostile.flatMap((text): Block[] => [
      { kind: 'heading', level: 1, text },
      { kind: 'paragraph', runs: [text, { text, bold: true }, { figure: text, url: text }] },
      { kind: 'table', caption: text, columns: [{ title: text }], rows: [[text]] },
    ]),
  })

  const set = await pages(report)

  expect(set.title).toContain('"] #panic("!") //')
  // The page breaks in the text would give many more.
  expect(set.numOfPages).toBeLessThanOrEqual(5)
})

test('signs that no font has still give a document', async () => {
  const pdf = await renderPdf(aReport({ subject: 'kết quả \u{10ffff} 😀 中文' }), party)
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
})

test('a word longer than a line is broken, in the text and in a narrow column', async () => {
  const word = 'x'.repeat(2_000)
  const short: Block[] = [
    { kind: 'paragraph', runs: ['x'] },
    {
      kind: 'table',
      columns: [
        { title: 'a', weight: 1 },
        { title: 'b', weight: 9 },
      ],
      rows: [['x', 'x']],
    },
  ]
  const long: Block[] = [
    { kind: 'paragraph', runs: [word] },
    {
      kind: 'table',
      columns: [
        { title: 'a', weight: 1 },
        { title: 'b', weight: 9 },
      ],
      rows: [[word.slice(0, 100), word]],
    },
  ]

  const more =
    linesDrawn(await drawn(aReport({ body: long }))) - linesDrawn(await drawn(aReport({ body: short })))

  // 66 letters fit into a line of the text, 69 into the wide column, 6 into the narrow one.
  expect(more).toBeGreaterThan(70)
})

test('a title of many lines and an issuer of many words push the text down, not off the page', async () => {
  const report = aReport({
    subject: 'kết quả thực hiện nhiệm vụ '.repeat(30),
    issuer: 'ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG VÀ ĐOÀN THỂ '.repeat(4),
  })
  const lines = linesDrawn(await drawn(report)) - linesDrawn(await drawn(aReport()))
  expect(lines).toBeGreaterThan(14)
})

test('a table of several pages repeats its head on each', async () => {
  const rows = Array.from({ length: 120 }, (_, index) => [`Ấp ${index + 1}`, String(index)])
  const withHead = (title: string) =>
    aReport({ body: [{ kind: 'table', columns: [{ title }, { title: 'Số hộ', align: 'right' }], rows }] })

  // One letter more in the head is drawn once a page on which the table stands.
  const more = lettersDrawn(await drawn(withHead('ẤpW'))) - lettersDrawn(await drawn(withHead('Ấp')))

  expect(more).toBeGreaterThanOrEqual(3)
  expect(more).toBe((await pages(withHead('Ấp'))).numOfPages)
})

test('pictures of one document are not seen by the next', async () => {
  const bytes = await sharp({ create: { width: 400, height: 300, channels: 4, background: '#0000' } })
    .png()
    .toBuffer()
  const picture: Block = { kind: 'picture', bytes, caption: 'Ảnh' }

  await renderPdf(aReport({ body: [picture, picture] }), party)

  const stolen = typesetter().compile({ mainFileContent: '#image("picture-0.png")' })
  expect(stolen.result).toBeNull()
})

test('two documents at once do not mix', async () => {
  const documents = Array.from({ length: 6 }, (_, index) =>
    aReport({ subject: `kết quả tháng ${index + 1}` }),
  )

  const alone = await Promise.all(documents.map(async (document) => (await pages(document)).title))

  expect(alone).toEqual(documents.map(({ title, subject }) => `${title} ${subject}`))
})
