import {
  DeletedTextRun,
  Document,
  InsertedTextRun,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  Textbox,
  TextRun,
} from 'docx'
import { expect, test } from 'vitest'
import { zipOf } from '../zipped.fixture.ts'
import { readDocx } from './read-docx.ts'

type Child = Paragraph | Table | Textbox

const docxOf = async (...children: Child[]): Promise<Uint8Array> =>
  Packer.toBuffer(new Document({ sections: [{ children }] }))

const refusal = (bytes: Uint8Array): string | undefined => {
  try {
    readDocx(bytes)
    return undefined
  } catch (fault) {
    return (fault as { code?: string }).code
  }
}

const by = { id: 1, author: 'Văn phòng', date: '2026-11-01T00:00:00Z' }

test('paragraphs come in their order, rows of a table as one text each', async () => {
  const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] })
  const bytes = await docxOf(
    new Paragraph('Phần thứ nhất'),
    new Table({ rows: [new TableRow({ children: [cell('Rác hữu cơ'), cell('kg'), cell('6.381')] })] }),
    new Paragraph('Nơi nhận:'),
  )

  expect(readDocx(bytes)).toEqual({
    paragraphs: [
      { text: 'Phần thứ nhất', isInBox: false, isRow: false },
      { text: 'Rác hữu cơ | kg | 6.381', isInBox: false, isRow: true },
      { text: 'Nơi nhận:', isInBox: false, isRow: false },
    ],
    notices: [],
  })
})

test('what was inserted is read, what was deleted is not, and it is said', async () => {
  const bytes = await docxOf(
    new Paragraph({
      children: [
        new TextRun('Có '),
        new DeletedTextRun({ ...by, text: '300' }),
        new InsertedTextRun({ ...by, id: 2, text: '320' }),
        new TextRun(' hộ.'),
      ],
    }),
  )

  const { paragraphs, notices } = readDocx(bytes)

  expect(paragraphs.map(({ text }) => text)).toEqual(['Có 320 hộ.'])
  expect(notices).toEqual(['tracked_changes'])
})

test('text in a box is read once, after the paragraph on which the box hangs', async () => {
  const box = new Textbox({ children: [new Paragraph('Trong khung: 12 hộ')], style: { width: '200pt' } })
  const bytes = await docxOf(new Paragraph('Trước khung'), box, new Paragraph('Sau khung'))

  const { paragraphs, notices } = readDocx(bytes)

  expect(paragraphs.map(({ text, isInBox }) => [text, isInBox])).toEqual([
    ['Trước khung', false],
    ['Trong khung: 12 hộ', true],
    ['Sau khung', false],
  ])
  expect(notices).toEqual(['text_boxes'])
})

const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
const paragraph = (...inside: string[]) => `<w:p>${inside.join('')}</w:p>`
const relation = (id: number, type: string, target: string) =>
  `<Relationship Id="r${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`
const written = (body: string, parts: Record<string, string> = {}) =>
  zipOf({ 'word/document.xml': `<w:document ${word}><w:body>${body}</w:body></w:document>`, ...parts })
const textsOf = (bytes: Uint8Array) => readDocx(bytes).paragraphs.map(({ text }) => text)

test('notes and comments are read after the paragraph on which they hang, headers and footers once, at the end', () => {
  const bytes = written(
    paragraph(run('Kết quả tốt'), '<w:r><w:footnoteReference w:id="2"/></w:r>', run('.')) +
      paragraph(run('Khác'), '<w:r><w:endnoteReference w:id="2"/></w:r>') +
      paragraph(run('Cuối'), '<w:r><w:commentReference w:id="0"/></w:r>') +
      paragraph('<w:del><w:r><w:footnoteReference w:id="3"/></w:r></w:del>', run('Hết')),
    {
      'word/footnotes.xml': `<w:footnotes><w:footnote w:id="0" w:type="separator">${paragraph('<w:r><w:separator/></w:r>')}</w:footnote><w:footnote w:id="2">${paragraph(run('9.876 kg'))}</w:footnote><w:footnote w:id="3">${paragraph(run('Đã xoá 5 hộ'))}</w:footnote></w:footnotes>`,
      'word/endnotes.xml': `<w:endnotes><w:endnote w:id="2">${paragraph(run('55 thùng'))}</w:endnote></w:endnotes>`,
      'word/comments.xml': `<w:comments><w:comment w:id="0">${paragraph(run('Sửa thành 7 hộ'))}</w:comment></w:comments>`,
      'word/header1.xml': `<w:hdr>${paragraph(run('Đảng bộ xã'))}</w:hdr>`,
      'word/header2.xml': `<w:hdr>${paragraph(run('Đảng bộ xã'))}</w:hdr>`,
      'word/chan.xml': `<w:ftr>${paragraph(run('Số liệu đến 12 hộ'))}</w:ftr>`,
      'word/_rels/document.xml.rels': `<Relationships>${relation(1, 'footnotes', 'footnotes.xml')}${relation(2, 'endnotes', '/word/endnotes.xml')}${relation(3, 'comments', 'comments.xml')}${relation(4, 'header', 'header1.xml')}${relation(5, 'header', 'header2.xml')}${relation(6, 'footer', 'chan.xml')}</Relationships>`,
    },
  )

  const { paragraphs, notices } = readDocx(bytes)

  expect(paragraphs.map(({ text, place }) => [text, place])).toEqual([
    ['Kết quả tốt.', undefined],
    ['9.876 kg', 'note'],
    ['Khác', undefined],
    ['55 thùng', 'note'],
    ['Cuối', undefined],
    ['Sửa thành 7 hộ', 'comment'],
    ['Hết', undefined],
    ['Đảng bộ xã', 'margin'],
    ['Số liệu đến 12 hộ', 'margin'],
  ])
  expect(notices).toEqual(['notes', 'comments', 'tracked_changes', 'margins'])
})

