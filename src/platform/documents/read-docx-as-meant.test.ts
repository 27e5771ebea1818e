import { expect, test } from 'vitest'
import { zipOf } from '../zipped.fixture.ts'
import { readDocx } from './read-docx.ts'

const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const run = (text: string, properties = '') =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`
const paragraph = (...inside: string[]) => `<w:p>${inside.join('')}</w:p>`
const row = (...cells: string[]) =>
  `<w:tbl><w:tr>${cells.map((cell) => `<w:tc>${cell}</w:tc>`).join('')}</w:tr></w:tbl>`
const documentOf = (body: string) => `<w:document ${word}><w:body>${body}</w:body></w:document>`
const relationsOf = (...targets: [string, string][]) =>
  `<Relationships>${targets.map(([type, target]) => `<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`).join('')}</Relationships>`
const read = (body: string, parts: Record<string, string> = {}) => {
  const { paragraphs, notices } = readDocx(zipOf({ 'word/document.xml': documentOf(body), ...parts }))
  return { texts: paragraphs.map(({ text }) => text), notices }
}

const [tab, lineBreak] = ['<w:r><w:tab/></w:r>', '<w:r><w:br/></w:r>']
const raised = '<w:vertAlign w:val="superscript"/>'

test.each([
  ['tabs', paragraph(run('Số cây: 45'), tab, run('120'), tab, run('907 cây')), 'Số cây: 45\t120\t907 cây'],
  ['a line break', paragraph(run('Năm ngoái 14'), lineBreak, run('250 cây')), 'Năm ngoái 14\n250 cây'],
  ['columns made with blanks', paragraph(run('Số cây: 45   120')), 'Số cây: 45\t120'],
  [
    'paragraphs of a cell',
    row(paragraph(run('Cây')), paragraph(run('14')) + paragraph(run('250'))),
    'Cây | 14\n250',
  ],
  ['a nested table', row(row(paragraph(run('14')), paragraph(run('250')))), '14\n250'],
  ['a power', paragraph(run('Thu 10'), run('6', raised), run(' đồng')), 'Thu 10⁶ đồng'],
  ['the mark of a note', paragraph(run('Có 250'), run('2', raised), run(' cây')), 'Có 250² cây'],
  ['an index', paragraph(run('Khí CO'), run('2', '<w:vertAlign w:val="subscript"/>')), 'Khí CO₂'],
])('numbers beside each other stay apart: %s', (_, body, text) => {
  expect(read(body)).toEqual({ texts: [text], notices: [] })
})

test('a row that was taken out while changes are tracked is no row', () => {
  const cells = (text: string, properties = '') =>
    `<w:tr>${properties}<w:tc>${paragraph(run(text))}</w:tc></w:tr>`
  const found = read(
    `<w:tbl>${cells('380 cây', '<w:trPr><w:del w:id="1"/></w:trPr>')}${cells('410 cây')}</w:tbl>`,
  )

  expect(found).toEqual({ texts: ['410 cây'], notices: ['tracked_changes'] })
})

test('a fraction of mathematics is a part of a whole, an exponent is raised', () => {
  const math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
  const r = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`
  const fraction = `<m:oMath ${math}><m:f><m:num>${r('17')}</m:num><m:den>${r('19')}</m:den></m:f></m:oMath>`
  const power = `<m:oMath ${math}><m:sSup><m:e>${r('10')}</m:e><m:sup>${r('3')}</m:sup></m:sSup></m:oMath>`

  const { texts } = read(paragraph(fraction, run(' tiêu chí')) + paragraph(power))

  expect(texts).toEqual(['17/19 tiêu chí', '10³'])
})

test.each([
  ['struck out', '<w:strike/>', '', ['Có 410 cây'], ['struck_out']],
  ['struck out twice', '<w:dstrike w:val="1"/>', '', ['Có 410 cây'], ['struck_out']],
  ['hidden', '<w:vanish/>', '', ['Có 410 cây'], ['hidden']],
  ['struck out no more', '<w:strike w:val="0"/>', '', ['Có 380 410 cây'], []],
  ['struck out by its style', '<w:rStyle w:val="Bo"/>', '<w:strike/>', ['Có 410 cây'], ['struck_out']],
  [
    'against its style',
    '<w:rStyle w:val="Bo"/><w:vanish w:val="false"/>',
    '<w:vanish/>',
    ['Có 380 410 cây'],
    [],
  ],
])('what is %s', (_, properties, inStyle, texts, notices) => {
  const styles = `<w:styles ${word}><w:style w:type="character" w:styleId="Bo"><w:rPr>${inStyle}</w:rPr></w:style></w:styles>`

  const found = read(paragraph(run('Có '), run('380', properties), run(' 410 cây')), {
    'word/styles.xml': styles,
  })

  expect(found).toEqual({ texts, notices })
})

const font = (name: string) => `<w:rFonts w:ascii="${name}" w:hAnsi="${name}"/>`
const style = (id: string, more: string, attributes = '') =>
  `<w:style w:type="paragraph" w:styleId="${id}" ${attributes}>${more}</w:style>`
const inStyle = (id: string, text: string) => paragraph(`<w:pPr><w:pStyle w:val="${id}"/></w:pPr>`, run(text))

