import { asSystem } from '#access'
import { unitByCode, unitBySlug } from '#org'
import { officialLayout } from '#parameters'
import { type Block, type OfficialDocument, type Run, renderDocx, renderPdf } from '#platform/documents'
import { plainText } from '#platform/plain-text'
import { Problem } from '#platform/problem'
import { addDays, type Day, spanOf } from '#platform/time'
import { type ComposedReport, composeReport } from './compose-report.ts'

/** What a file of a report needs beside its content. */
export type Printing = {
  /** Marked on every page where the data is made up. */
  isDemonstration: boolean
  /** Address of the system, so that a figure in the file opens; without it figures are plain text. */
  origin?: string | undefined
}

function opened(run: Run, origin: string | undefined): Run {
  if (typeof run === 'string' || !('figure' in run) || !run.url) return run
  const { url, ...rest } = run
  return origin ? { ...rest, url: origin + url } : rest
}

function printed(block: Block, origin: string | undefined): Block {
  const runs = (row: Run[]) => row.map((run) => opened(run, origin))
  if (block.kind === 'paragraph' || block.kind === 'note') return { ...block, runs: runs(block.runs) }
  if (block.kind === 'list') return { ...block, items: block.items.map(runs) }
  if (block.kind === 'table') return { ...block, rows: block.rows.map(runs) }
  return block
}

/** A composed report as an official document, dated on the day of its draft or on the given one. */
export function asOfficialDocument(report: ComposedReport, day: Day, printing: Printing): OfficialDocument {
  const { issuer, draft } = report
  const { authority, position, ...head } = issuer
  return {
    ...head,
    number: draft?.number ? String(draft.number).padStart(2, '0') : null,
    day: draft?.issuedOn ?? day,
    title: report.outline.title,
    subject: report.subject,
    body: report.sections.flatMap(({ heading, blocks }) => [
      { kind: 'heading', level: 1, text: heading } as const,
      ...blocks.map((block) => printed(block, printing.origin)),
    ]),
    signature: {
      ...(authority ? { authority } : {}),
      position: draft?.signer.position || position,
      name: draft?.signer.name || '',
    },
    ...(printing.isDemonstration ? { marking: 'DỮ LIỆU MINH HOẠ – KHÔNG PHẢI SỐ LIỆU THẬT' } : {}),
  }
}

/** A report as files, in the layout in force on its day of issue. @throws Problem `document_has_no_layout` */
export async function filesOf(
  report: ComposedReport,
  day: Day,
  printing: Printing,
): Promise<{ docx: Buffer; pdf: Buffer; name: string }> {
  const document = asOfficialDocument(report, day, printing)
  const layout = officialLayout(document.system, document.day)
  const [docx, pdf] = await Promise.all([renderDocx(document, layout), renderPdf(document, layout)])
  return { docx, pdf, name: fileName(report) }
}

/** A file's name that every system takes: `bao-cao-xa-rach-kien-2024-06`. */
export const fileName = ({ unit, period }: Pick<ComposedReport, 'unit' | 'period'>): string =>
  plainText(`bao-cao-${unit.slug}-${period}`)

/**
 * The report of a unit as files, for the command line: the unit by its official code (as of the last day of the
 * period, since codes are used again for other land) or by its address.
 * @throws Problem `not_found_or_not_allowed` and those of composing
 */
export async function writeReport(asked: {
  unit: string
  period: string
  day: Day
  printing: Printing
}): Promise<{ docx: Buffer; pdf: Buffer; name: string }> {
  const span = spanOf(asked.period)
  if (!span) throw new Problem('report_period_is_malformed')
  const report = await asSystem('system.report', async (tx) => {
    const unit =
      (await unitByCode(tx, asked.unit, addDays(span.until, -1))) ?? (await unitBySlug(tx, asked.unit))
    if (!unit) throw new Problem('not_found_or_not_allowed')
    return composeReport(tx, unit.id, asked.period, asked.day)
  })
  return filesOf(report, asked.day, asked.printing)
}
