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
