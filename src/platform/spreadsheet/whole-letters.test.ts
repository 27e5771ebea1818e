import { expect, test } from 'vitest'
import { readSpreadsheet } from '../spreadsheet.ts'
import { zipOf } from '../zipped.fixture.ts'

const office = 'http://schemas.openxmlformats.org'
const sheetml = `${office}/spreadsheetml/2006/main`
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${office}/officeDocument/2006/relationships/${type}" Target="${target}"/>`
const relations = (...inside: string[]) =>
  `<Relationships xmlns="${office}/package/2006/relationships">${inside.join('')}</Relationships>`
const override = (part: string, kind: string) =>
  `<Override PartName="/xl/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`

/** A workbook as a program writes it that puts letters down by their numbers. */
const workbook = (inCell: string, shared: string) =>
  zipOf({
    '[Content_Types].xml': `<Types xmlns="${office}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>${override('workbook.xml', 'sheet.main')}${override('worksheets/sheet1.xml', 'worksheet')}${override('sharedStrings.xml', 'sharedStrings')}</Types>`,
    '_rels/.rels': relations(relation('r1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<workbook xmlns="${sheetml}" xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      relation('r1', 'worksheet', 'worksheets/sheet1.xml'),
      relation('r2', 'sharedStrings', 'sharedStrings.xml'),
    ),
    'xl/sharedStrings.xml': `<sst xmlns="${sheetml}"><si><t>${shared}</t></si></sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${sheetml}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${inCell}</t></is></c><c r="B1" t="s"><v>0</v></c></row></sheetData></worksheet>`,
  })

test.each([
  ['H&#7897;i ngh&#x1ECB;', 'Hội nghị'],
  ['&#128514;', '😂'],
  ['&#x1F602;', '😂'],
  ['&#55357;&#56834;', '😂'],
  ['😂', '😂'],
  ['a &amp; b', 'a & b'],
])('“%s” in a workbook is read as %s', (written, text) => {
  const { rows } = readSpreadsheet(workbook(written, written), 'a.xlsx')

  expect(rows[0]?.cells).toEqual([text, text])
})
