import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { renderDocx } from '../documents.ts'
import { aMonthOfWork, aReport } from './documents.fixture.ts'
import { shippedLayout } from './layout.fixture.ts'
import { unzipped } from './unzipped.fixture.ts'

const party = shippedLayout('HD05_2026')
const state = shippedLayout('ND30_2020')

const part = (docx: Buffer, name = 'word/document.xml') => unzipped(docx).get(name) ?? ''
/** The paragraphs of a part: their words, and the XML in which they stand. */
const paragraphs = (xml: string) =>
  [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([whole]) => ({
    xml: whole,
    text: [...whole.matchAll(/<w:t(?: [^>]*)?>(.*?)<\/w:t>/gs)].map(([, text]) => text).join(''),
  }))
const lineOf = (xml: string, text: string) => paragraphs(xml).find((line) => line.text === text)?.xml

describe('a report of a Party committee', () => {
  let xml: string
  let files: Map<string, string>
  beforeAll(async () => {
    files = unzipped(await renderDocx(aReport({ body: aMonthOfWork(), marking: 'DỮ LIỆU MINH HOẠ' }), party))
    xml = files.get('word/document.xml') ?? ''
  })

  test('has the head and foot that the rules show, word for word and in order', () => {
    const texts = paragraphs(xml)
      .map(({ text }) => text)
      .filter(Boolean)
    expect(texts.slice(0, 9)).toEqual([
      'ĐẢNG BỘ TỈNH TÂY NINH',
      'ĐẢNG ỦY XÃ CẦN ĐƯỚC',
      'ĐẢNG CỘNG SẢN VIỆT NAM',
      '*',
      'Cần Đước, ngày 05 tháng 02 năm 2027',
      'Số 12-BC/ĐU',
      'BÁO CÁO',
      'kết quả thực hiện Kết luận số 01-KL/TW năm 2026',
      '-----',
    ])
    const foot = texts.slice(texts.indexOf('Nơi nhận:'), texts.indexOf('Phụ lục I'))
    expect(foot).toEqual([
      'Nơi nhận:',
      '- Ban Thường vụ Tỉnh ủy (báo cáo),',
      '- Các chi bộ trực thuộc,',
      '- Lưu Văn phòng Đảng ủy.',
      'T/M BAN THƯỜNG VỤ',
      'PHÓ BÍ THƯ',
      'Nguyễn Văn A',
    ])
  })

  test('has the sizes and styles of Appendix 3', () => {
    const title = lineOf(xml, 'ĐẢNG CỘNG SẢN VIỆT NAM')
    expect(title).toContain('<w:sz w:val="30"/>')
    expect(title).toMatch(/<w:b\/>/)
    expect(lineOf(xml, 'ĐẢNG BỘ TỈNH TÂY NINH')).toMatch(/<w:b w:val="false"\/>/)
    expect(lineOf(xml, 'Cần Đước, ngày 05 tháng 02 năm 2027')).toMatch(/<w:i\/>/)
    expect(lineOf(xml, 'Nơi nhận:')).toContain('<w:u ')
    expect(lineOf(xml, 'PHÓ BÍ THƯ')).toMatch(/<w:b w:val="false"\/>/)
    expect(lineOf(xml, 'T/M BAN THƯỜNG VỤ')).toMatch(/<w:b\/>/)
  })

  test('is A4 with the margins of the layout', () => {
    expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"')
    expect(xml).toContain('w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567"')
  })

  test('draws a rule as long as the name of the Party', () => {
    const rule = paragraphs(xml).find(
      (line) => line.xml.includes('<w:top w:val="single"') && line.text === '',
    )?.xml
    const indent = Number(/w:left="(\d+)"/.exec(rule ?? '')?.[1])
    // The column has 88 mm (4,989 twips), the name at 15 points 72.7 mm: 7.6 mm (433 twips) stay at each side.
    expect(indent).toBeGreaterThan(420)
    expect(indent).toBeLessThan(446)
  })

  test('sets the body justified, every 19 points, with its indent, in Times New Roman', () => {
    const styles = files.get('word/styles.xml') ?? ''
    const body = /<w:style [^>]*w:styleId="OfficialBody".*?<\/w:style>/s.exec(styles)?.[0] ?? ''
    expect(body).toContain('<w:jc w:val="both"/>')
    expect(body).toMatch(/<w:spacing [^/]*w:line="380"/)
    expect(body).toMatch(/<w:spacing [^/]*w:lineRule="exact"/)
    expect(body).toContain('w:firstLine="567"')
    expect(body).toContain('<w:sz w:val="28"/>')
    expect(styles).toContain('w:ascii="Times New Roman"')
    expect(styles).toContain('<w:lang w:val="vi-VN"')
  })

  test('counts pages from the second on, and carries its marking on every page', () => {
    expect(xml).toContain('<w:titlePg/>')
    const headers = [...files].filter(([name]) => /word\/header\d/.test(name)).map(([, header]) => header)
    expect(headers.filter((header) => header.includes('PAGE'))).toHaveLength(1)
    expect(headers).toHaveLength(2)
    const footers = [...files].filter(([name]) => /word\/footer\d/.test(name)).map(([, footer]) => footer)
    expect(footers.map((footer) => footer.includes('DỮ LIỆU MINH HOẠ'))).toEqual([true, true])
  })

  test('links its figures without colouring them', () => {
    const link = /<w:hyperlink .*?<\/w:hyperlink>/s.exec(xml)?.[0] ?? ''
    expect(link).toContain('1.284')
    expect(link).not.toContain('Hyperlink"')
    expect(link).not.toContain('w:color')
    expect(files.get('word/_rels/document.xml.rels')).toContain(
      'https://lantoa.example/so-lieu?chi-tieu=hang-cay&amp;ky=2027-01',
    )
  })

  test('keeps signature and recipients on one page, and the last sentence with them', () => {
    const foot = xml.slice(0, xml.indexOf('Nơi nhận:'))
    expect(foot.slice(foot.lastIndexOf('<w:tr>'))).toContain('<w:cantSplit/>')
    const beforeFoot = paragraphs(foot.slice(0, foot.lastIndexOf('<w:tbl>'))).at(-1)
    expect(beforeFoot?.xml).toContain('<w:keepNext/>')
  })

  test('repeats the head of a table and aligns figures right', () => {
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(2)
    expect(lineOf(xml, '6.615')).toContain('<w:jc w:val="right"/>')
  })

  test('says what it is and who made it', () => {
    const core = files.get('docProps/core.xml')
    expect(core).toContain('<dc:title>BÁO CÁO kết quả thực hiện Kết luận số 01-KL/TW năm 2026</dc:title>')
    expect(core).toContain('<dc:creator>ĐẢNG ỦY XÃ CẦN ĐƯỚC</dc:creator>')
  })
})

