import { XMLParser } from 'fast-xml-parser'
import { Problem } from '../problem.ts'
import { isZip, textInZip } from '../zip-size.ts'
import { type Legacy, legacyOf, modernised } from './legacy-letters.ts'

/** A paragraph of a Word file, or a row of a table, as it reads: with what was inserted, without what was deleted. */
export type ReadParagraph = { text: string; isInBox: boolean; isRow: boolean }

/** What whoever reads the result has to know: not everything in a file is plain text. */
export type ReadNotice = 'tracked_changes' | 'text_boxes' | Legacy

export type ReadDocument = { paragraphs: ReadParagraph[]; notices: ReadNotice[] }

const mostBytes = 32 * 1_048_576
const mostText = 24 * 1_048_576

type Node = Record<string, unknown>

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  trimValues: false,
  parseTagValue: false,
  processEntities: true,
})

/**
 * Reads the text of a .docx, paragraph by paragraph in the order of the file; text boxes follow the paragraph that they hang
 * on, and a row of a table is one text with its cells parted by `|`, since an amount stands beside what it counts. Old Vietnamese fonts (TCVN3, VNI) are turned into letters of today.
 * @throws Problem `document_is_no_docx`, `document_is_too_large`, `document_unpacks_too_large`, `document_is_unreadable`
 */
export function readDocx(given: Uint8Array): ReadDocument {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  if (bytes.length > mostBytes)
    throw new Problem('document_is_too_large', { megabytes: mostBytes / 1_048_576 })
  if (!isZip(bytes)) throw new Problem('document_is_no_docx')
  const xml = part(bytes, 'word/document.xml')
  if (xml === undefined) throw new Problem('document_is_no_docx')
  // No word processor writes one; whoever does wants entities to grow.
  if (xml.includes('<!DOCTYPE')) throw new Problem('document_is_unreadable')
  const reading = new Reading(defaultFontOf(part(bytes, 'word/styles.xml') ?? ''))
  try {
    reading.read(parser.parse(xml, true) as Node[])
  } catch {
    throw new Problem('document_is_unreadable')
  }
  return { paragraphs: reading.paragraphs, notices: [...reading.notices] }
}

function part(bytes: Buffer, name: string): string | undefined {
  try {
    return textInZip(bytes, name, mostText)
  } catch (fault) {
    if (fault instanceof Problem && fault.code === 'spreadsheet_unpacks_too_large')
      throw new Problem('document_unpacks_too_large', { megabytes: mostText / 1_048_576 })
    throw new Problem('document_is_unreadable')
  }
}

/** The font of runs that name none. */
function defaultFontOf(styles: string): string {
  const from = styles.indexOf('<w:docDefaults>')
  const at = from < 0 ? -1 : styles.indexOf('<w:rFonts', from)
  if (at < 0) return ''
  return /w:ascii="([^"]*)"/.exec(styles.slice(at, styles.indexOf('>', at)))?.[1] ?? ''
}

const nameOf = (node: Node): string => Object.keys(node).find((key) => key !== ':@') ?? ''
const childrenOf = (node: Node): Node[] => {
  const children = node[nameOf(node)]
  return Array.isArray(children) ? (children as Node[]) : []
}

const cellsOf = (row: Node): Node[] => childrenOf(row).filter((node) => nameOf(node) === 'w:tc')
const tidy = (text: string): string =>
  text
    .replace(/[\s ]+/gu, ' ')
    .normalize('NFC')
    .trim()

class Reading {
  readonly paragraphs: ReadParagraph[] = []
  readonly notices = new Set<ReadNotice>()
  private readonly defaultFont: string

  constructor(defaultFont: string) {
    this.defaultFont = defaultFont
  }

  read(nodes: readonly Node[], isInBox = false): void {
    for (const node of nodes) {
      const name = nameOf(node)
      if (name === 'w:p') this.take([node], isInBox, false)
      else if (name === 'w:tr') this.take(cellsOf(node), isInBox, true)
      else this.read(childrenOf(node), isInBox)
    }
  }

  /** One paragraph, or the cells of a row, with the boxes that hang on them. */
  private take(parts: readonly Node[], isInBox: boolean, isRow: boolean): void {
    const boxes: Node[] = []
    const texts = parts
      .map((part) => tidy(this.textOf(childrenOf(part), boxes)))
      .filter((text) => text !== '')
    if (texts.length > 0) this.paragraphs.push({ text: texts.join(' | '), isInBox, isRow })
    for (const box of boxes) {
      this.notices.add('text_boxes')
      this.read(childrenOf(box), true)
    }
  }

  private textOf(nodes: readonly Node[], boxes: Node[]): string {
    return nodes.map((node) => this.textOfOne(node, boxes)).join('')
  }

  private textOfOne(node: Node, boxes: Node[]): string {
    const name = nameOf(node)
    switch (name) {
      case 'w:r':
        return this.textOfRun(node, boxes)
      case 'w:del':
      case 'w:moveFrom':
        this.notices.add('tracked_changes')
        return ''
      case 'w:ins':
      case 'w:moveTo':
        this.notices.add('tracked_changes')
        return this.textOf(childrenOf(node), boxes)
      case 'w:txbxContent':
        boxes.push(node)
        return ''
      // The same box once more, for programs of before 2010.
      case 'mc:Fallback':
      case 'w:pPr':
      case 'w:instrText':
        return ''
      // Paragraphs within a cell stand apart.
      case 'w:p':
        return `${this.textOf(childrenOf(node), boxes)} `
      case 'w:tab':
      case 'w:br':
      case 'w:cr':
        return ' '
      case '#text':
        return ''
      default:
        return this.textOf(childrenOf(node), boxes)
    }
  }

  private textOfRun(node: Node, boxes: Node[]): string {
    const children = childrenOf(node)
    const fonts = children
      .filter((child) => nameOf(child) === 'w:rPr')
      .flatMap(childrenOf)
      .find((child) => nameOf(child) === 'w:rFonts')
    const attributes = (fonts?.[':@'] ?? {}) as Record<string, string>
    const font = attributes['@_w:ascii'] ?? attributes['@_w:hAnsi'] ?? this.defaultFont
    const legacy = legacyOf(font)
    return children
      .map((child) => {
        if (nameOf(child) !== 'w:t') return this.textOfOne(child, boxes)
        const text = childrenOf(child)
          .map((one) => String(one['#text'] ?? ''))
          .join('')
        if (!legacy || text === '') return text
        this.notices.add(legacy)
        return modernised(text, legacy, font)
      })
      .join('')
  }
}
