// Files that were made to take for ever or to unpack without end, built anew at each run.
import { zipOf } from '../src/platform/zipped.fixture.ts'

const megabyte = 1_048_576
const sheetOf = (rows: string, more: Record<string, string | Buffer> = {}) =>
  zipOf({
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    '_rels/.rels':
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml':
      '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
    ...more,
  })

/** Says a wrong size in the header before the first part, or has two entries of the directory share one part. */
function lying(zip: Buffer, lie: 'size' | 'overlap'): Buffer {
  const entry = Buffer.from('504b0102', 'hex')
  if (lie === 'size') zip.writeUInt32LE(2 ** 31 - 1, 22)
  else zip.writeUInt32LE(0, zip.indexOf(entry, zip.indexOf(entry) + 4) + 42)
  return zip
}

const inDocx = (document: string, styles = '<w:styles/>') =>
  zipOf({ 'word/document.xml': document, 'word/styles.xml': styles })
const cells = (count: number) => Array.from({ length: count }, () => '<c t="n"><v>1</v></c>').join('')

export const spreadsheets: Record<string, () => Buffer> = {
  'a bomb of zeros': () => zipOf({ 'xl/worksheets/sheet1.xml': Buffer.alloc(300 * megabyte) }),
  'a bomb within a bomb': () => zipOf({ 'a.zip': zipOf({ 'b.xml': Buffer.alloc(100 * megabyte) }) }),
  'a header that lies': () => lying(sheetOf(`<row>${cells(9)}</row>`), 'size'),
  'entries that overlap': () => lying(sheetOf(`<row>${cells(9)}</row>`), 'overlap'),
  '100,000 columns': () => sheetOf(`<row r="1">${cells(100_000)}</row>`),
  'two million cells': () => sheetOf(`<row>${cells(100)}</row>`.repeat(20_000)),
  'shared strings without end': () =>
    sheetOf('<row><c t="s"><v>0</v></c></row>', {
      'xl/sharedStrings.xml': `<sst>${'<si><t>x</t></si>'.repeat(3_000_000)}</sst>`,
    }),
  'a .csv of commas': () => Buffer.from(','.repeat(8 * megabyte - 1)),
}

export const documents: Record<string, () => Buffer> = {
  'fonts without end': () => inDocx('<w:document/>', `<w:docDefaults>${'<w:rFonts '.repeat(300_000)}`),
  'entities that grow': () =>
    inDocx(
      `<!DOCTYPE d [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]><w:document>${'&b;'.repeat(1000)}</w:document>`,
    ),
  'a hundred thousand attributes': () =>
    inDocx(
      `<w:document ${Array.from({ length: 100_000 }, (_, index) => `a${index}="1"`).join(' ')}></w:document>`,
    ),
  'a hundred thousand levels': () => inDocx(`${'<w:p>'.repeat(100_000)}${'</w:p>'.repeat(100_000)}`),
  'a million paragraphs': () => inDocx(`<d>${'<w:p><w:r><w:t>12 hộ</w:t></w:r></w:p>'.repeat(500_000)}</d>`),
  'blanks without end': () =>
    inDocx(`<d><w:p><w:r><w:t>tháng${' '.repeat(2_000_000)}x</w:t></w:r></w:p></d>`),
}