test('a report of a People’s Committee has the Quốc hiệu, its own number, authority and end mark', async () => {
  const xml = part(
    await renderDocx(
      aReport({
        system: 'state',
        superior: '',
        issuer: 'ỦY BAN NHÂN DÂN\nXÃ CẦN ĐƯỚC',
        symbol: 'BC-UBND',
        signature: { authority: 'T/M ỦY BAN NHÂN DÂN', position: 'Chủ tịch', name: 'Trần Thị B' },
      }),
      state,
    ),
  )
  const texts = paragraphs(xml).map(({ text }) => text)
  expect(texts).toEqual(
    expect.arrayContaining([
      'ỦY BAN NHÂN DÂN',
      'XÃ CẦN ĐƯỚC',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Số: 12/BC-UBND',
      'TM. ỦY BAN NHÂN DÂN',
      'CHỦ TỊCH',
    ]),
  )
  expect(texts.some((text) => text.endsWith('nói đi đôi với làm./.'))).toBe(true)
  expect(texts).not.toContain('*')
  expect(texts).not.toContain('-----')
})

test('hostile text prints as it is, and leaves a file that XML can read', async () => {
  const hostile = '<w:p/> & "x" \u0000\u0008\ud800 ]]> #import *x* 😀\u202e'
  const xml = part(
    await renderDocx(aReport({ subject: hostile, body: [{ kind: 'paragraph', runs: [hostile] }] }), party),
  )

  expect(xml).toContain('&lt;w:p/&gt; &amp; ')
  expect(xml).toContain('#import *x* 😀')
  expect(xml.isWellFormed()).toBe(true)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
})

test('a picture keeps its shape, says what it shows and leaves the place of the phone behind', async () => {
  const bytes = await sharp({ create: { width: 2400, height: 1200, channels: 3, background: '#789' } })
    .withExif({ IFD3: { GPSLatitude: '10/1 30/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer()

  const docx = await renderDocx(
    aReport({ body: [{ kind: 'picture', bytes, caption: 'Ảnh: ra quân' }] }),
    party,
  )

  const size = /<wp:extent cx="(\d+)" cy="(\d+)"/.exec(part(docx))
  expect(Number(size?.[1]) / Number(size?.[2])).toBeCloseTo(2, 1)
  expect(part(docx)).toContain('descr="Ảnh: ra quân"')
  expect(docx.includes('GPS')).toBe(false)
  const media = [...unzipped(docx).keys()].find((name) => name.startsWith('word/media/'))
  expect(media).toMatch(/\.jpg$/)
})

test('a picture that is none is a fault, not an empty frame', async () => {
  const bytes = new TextEncoder().encode('không phải ảnh')
  await expect(renderDocx(aReport({ body: [{ kind: 'picture', bytes }] }), party)).rejects.toThrow()
})
