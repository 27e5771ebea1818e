import { expect, test } from 'vitest'
import { readSpreadsheet } from '../spreadsheet.ts'
import { zipOf } from '../zipped.fixture.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** A workbook whose cells stand one below the other, each in a font. */
function shownIn(cells: readonly (readonly [text: string, font: string])[]): Buffer {
  const fonts = [...new Set(cells.map(([, font]) => font))]
  const rows = cells.map(
    ([text, font], index) =>
      `<row r="${index + 1}"><c r="A${index + 1}" s="${fonts.indexOf(font)}" t="inlineStr"><is><t>${text}</t></is></c></row>`,
  )
  const types = 'http://schemas.openxmlformats.org/package/2006/content-types'
  const links = 'http://schemas.openxmlformats.org/package/2006/relationships'
  const kinds = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  return zipOf({
    '[Content_Types].xml': `<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${links}"><Relationship Id="r1" Type="${kinds}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${kinds}"><sheets><sheet name="Tờ &amp; 1" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${links}"><Relationship Id="r1" Type="${kinds}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${kinds}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts>${fonts.map((font) => `<font><sz val="12"/><name val="${font}"/></font>`).join('')}</fonts><cellStyleXfs><xf/></cellStyleXfs><cellXfs>${fonts.map((_, index) => `<xf numFmtId="0" fontId="${index}"/>`).join('')}</cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows.join('')}</sheetData></worksheet>`,
  })
}
const textsIn = (bytes: Buffer) => readSpreadsheet(bytes, 'a.xlsx').rows.map(({ cells }) => cells[0])

test.each([
  ['TCVN3', [['Lª', '.VnTime']], ['Lê']],
  ['capitals of TCVN3', [['®¶ng bé', '.VnTimeH']], ['ĐẢNG BỘ']],
  ['VNI', [['Thò', 'VNI-Times']], ['Thị']],
  [
    'each font its own way, and other fonts as they are',
    [
      ['Lª', '.VnArial'],
      ['Thò', 'VNI-Times'],
      ['Zoë', 'Calibri'],
    ],
    ['Lê', 'Thị', 'Zoë'],
  ],
  [
    'letters that would be words of today',
    [
      ['Hå', '.VnTime'],
      ['Họ và tên', 'Calibri'],
    ],
    ['Hồ', 'Họ và tên'],
  ],
] as const)('the font of a cell says how it was written: %s', (_, cells, read) => {
  expect(textsIn(shownIn(cells))).toEqual(read)
})

test('a sheet that was typed in Unicode under an old font stays as it is', () => {
  const cells = [
    ['Họ và tên', '.VnTime'],
    ['Lê Hoàng', '.VnTime'],
  ] as const

  expect(textsIn(shownIn(cells))).toEqual(['Họ và tên', 'Lê Hoàng'])
})

test('what was read by its font is told', () => {
  expect(readSpreadsheet(shownIn([['Lª', '.VnTime']]), 'a.xlsx').notices).toEqual([
    { code: 'readAsOldLetters', params: { count: 1 } },
  ])
})
