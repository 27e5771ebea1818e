import { keptName } from '#evidence'
import { officialLayout } from '#parameters'
import {
  type Block,
  type DocumentCheck,
  type DocumentFrame,
  type DocumentLayout,
  frameOfDocument,
  type OfficialDocument,
  type Run,
  renderDocx,
  renderPdf,
} from '#platform/documents'
import { keptFile } from '#platform/files'
import { labelled } from './annexes.ts'
import { definitionOf } from './blocks/index.ts'
import type { PaperBlock, PaperContent, Piece } from './content.ts'
import { paperWords } from './paper-words.ts'

/** What a file of a paper needs beside its content. */
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
  if ('gone' in piece) return { text: paperWords.gone.replace('{name}', piece.gone), italic: true }
  const { shown: figure, amount } = piece
  return origin ? { figure, amount, url: origin + piece.href } : { figure, amount }
}

function blocksFrom(block: PaperBlock, printing: Printing): Block[] {
  const { pictures = new Map() } = printing
  return definitionOf(block).printed(block, { run: (piece) => printed(piece, printing), pictures })
}

/** What a paper says as an official document, which knows nothing of where its numbers came from but their addresses. */
export function asOfficialDocument(report: PaperContent, printing: Printing): OfficialDocument {
  const { body, signer } = report
  const { authority, position, speaker: _speaker, ...head } = body
  return {
    ...head,
    number: report.number === null ? null : String(report.number),
    day: report.issuedOn,
    title: report.outline.title,
    subject: report.subject,
    ...(report.addressees ? { addressees: report.addressees } : {}),
    body: [
      { kind: 'paragraph', runs: [report.opening] },
      ...labelled(report.sections).flatMap(({ section, label }): Block[] => [
        section.isAnnex
          ? { kind: 'appendix', label: label ?? '', title: section.heading }
          : { kind: 'heading', level: 1, text: section.heading },
        ...section.blocks.flatMap((block) => blocksFrom(block, printing)),
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

/** Head and foot of a paper as a page shows them, in the layout in force on its day of issue. */
export type Sheet = { frame: DocumentFrame; layout: DocumentLayout }

/** What a page needs to show a paper as it will be printed. @throws Problem `document_has_no_layout` */
export async function sheetOf(report: PaperContent): Promise<Sheet> {
  const { body: _, ...document } = asOfficialDocument({ ...report, sections: [] }, { isDemonstration: false })
  const layout = officialLayout(document.system, document.day)
  return { layout, frame: await frameOfDocument(document, layout) }
}

/** The kept photos that a paper shows. */
async function picturesOf({ sections }: PaperContent): Promise<Map<string, Uint8Array>> {
  const pictures = new Map<string, Uint8Array>()
  for (const block of sections.flatMap(({ blocks }) => blocks)) {
    if (block.kind !== 'picture' || pictures.has(block.sha256)) continue
    const bytes = await keptFile(keptName(block))
    if (bytes) pictures.set(block.sha256, bytes)
  }
  return pictures
}

/** What the files of a paper are called on the web. */
export const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
}

/** A paper as a file, in the layout in force on its day of issue. @throws Problem `document_has_no_layout` */
export async function fileOf(
  report: PaperContent,
  kind: 'docx' | 'pdf',
  printing: Printing,
): Promise<Buffer> {
  const pictures = printing.pictures ?? (await picturesOf(report))
  const document = asOfficialDocument(report, { ...printing, pictures })
  const layout = officialLayout(document.system, document.day)
  return kind === 'docx' ? renderDocx(document, layout) : renderPdf(document, layout)
}