test.each([
  [
    'a field shows its result',
    paragraph('<w:r><w:fldChar/></w:r><w:r><w:instrText>=SUM(9)</w:instrText></w:r>', run('12 hộ')),
    ['12 hộ'],
  ],
  [
    'a simple field too',
    paragraph('<w:fldSimple w:instr="NUMPAGES">', run('3 trang'), '</w:fldSimple>'),
    ['3 trang'],
  ],
  [
    'a content control',
    `<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>${paragraph(run('5 kg'))}</w:sdtContent></w:sdt>`,
    ['5 kg'],
  ],
  [
    'a content control within a row',
    `<w:tbl><w:tr><w:tc>${paragraph(run('Rác'))}</w:tc><w:sdt><w:sdtContent><w:tc>${paragraph(run('5'))}</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>`,
    ['Rác | 5'],
  ],
  [
    'a table within a table',
    `<w:tbl><w:tr><w:tc>${paragraph(run('Ngoài'))}<w:tbl><w:tr><w:tc>${paragraph(run('7 hộ'))}</w:tc><w:tc>${paragraph(run('8 hộ'))}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>`,
    ['Ngoài\n7 hộ\n8 hộ'],
  ],
  [
    'one thing kept in two ways',
    paragraph(
      `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:t>12 hộ</w:t></mc:Choice><mc:Fallback><w:t>12 hộ</w:t></mc:Fallback></mc:AlternateContent></w:r>`,
    ),
    [],
  ],
  [
    'a paragraph that was moved away',
    `<w:moveFrom>${paragraph(run('300 hộ'))}</w:moveFrom>${paragraph('<w:moveTo>', run('300 hộ'), '</w:moveTo>')}`,
    ['300 hộ'],
  ],
  [
    'a row that was deleted',
    `<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>${paragraph('<w:del><w:r><w:delText>9 hộ</w:delText></w:r></w:del>')}</w:tc></w:tr></w:tbl>${paragraph(run('Còn'))}`,
    ['Còn'],
  ],
  ['letters written as numbers', paragraph(run('H&#7897;i ngh&#x1ECB; &#55357;&#56834;')), ['Hội nghị 😂']],
  [
    'a box that only older programs know',
    paragraph(
      `<w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:pict><w:txbxContent>${paragraph(run('4 hộ'))}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
    ),
    ['4 hộ'],
  ],
])('%s', (_, body, texts) => {
  expect(textsOf(written(body))).toEqual(texts)
})

test('fonts of the years before Unicode are read in letters of today', async () => {
  const bytes = await docxOf(
    new Paragraph({ children: [new TextRun({ text: 'B¸o c¸o s¬ kÕt cña §¶ng ñy x·', font: '.VnTime' })] }),
    new Paragraph({ children: [new TextRun({ text: 'céng hßa', font: '.VnTimeH' })] }),
    new Paragraph({ children: [new TextRun({ text: 'Baùo caùo cuûa Ñaûng uûy xaõ', font: 'VNI-Times' })] }),
  )

  const { paragraphs, notices } = readDocx(bytes)

  expect(paragraphs.map(({ text }) => text)).toEqual([
    'Báo cáo sơ kết của Đảng ủy xã',
    'CỘNG HÒA',
    'Báo cáo của Đảng ủy xã',
  ])
  expect(notices).toEqual(['tcvn3', 'vni'])
})

test('what is no Word file, is broken, or would fill the memory is refused', () => {
  const empty = zipOf({ 'word/document.xml': '<w:document/>' })

  expect(refusal(Buffer.from('%PDF-1.7'))).toBe('document_is_no_docx')
  expect(refusal(zipOf({ 'xl/workbook.xml': '<x/>' }))).toBe('document_is_no_docx')
  expect(refusal(empty.subarray(0, 60))).toBe('document_is_unreadable')
  expect(refusal(zipOf({ 'word/document.xml': '<w:p><w:r>' }))).toBe('document_is_unreadable')
  expect(refusal(zipOf({ 'word/document.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }))).toBe(
    'document_is_unreadable',
  )
  expect(refusal(zipOf({ 'word/document.xml': Buffer.alloc(64 * 1_048_576, 32) }))).toBe(
    'document_unpacks_too_large',
  )
  expect(refusal(zipOf({ 'word/document.xml': Buffer.alloc(64 * 1_048_576, 32) }, 10))).toBe(
    'document_unpacks_too_large',
  )
})

test.each<[how: string, encode: (xml: string) => Buffer]>([
  ['with its mark', (xml) => Buffer.from(`\ufeff${xml}`, 'utf16le')],
  ['high byte first', (xml) => Buffer.from(`\ufeff${xml}`, 'utf16le').swap16()],
  ['without a mark', (xml) => Buffer.from(xml, 'utf16le')],
])('parts in UTF-16, %s, are read as those in UTF-8', (_, encode) => {
  const xml = `<?xml version="1.0" encoding="UTF-16"?><w:document ${word}><w:body>${paragraph(run('Trồng 350 cây xanh'))}</w:body></w:document>`

  expect(textsOf(zipOf({ 'word/document.xml': encode(xml) }))).toEqual(['Trồng 350 cây xanh'])
})
