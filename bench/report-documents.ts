/**
 * How long a report takes to become .docx and PDF once the server is warm, against LibreOffice turning the very same
 * .docx into PDF on the same machine in the same run. Prints one JSON line a figure, times in milliseconds.
 *
 *     node bench/report-documents.ts
 */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type OfficialDocument, renderDocx, renderPdf } from '#platform/documents'
import { officialLayout } from '../src/1-ground/parameters/layouts.ts'
import { aMonthOfWork, aReport } from '../src/platform/documents/documents.fixture.ts'

const layout = officialLayout('party', '2027-02-05')
const month = aReport({ body: aMonthOfWork(), marking: 'DỮ LIỆU MINH HOẠ' })
const main = aMonthOfWork().filter(({ kind }) => kind !== 'appendix')
const years = aReport({ body: Array.from({ length: 7 }, () => main).flat() })

async function elapsed(run: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await run()
  return performance.now() - begun
}

const both = (document: OfficialDocument) => async () => {
  await renderDocx(document, layout)
  await renderPdf(document, layout)
}

/** The middle one of many, each with another subject so that nothing can be taken from a cache as a whole. */
async function median(document: OfficialDocument, rounds: number): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++)
    times.push(await elapsed(both({ ...document, subject: `${document.subject} – lần ${round}` })))
  return times.sort((one, other) => one - other)[Math.floor(rounds / 2)] ?? Number.NaN
}

/** LibreOffice's time for the same .docx, its second run: the first one makes a profile. */
function libreOffice(docx: Buffer): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'lan-toa-bench-'))
  try {
    const file = join(folder, 'report.docx')
    writeFileSync(file, docx)
    const convert = () => {
      const begun = performance.now()
      const profile = `-env:UserInstallation=file://${folder}/profile`
      const done = spawnSync('soffice', [
        '--headless',
        profile,
        '--convert-to',
        'pdf',
        '--outdir',
        folder,
        file,
      ])
      return done.status === 0 ? performance.now() - begun : null
    }
    return convert() === null ? null : convert()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function print(metric: string, ours: number, peer: number | null): void {
  const round = (time: number) => Math.round(time * 10) / 10
  const peerName = peer === null ? null : 'LibreOffice, the same .docx to PDF'
  const ratio = peer === null ? null : Math.round((peer / ours) * 10) / 10
  console.log(
    JSON.stringify({
      bench: 'report-documents',
      metric,
      ours: round(ours),
      peer: peer && round(peer),
      peerName,
      ratio,
    }),
  )
}

print('first report of the process: .docx and PDF, ms', await elapsed(both(month)), null)
print(
  'report of a month, warm: .docx and PDF, ms',
  await median(month, 30),
  libreOffice(await renderDocx(month, layout)),
)
print(
  'report of 21 pages, warm: .docx and PDF, ms',
  await median(years, 15),
  libreOffice(await renderDocx(years, layout)),
)
