/**
 * What an official document says, without a word on how it looks: the look is a layout (`layout.ts`), chosen by who
 * issues the document and on which day. The same content becomes .docx and PDF.
 */

import type { Day } from '../time.ts'

/** Whose rules a document follows: the Party's, the State's, or those of a mass organisation. */
export const documentSystems = ['party', 'state', 'organisation'] as const
export type DocumentSystem = (typeof documentSystems)[number]

/** A stretch of text. A line feed in it is a line break; all else prints as it is, never as markup. */
export type TextRun = { text: string; bold?: boolean; italic?: boolean }

/**
 * A figure in the text, its number already formatted. With `url` a click leads to where the figure comes from. `amount`
 * is the number itself, as it is written (88.5 for `88,5%`): a spreadsheet calculates with it.
 */
export type FigureRun = { figure: string; amount?: number; url?: string; bold?: boolean; italic?: boolean }

export type Run = string | TextRun | FigureRun

/** A column of a table. Figures stand right, so that their digits align. `weight` is its share of the width (1). */
export type Column = { title: string; align?: 'left' | 'center' | 'right'; weight?: number }

/** Up to four series are told apart without colour. */
export const mostSeries = 4

/**
 * What a chart shows. `bars` lie, one for each label, and serve up to about thirty units; `columns` stand and `line`
 * runs, both over periods. `labels` are names, or codes of periods (`2026-03`, `2026-Q1`, `2026`), which are written as
 * people do. A value that is null is not known, which is not zero; where values are fewer than labels, the rest is not known.
 */
export type ChartSpec = {
  form: 'bars' | 'columns' | 'line'
  /** What is counted: `lượt người`, `%`. */
  unit: string
  labels: string[]
  series: { name: string; values: (number | null)[] }[]
}

/** `total` is the last row, in bold. A row that is too short is filled up; the head returns on every page. */
export type TableBlock = { kind: 'table'; caption?: string; columns: Column[]; rows: Run[][]; total?: Run[] }

export type Block =
  /** A heading without its number: the layout gives it one (`I- `, `1. `, `a) `). */
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'paragraph'; runs: Run[] }
  | { kind: 'list'; items: Run[][] }
  | TableBlock
  /** A remark on the figures above it, e.g. how far they are proven. */
  | { kind: 'note'; runs: Run[] }
  /** JPEG, PNG, WebP or AVIF. `alt` says what a blind reader needs to know; without it the caption does. */
  | { kind: 'picture'; bytes: Uint8Array; caption?: string; alt?: string }
  /** `alt` says what the chart shows; its values are always read out after it. */
  | { kind: 'chart'; chart: ChartSpec; caption?: string; alt?: string }
  | { kind: 'pageBreak' }
  /** Begins an appendix on a new page, after the signature: `Phụ lục I`, `SỐ LIỆU THEO ĐƠN VỊ`. Numbers begin anew. */
  | { kind: 'appendix'; label: string; title: string }

/** Who signs. `authority` may be written `T/M …` or `TM. …`: the layout has it its own way. */
export type Signature = { authority?: string; position: string; name: string }

export type OfficialDocument = {
  system: DocumentSystem
  /** The body above the issuer, in the form the rules ask for: `ĐẢNG BỘ TỈNH TÂY NINH`. Empty where there is none. */
  superior: string
  issuer: string
  /** As registered, or null where the clerk fills it in by hand. */
  number: string | null
  /** `BC/ĐU` for the Party, `BC-UBND` for the State. */
  symbol: string
  place: string
  /** The day of issue. It also chooses the layout, by `layoutFor`. */
  day: Day
  /** The type of document: `BÁO CÁO`. Empty for a công văn, whose subject stands under the number. */
  title: string
  subject: string
  addressees?: string[]
  body: Block[]
  /** Without dash and end mark, the archive last: `Lưu Văn phòng Đảng ủy`. */
  recipients: string[]
  signature: Signature
  /** Printed at the foot of every page, e.g. `DỮ LIỆU MINH HOẠ`. */
  marking?: string
  /** Printed under the recipients: where anybody finds out whether this paper is genuine. */
  check?: DocumentCheck
}

/** `url` stands in the QR code, `code` is typed by hand where nothing can scan it, `hash` is the SHA-256 in hex. */
export type DocumentCheck = { url: string; code: string; hash: string }
