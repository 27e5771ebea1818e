/** What is drawn or photographed in a document, in both of its files. */

import sharp from 'sharp'
import { getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import { type OfficialDocument, renderDocx, renderPdf } from '../documents.ts'
import { allCharts, byUnit } from './charts.fixture.ts'
import type { Block } from './content.ts'
import { aReport } from './documents.fixture.ts'
import { shippedLayout } from './layout.fixture.ts'
import { unzipped } from './unzipped.fixture.ts'

const layouts = { party: shippedLayout('HD05_2026'), state: shippedLayout('ND30_2020') }
type Node = { role?: string; alt?: string; children?: Node[] }

/** The words of a PDF, and what its pictures are said to show, page by page. */
async function readPdf(document: OfficialDocument, layout = layouts.party) {
  const bytes = await renderPdf(document, layout)
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const pages: { text: string; alts: string[] }[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    const alts: string[] = []
    const walk = (node: Node | null) => {
      if (node?.alt) alts.push(node.alt)
      for (const child of node?.children ?? []) walk(child)
    }
    walk((await page.getStructTree()) as Node | null)
    pages.push({ text: items.map((item) => ('str' in item ? item.str : '')).join(' '), alts })
  }
  return { bytes, pages }
}
const documentXml = (docx: Buffer) => unzipped(docx).get('word/document.xml') ?? ''

for (const system of ['party', 'state'] as const)
  test(`charts stand in both files of the ${system}, as text in the PDF, with their values for who does not see them`, async () => {
    const body = Object.entries(allCharts).map(
      ([name, chart]): Block => ({ kind: 'chart', chart, caption: `Biểu đồ ${name}` }),
    )
    const report = aReport({ system, body })

    const { bytes, pages } = await readPdf(report, layouts[system])
    const xml = documentXml(await renderDocx(report, layouts[system]))

    const raw = bytes.toString('latin1')
    expect(raw).toContain('pdfaid:part>2<')
    const fonts = new Set(
      [...raw.matchAll(/\/BaseFont\s*\/(?:[A-Z]{6}\+)?([\w-]+)/g)].map(([, font]) => font),
    )
    expect([...fonts].every((font) => font?.startsWith('Tinos'))).toBe(true)
    const text = pages.map((page) => page.text).join(' ')
    for (const word of ['Phường Khánh Hậu', '3.250', 'chưa có số liệu', 'quý IV/2026', 'Ngày Chủ nhật xanh'])
      expect(text).toContain(word)
    const alts = pages.flatMap((page) => page.alts)
    const described = [...xml.matchAll(/<wp:docPr [^>]*descr="([^"]*)"/g)].map(([, words]) => words)
    expect(alts).toHaveLength(8)
    expect(described).toEqual(alts)
    expect(alts[0]).toContain('Biểu đồ byUnit. Biểu đồ thanh, đơn vị tính: lượt người. Xã Cần Đước: 1.284;')
    expect(alts[0]).toContain('Xã Tân Lân: chưa có số liệu;')
  })

test('a chart is as wide as the text, whatever its height, and its words come before its values', async () => {
  const body: Block[] = [{ kind: 'chart', chart: byUnit, alt: 'Phường Khánh Hậu cao nhất' }]
  const xml = documentXml(await renderDocx(aReport({ body }), layouts.party))

  // 165 mm in units of 1/36000 mm, on whole pixels.
  const [, width] = /<wp:extent cx="(\d+)"/.exec(xml) ?? []
  expect(Number(width) / 36_000).toBeCloseTo(165, 0)
  expect(xml).toContain('descr="Phường Khánh Hậu cao nhất. Biểu đồ thanh')
})

test('a photo of four megabytes taken upright is scaled down and stands upright in both files', async () => {
  const grain = { type: 'gaussian', mean: 128, sigma: 40 } as const
  const bytes = await sharp({
    create: { width: 4000, height: 3000, channels: 3, background: '#789', noise: grain },
  })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 70 })
    .toBuffer()
  expect(bytes.length).toBeGreaterThan(4_000_000)
  const report = aReport({
    body: [{ kind: 'picture', bytes, caption: 'Ảnh: ra quân', alt: 'Nhiều người trồng cây' }],
  })

  const docx = await renderDocx(report, layouts.party)
  const pdf = await readPdf(report)

  const [, width, height] = /<wp:extent cx="(\d+)" cy="(\d+)"/.exec(documentXml(docx)) ?? []
  expect(Number(height) / Number(width)).toBeCloseTo(4 / 3, 1)
  expect(documentXml(docx)).toContain('descr="Nhiều người trồng cây"')
  expect(pdf.pages.flatMap(({ alts }) => alts)).toEqual(['Nhiều người trồng cây'])
  const raw = pdf.bytes.toString('latin1')
  const [wide, high] = [/\/Width (\d+)/, /\/Height (\d+)/].map((size) => Number(size.exec(raw)?.[1]))
  expect((high ?? 0) / (wide ?? 1)).toBeCloseTo(4 / 3, 1)
  // 110 mm at 300 dots an inch.
  expect(high).toBe(1299)
  for (const file of [docx, pdf.bytes]) expect(file.length).toBeLessThan(700_000)
})

