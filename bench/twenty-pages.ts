// How long a district's report of twenty pages takes to become .docx and PDF: 120 figures that open, six tables, six charts,
// the mark by which it is checked. Warm: reports one after another in one process, no number of one being that of another. Cold:
// the first one of a process, with all that is loaded for it. LibreOffice turning the very same .docx into PDF stands beside
// it, where it is installed. Prints one JSON line a figure, times in milliseconds.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type OfficialDocument, renderDocx, renderPdf, renderWorkbook } from '#platform/documents'
import { aDistrictReport, figuresIn } from '../src/platform/documents/district-report.fixture.ts'
import { shippedLayout } from '../src/platform/documents/layout.fixture.ts'

const layout = shippedLayout('HD05_2026')
const ways = {
  docx: (report: OfficialDocument) => renderDocx(report, layout),
  PDF: (report: OfficialDocument) => renderPdf(report, layout),
  'docx and PDF together': (report: OfficialDocument) =>
    Promise.all([renderDocx(report, layout), renderPdf(report, layout)]),
  xlsx: (report: OfficialDocument) => renderWorkbook(report),
}
type Way = keyof typeof ways
const names = Object.keys(ways) as Way[]

async function elapsed(way: Way, report: OfficialDocument): Promise<number> {
  const begun = performance.now()
  await ways[way](report)
  return performance.now() - begun
}
const middle = (times: number[]): number =>
  times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN

// A process of its own for each cold time: it says how long its first report took, and ends.
const asked = names.find((name) => name === process.argv[2])
if (asked) {
  console.log(await elapsed(asked, aDistrictReport(Number(process.argv[3]))))
  process.exit(0)
}
const cold = (way: Way): number => {
  const once = (seed: number) =>
    Number(
      spawnSync(process.execPath, [import.meta.filename, way, String(seed)], { encoding: 'utf8' }).stdout,
    )
  return middle([1, 2, 3].map(once))
}

async function warm(way: Way): Promise<number> {
  const times: number[] = []
  for (let seed = 100; seed < 111; seed += 1) times.push(await elapsed(way, aDistrictReport(seed)))
  return middle(times)
}

/** LibreOffice's time for the same .docx, its second run (the first one makes a profile), and the pages it makes. */
function libreOffice(docx: Buffer): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'lantoa-bench-'))
  try {
    writeFileSync(join(folder, 'report.docx'), docx)
    const convert = () => {
      const begun = performance.now()
      const { status } = spawnSync('soffice', [
        `-env:UserInstallation=file://${folder}/profile`,
        '--headless',
        '--convert-to',
        'pdf',
        '--outdir',
        folder,
        join(folder, 'report.docx'),
      ])
      return status === 0 ? performance.now() - begun : null
    }
    return convert() === null ? null : convert()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const sample = aDistrictReport(1)
const [docx, pdf] = await ways['docx and PDF together'](sample)
const pages = /\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1] ?? '?'
const peer = libreOffice(docx)
const size = `${pages} pages, ${figuresIn(sample)} figures, 6 charts, docx ${Math.round(docx.length / 1024)} KB, PDF ${Math.round(pdf.length / 1024)} KB`
function say(metric: string, ours: number): void {
  const beside = metric.startsWith('PDF') || metric.startsWith('docx and PDF') ? peer : null
  console.log(
    JSON.stringify({
      bench: 'twenty-pages',
      metric: `${metric}, ${size}, ms`,
      ours: Math.round(ours * 10) / 10,
      peer: beside && Math.round(beside),
      peerName: beside === null ? null : 'LibreOffice, the same .docx to PDF',
      ratio: beside === null ? null : Math.round((beside / ours) * 10) / 10,
    }),
  )
}
for (const way of names) say(`${way}, warm`, await warm(way))
for (const way of names) say(`${way}, cold`, cold(way))
