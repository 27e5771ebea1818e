// How long it takes to read a Word file of twenty pages and hold each of its numbers against the figures of a unit. The file is
// as long as a district's report, made by our own writer; 300 figures are known. LibreOffice turning the same file into text
// stands beside it, where it is installed: the way in which one would get at the text otherwise.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Document, Packer, Paragraph } from 'docx'
import { checkDocument } from '../src/6-tell/papers/check/check-document.ts'
import type { KnownFigure } from '../src/6-tell/papers/check/match-claims.ts'
import { later, sentences } from '../src/6-tell/papers/check/sentences.fixture.ts'
import { readDocx } from '../src/platform/documents/read-docx.ts'

/** About 500 words a page. */
const words = 20 * 500
const lines = [...sentences, ...later].map(([text]) => text)
const paragraphs: string[] = []
for (let at = 0, count = 0; count < words; at += 3) {
  const text = [0, 1, 2].map((more) => lines[(at + more) % lines.length]).join(' ')
  paragraphs.push(text)
  count += text.split(/\s+/).length
}
const bytes = await Packer.toBuffer(
  new Document({ sections: [{ children: paragraphs.map((text) => new Paragraph(text)) }] }),
)
const figures: KnownFigure[] = Array.from({ length: 300 }, (_, index) => ({
  code: `figure_${index}`,
  name: `${lines[index % lines.length]?.slice(0, 40)} ${index}`,
  unit: ['lượt người', 'hộ', 'kg', 'đồng', 'mô hình'][index % 5] ?? 'hộ',
  value: 7 * index,
  proven: index % 100,
}))
const span = { from: '2024-06', until: '2024-06' }

const check = () => {
  const texts = readDocx(bytes).paragraphs.map(({ text }) => text)
  return checkDocument(texts, { figures, span, before: texts.slice(0, 60), otherUnits: ['Xã Mỹ Lệ'] })
}
const milliseconds = (run: () => unknown): number => {
  const begun = performance.now()
  run()
  return performance.now() - begun
}
const first = milliseconds(check)
const times = Array.from({ length: 30 }, () => milliseconds(check)).sort((one, other) => one - other)
const claims = check().reduce((sum, one) => sum + one.claims.length, 0)

const folder = mkdtempSync(join(tmpdir(), 'lantoa-bench-'))
writeFileSync(join(folder, 'report.docx'), bytes)
const begun = performance.now()
const { status } = spawnSync('soffice', [
  '--headless',
  '--convert-to',
  'txt',
  '--outdir',
  folder,
  join(folder, 'report.docx'),
])
const peer = status === 0 ? Math.round(performance.now() - begun) : null
rmSync(folder, { recursive: true, force: true })

const say = (metric: string, ours: number) =>
  console.log(
    JSON.stringify({
      bench: 'number-check',
      metric: `${metric}, ${paragraphs.length} paragraphs, ${claims} amounts`,
      ours: Math.round(ours * 10) / 10,
      peer,
      peerName: peer === null ? null : 'LibreOffice, the same file to text, ms',
      ratio: peer === null ? null : Math.round((peer / ours) * 10) / 10,
    }),
  )
say('20 pages, first time, ms', first)
say('20 pages, p50, ms', times[15] ?? Number.NaN)
say('20 pages, p95, ms', times[28] ?? Number.NaN)