test('a photo kept as PNG becomes JPEG, a drawing stays PNG', async () => {
  const grain = { type: 'gaussian', mean: 128, sigma: 40 } as const
  const frame = { width: 1600, height: 1200, channels: 3, background: '#fff' } as const
  const photo = await sharp({ create: { ...frame, noise: grain } })
    .png()
    .toBuffer()
  const drawing = await sharp({ create: frame }).png().toBuffer()

  const docx = await renderDocx(
    aReport({ body: [photo, drawing].map((bytes): Block => ({ kind: 'picture', bytes })) }),
    layouts.party,
  )

  const media = [...unzipped(docx).keys()].filter((name) => name.startsWith('word/media/'))
  expect(media.map((name) => name.split('.').at(-1)).sort()).toEqual(['jpg', 'png'])
  expect(docx.length).toBeLessThan(700_000)
})

const check = {
  url: 'https://lantoa.example/kiem-tra/7K3M-2Q9X',
  code: '7K3M-2Q9X',
  hash: '3F2A9C01BE7744D1'.padEnd(64, '0'),
}

for (const system of ['party', 'state'] as const)
  test(`under the recipients of the ${system} stands where the paper is checked, on the page of the signature`, async () => {
    const body = Array.from(
      { length: 40 },
      (): Block => ({
        kind: 'paragraph',
        runs: ['Các chi bộ tiếp tục nêu gương trong công việc hằng ngày.'],
      }),
    )
    const report = aReport({ system, body, check })

    const { pages } = await readPdf(report, layouts[system])
    const docx = await renderDocx(report, layouts[system])

    const last = pages.at(-1)
    expect(pages.length).toBeGreaterThan(1)
    expect(last?.text).toMatch(
      /Nơi nhận:.*Nguyễn Văn A.*Kiểm tra văn bản tại lantoa\.example.*Mã 7K3M-2Q9X.*Dấu SHA-256: 3f2a 9c01 be77 44d1/s,
    )
    expect(last?.alts).toEqual(['Mã QR dẫn đến trang kiểm tra văn bản'])
    const xml = documentXml(docx)
    const foot = xml.slice(xml.indexOf('Nơi nhận:'))
    expect(foot).toContain('Mã 7K3M-2Q9X')
    expect(foot).toContain('Dấu SHA-256: 3f2a 9c01 be77 44d1')
    expect(foot).toContain('descr="Mã QR dẫn đến trang kiểm tra văn bản"')
    // All of the signature is bound to what follows: the mark never stands alone on a page.
    const signed = foot.slice(0, foot.indexOf('</w:tbl>'))
    const lines = signed.match(/<w:p>.*?<\/w:p>/gs) ?? []
    expect(lines.length).toBeGreaterThan(4)
    expect(lines.every((line) => line.includes('<w:keepNext/>'))).toBe(true)
  })

const sentence: Block = {
  kind: 'paragraph',
  runs: ['Các chi bộ tiếp tục nêu gương trong công việc hằng ngày.'],
}
const table: Block = {
  kind: 'table',
  columns: [{ title: 'Ấp' }, { title: 'Số hộ', align: 'right' }],
  rows: ['Ấp Trung', 'Ấp Chợ', 'Ấp Cuối'].map((name) => [name, '12']),
}

test.each([
  ['a sentence', sentence, 'nêu gương trong công việc'],
  ['a table', table, 'Ấp Cuối'],
])('the mark never stands alone on a page, wherever it ends: behind %s', async (_, last, words) => {
  const lengths = Array.from({ length: 18 }, (_, index) => index + 6)

  const ends = await Promise.all(
    lengths.map(async (length) => {
      const body = [...Array.from({ length }, () => sentence), last]
      const { pages } = await readPdf(aReport({ body, check }), layouts.party)
      return { count: pages.length, text: pages.at(-1)?.text ?? '' }
    }),
  )

  // Some of them end right where the signature has no room any more.
  expect(ends.map(({ count }) => count)).toEqual(expect.arrayContaining([1, 2]))
  for (const { text } of ends) expect(text).toMatch(new RegExp(`${words}.*Mã 7K3M-2Q9X`, 's'))
})

test('a mark that leads nowhere is refused, and without one nothing is printed', async () => {
  for (const wrong of [{ url: 'javascript:alert(1)' }, { hash: 'không phải' }, { hash: 'abc' }])
    await expect(renderPdf(aReport({ check: { ...check, ...wrong } }), layouts.party)).rejects.toThrow()
  const { pages } = await readPdf(aReport())
  expect(pages.map(({ text }) => text).join()).not.toContain('Kiểm tra văn bản')
})