test.each([
  ['the default style', style('Normal', `<w:rPr>${font('.VnTime')}</w:rPr>`, 'w:default="1"'), paragraph],
  ['the style of the paragraph', style('Than', `<w:rPr>${font('.VnTime')}</w:rPr>`), undefined],
  [
    'the style on which it is based',
    `${style('Goc', `<w:rPr>${font('.VnTime')}</w:rPr>`)}${style('Than', '<w:basedOn w:val="Goc"/>')}`,
    undefined,
  ],
  [
    'the defaults of the document',
    `<w:docDefaults><w:rPrDefault><w:rPr>${font('.VnTime')}</w:rPr></w:rPrDefault></w:docDefaults>`,
    paragraph,
  ],
])('an old font is found in %s', (_, styles, plainly) => {
  const text = 'Héi N«ng d©n trång ®­îc 250 c©y'
  const body = plainly ? plainly(run(text)) : inStyle('Than', text)

  const found = read(body, { 'word/styles.xml': `<w:styles ${word}>${styles}</w:styles>` })

  expect(found).toEqual({ texts: ['Hội Nông dân trồng được 250 cây'], notices: ['tcvn3'] })
})

test('a style that stands on itself ends', () => {
  const styles = `<w:styles ${word}>${style('Than', '<w:basedOn w:val="Than"/>')}</w:styles>`

  expect(read(inStyle('Than', 'Có 250 cây'), { 'word/styles.xml': styles }).texts).toEqual(['Có 250 cây'])
})

test('text that was typed in Unicode and kept an old font stays as it is, whatever stands beside it', () => {
  const { texts, notices } = read(
    paragraph(run('Hội Nông dân trồng 250 cây', font('.VnTime'))) +
      paragraph(run('Có 12 xã, không có gì', font('VNI-Times'))) +
      paragraph(run('Gồm 3 xóm và 2 cù lao', font('.VnArial'))) +
      paragraph(run('Héi Phô n÷ ', font('.VnTime')), run('quyên góp được', font('Arial'))),
  )

  expect(texts).toEqual([
    'Hội Nông dân trồng 250 cây',
    'Có 12 xã, không có gì',
    'Gồm 3 xóm và 2 cù lao',
    'Hội Phụ nữ quyên góp được',
  ])
  expect(notices).toEqual(['tcvn3'])
})

test('the main part is where the file says, under whatever prefix', () => {
  const named = `<n:document xmlns:n="http://purl.oclc.org/ooxml/wordprocessingml/main"><n:body><n:p><n:r><n:t>Có 250 cây</n:t></n:r><n:r><n:footnoteReference n:id="4"/></n:r></n:p></n:body></n:document>`
  const bytes = zipOf({
    '_rels/.rels': relationsOf(['officeDocument', '/vanban/chinh.xml']),
    'vanban/chinh.xml': named,
    'vanban/_rels/chinh.xml.rels': relationsOf(['footnotes', '../ghichu.xml']),
    'ghichu.xml': `<footnotes xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><footnote w:id="4"><p><r><t>Trong đó 30 cây sao</t></r></p></footnote></footnotes>`,
  })

  const { paragraphs } = readDocx(bytes)

  expect(paragraphs.map(({ text }) => text)).toEqual(['Có 250 cây', 'Trong đó 30 cây sao'])
})

test('a workbook whose file names its main part is no Word file', () => {
  const bytes = zipOf({
    '_rels/.rels': relationsOf(['officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': '<workbook/>',
  })

  expect(() => readDocx(bytes)).toThrowError(expect.objectContaining({ code: 'document_is_no_docx' }))
})

const chart = (inside: string) => ({
  'word/_rels/document.xml.rels': relationsOf(['chart', 'charts/chart1.xml']),
  'word/charts/chart1.xml': `<c:chartSpace>${inside}</c:chartSpace>`,
})

test.each<[string, string, Record<string, string>, string[]]>([
  ['a chart with values', paragraph(run('A')), chart('<c:v>250</c:v>'), ['unread_parts']],
  ['an empty chart', paragraph(run('A')), chart('<c:v/>'), []],
  [
    'an embedded workbook',
    paragraph(run('A')),
    { 'word/_rels/document.xml.rels': relationsOf(['package', 'embeddings/a.xlsx']) },
    ['unread_parts'],
  ],
  ['another file within the text', `${paragraph(run('A'))}<w:altChunk/>`, {}, ['unread_parts']],
  [
    'text of a drawing',
    paragraph(run('A'), '<w:r><w:drawing><a:t>250 cây</a:t></w:drawing></w:r>'),
    {},
    ['unread_parts'],
  ],
  ['nothing at all', paragraph(), {}, ['nothing_read']],
])('what is not read is told: %s', (_, body, parts, notices) => {
  expect(read(body, parts).notices).toEqual(notices)
})

test('what was encoded twice, or stands in a font of VISCII, is read as it was meant', () => {
  const found = read(
    paragraph(run('Há»™i nghá»‹ cÃ³ 250 ngÆ°á»\u009di')) +
      paragraph(run('Nguy\u00adn Vån An', font('VI Times'))),
  )

  expect(found.texts).toEqual(['Hội nghị có 250 người', 'Nguyễn Văn An'])
  expect(found.notices).toEqual(['encoded_twice', 'viscii'])
})
