import { lookAsSystem } from '#access'
import { keptName } from '#evidence'
import { unitByCode, unitBySlug } from '#org'
import { officialLayout } from '#parameters'
import {
  type Block,
  type DocumentCheck,
  type OfficialDocument,
  type Run,
  renderDocx,
  renderPdf,
} from '#platform/documents'
import { keptFile } from '#platform/files'
import { slugOf } from '#platform/plain-text'
import { Problem } from '#platform/problem'
import { addDays, type Day } from '#platform/time'
import { nameInAddress, periodOf } from '#regimes'
import { composeReport } from './compose-report.ts'
import type { Piece, ReportBlock, ReportContent } from './report.ts'
import { sentences } from './sentences.ts'

/** What a file of a report needs beside its content. */
export type Printing = {
  /** Marked on every page where the data is made up. */
  isDemonstration: boolean
  /** Address of the system, so that a figure in the file opens; without it figures are plain text. */
  origin?: string | undefined
  /** The bytes of kept photos by their hash; `fileOf` reads them. What is not there is left out. */
  pictures?: ReadonlyMap<string, Uint8Array>
  /** Where anybody finds out whether the paper is genuine: on one that is issued. */
  check?: DocumentCheck | undefined
}

function printed(piece: Piece, { origin }: Printing): Run {
  if (typeof piece === 'string') return piece
  if ('words' in piece) return piece.words
  if ('gone' in piece) return { text: sentences.gone.replace('{name}', piece.gone), italic: true }
  const { shown: figure, amount } = piece
  return origin ? { figure, amount, url: origin + piece.href } : { figure, amount }
}

function blocksFrom(block: ReportBlock, printing: Printing): Block[] {
  const runs = (pieces: readonly Piece[]) => pieces.map((piece) => printed(piece, printing))
  switch (block.kind) {
    case 'heading':
      return [block]
    case 'paragraph':
    case 'note':
      return [{ kind: block.kind, runs: runs(block.pieces) }]
    case 'list':
      return [{ kind: 'list', items: block.items.map(runs) }]
    case 'table': {
      const { caption, columns, rows, total } = block
      return [
        { kind: 'table', caption, columns, rows: rows.map(runs), ...(total ? { total: runs(total) } : {}) },
      ]
    }
    case 'chart':
      return [{ kind: 'chart', chart: block.chart, caption: block.caption, alt: block.caption }]
    case 'picture': {
      const bytes = printing.pictures?.get(block.sha256)
      return bytes ? [{ kind: 'picture', bytes, caption: block.caption, alt: block.caption }] : []
    }
    case 'unwritten':
      return [{ kind: 'paragraph', runs: [{ text: sentences.unwritten, italic: true }] }]
  }
}

/** What a report says as an official document, which knows nothing of where its numbers came from but their addresses. */
export function asOfficialDocument(report: ReportContent, printing: Printing): OfficialDocument {
  const { body, signer } = report
  const { authority, position, speaker: _speaker, ...head } = body
  return {
    ...head,
    number: report.number === null ? null : String(report.number),
    day: report.issuedOn,
    title: report.outline.title,
    subject: report.subject,
    body: [
      { kind: 'paragraph', runs: [report.opening] },
      ...report.sections.flatMap(({ heading, blocks }): Block[] => [
        { kind: 'heading', level: 1, text: heading },
        ...blocks.flatMap((block) => blocksFrom(block, printing)),
      ]),
    ],
    signature: {
      ...(authority ? { authority } : {}),
      position: signer.position || position,
      name: signer.name ?? '',
    },
    ...(printing.check ? { check: printing.check } : {}),
    ...(printing.isDemonstration ? { marking: 'DỮ LIỆU MINH HOẠ – KHÔNG PHẢI SỐ LIỆU THẬT' } : {}),
  }
}

/** The kept photos that a report shows. */
async function picturesOf({ sections }: ReportContent): Promise<Map<string, Uint8Array>> {
  const pictures = new Map<string, Uint8Array>()
  for (const block of sections.flatMap(({ blocks }) => blocks)) {
    if (block.kind !== 'picture' || pictures.has(block.sha256)) continue
    const bytes = await keptFile(keptName(block))
    if (bytes) pictures.set(block.sha256, bytes)
  }
  return pictures
}

/** What the files of a report are called on the web. */
export const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
}

/** A report as a file, in the layout in force on its day of issue. @throws Problem `document_has_no_layout` */
export async function fileOf(
  report: ReportContent,
  kind: 'docx' | 'pdf',
  printing: Printing,
): Promise<Buffer> {
  const pictures = printing.pictures ?? (await picturesOf(report))
  const document = asOfficialDocument(report, { ...printing, pictures })
  const layout = officialLayout(document.system, document.day)
  return kind === 'docx' ? renderDocx(document, layout) : renderPdf(document, layout)
}

/** A file's name that every system takes: `bao-cao-xa-rach-kien-2024-06`. */
export const fileName = ({
  unit,
  period,
  outline,
}: Pick<ReportContent, 'unit' | 'period' | 'outline'>): string =>
  slugOf(`bao-cao ${unit.slug} ${nameInAddress(period, outline.code)}`)

/**
 * The report of a unit as files, for the command line: the unit by its official code (as of the last day of the
 * period, since codes are used again for other land) or by its address. `day` is today.
 * @throws Problem `not_found_or_not_allowed` and those of composing
 */
export async function writeReport(asked: {
  unit: string
  period: string
  outline?: string | undefined
  day: Day
  printing: Printing
}): Promise<{ docx: Buffer; pdf: Buffer; name: string }> {
  const { span } = periodOf(asked.period, asked.day)
  const report = await lookAsSystem(async (db) => {
    const unit =
      (await unitByCode(db, asked.unit, addDays(span.until, -1))) ?? (await unitBySlug(db, asked.unit))
    if (!unit) throw new Problem('not_found_or_not_allowed')
    return composeReport(db, { unitId: unit.id, period: asked.period, outline: asked.outline }, asked.day)
  })
  return {
    docx: await fileOf(report, 'docx', asked.printing),
    pdf: await fileOf(report, 'pdf', asked.printing),
    name: fileName(report),
  }
}
