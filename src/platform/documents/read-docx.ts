import { Problem } from '../problem.ts'
import { type XmlNode as Node, readXmlInOrder, UnreadableXml } from '../xml.ts'
import { isZip, textInZip } from '../zip-size.ts'
import { type Legacy, legacyOf, modernised } from './legacy-letters.ts'

/** Where a paragraph stands that is not in the text itself. */
export type Place = 'note' | 'margin' | 'comment'

/** A paragraph of a Word file, or a row of a table, as it reads: with what was inserted, without what was deleted. */
export type ReadParagraph = { text: string; isInBox: boolean; isRow: boolean; place?: Place }

/** What whoever reads the result has to know: not everything in a file is plain text. */
export type ReadNotice = 'tracked_changes' | 'text_boxes' | 'notes' | 'margins' | 'comments' | Legacy

export type ReadDocument = { paragraphs: ReadParagraph[]; notices: ReadNotice[] }

const mostBytes = 32 * 1_048_576
const mostText = 24 * 1_048_576

/**
 * Reads the text of a .docx, paragraph by paragraph in the order of the file; text boxes, footnotes, endnotes and comments
 * follow the paragraph that they hang on, headers and footers come last, and a row of a table is one text with its cells parted by `|`, since an amount stands beside what it counts. Old Vietnamese fonts (TCVN3, VNI) are turned into letters of today.
 * @throws Problem `document_is_no_docx`, `document_is_too_large`, `document_unpacks_too_large`, `document_is_unreadable`
 */
export function readDocx(given: Uint8Array): ReadDocument {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  if (bytes.length > mostBytes)
    throw new Problem('document_is_too_large', { megabytes: mostBytes / 1_048_576 })
  if (!isZip(bytes)) throw new Problem('document_is_no_docx')
  const xml = part(bytes, 'word/document.xml')
  if (xml === undefined) throw new Problem('document_is_no_docx')
  const reading = new Reading(defaultFontOf(part(bytes, 'word/styles.xml') ?? ''))
  const beside = partsBeside(bytes)
  for (const { kind, nodes } of beside) if (kind in anchors) reading.keepHanging(kind, nodes)
  reading.read(nodesOf(xml))
  for (const { kind, nodes } of beside) if (kind === 'header' || kind === 'footer') reading.readMargin(nodes)
  return { paragraphs: reading.paragraphs, notices: [...reading.notices] }
}

function nodesOf(xml: string): Node[] {
  try {
    return readXmlInOrder(xml)
  } catch (fault) {
    if (!(fault instanceof UnreadableXml)) throw fault
    throw new Problem('document_is_unreadable')
  }
}

/** The parts of a file beside its text that people read too, as its relations name them. */
function partsBeside(bytes: Buffer): { kind: string; nodes: Node[] }[] {
  const relations = part(bytes, 'word/_rels/document.xml.rels')
  if (relations === undefined) return []
  return nodesOf(relations)
    .flatMap(childrenOf)
    .slice(0, 1000)
    .flatMap((node) => {
      const kind = attributeOf(node, 'Type').split('/').at(-1) ?? ''
      if (!besideText.has(kind) || attributeOf(node, 'TargetMode') === 'External') return []
      const target = attributeOf(node, 'Target')
      const xml = part(bytes, target.startsWith('/') ? target.slice(1) : `word/${target}`)
      return xml === undefined ? [] : [{ kind, nodes: nodesOf(xml) }]
    })
}

const besideText: ReadonlySet<string> = new Set(['footnotes', 'endnotes', 'comments', 'header', 'footer'])

/** Notes and comments: the part in which they stand, the mark in the text on which they hang, and their place. */
const anchors: Readonly<Record<string, { mark: string; place: Place; notice: ReadNotice }>> = {
  footnotes: { mark: 'w:footnoteReference', place: 'note', notice: 'notes' },
  endnotes: { mark: 'w:endnoteReference', place: 'note', notice: 'notes' },
  comments: { mark: 'w:commentReference', place: 'comment', notice: 'comments' },
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

const attributeOf = (node: Node, name: string): string =>
  String((node[':@'] as Record<string, unknown> | undefined)?.[`@_${name}`] ?? '')

/** Content controls and the like: boxes around what is read. */
const wrappers: ReadonlySet<string> = new Set(['w:sdt', 'w:sdtContent', 'w:customXml', 'w:smartTag', 'w:ins'])

const cellsOf = (row: Node): Node[] =>
  childrenOf(row).flatMap((node) =>
    nameOf(node) === 'w:tc' ? [node] : wrappers.has(nameOf(node)) ? cellsOf(node) : [],
  )

const holdsText = (node: Node): boolean => nameOf(node) === 'w:t' || childrenOf(node).some(holdsText)

/** Of one thing kept in several ways that which is read first: older programs read the last. */
function chosen(node: Node): Node[] {
  const ways = childrenOf(node)
  const [way] = [...ways.filter(holdsText), ...ways]
  return way ? childrenOf(way) : []
}
const tidy = (text: string): string =>
  text
    .replace(/[\s ]+/gu, ' ')
    .normalize('NFC')
    .trim()

const isGone = (name: string): boolean => name === 'w:del' || name === 'w:moveFrom'

/** What is read after the paragraph on which it hangs. Without a place it is a box, which stands where the paragraph does. */
type Hanging = { nodes: Node[]; place?: Place; notice: ReadNotice }

class Reading {
  readonly paragraphs: ReadParagraph[] = []
  readonly notices = new Set<ReadNotice>()
  private readonly defaultFont: string
  /** Notes and comments by their mark and number; each is read once, where it hangs. */
  private readonly hanging = new Map<string, Hanging>()
  private readonly margins = new Set<string>()
  private place: Place | undefined

  constructor(defaultFont: string) {
    this.defaultFont = defaultFont
  }

  keepHanging(kind: string, nodes: readonly Node[]): void {
    const anchor = anchors[kind]
    for (const node of anchor ? nodes.flatMap(childrenOf) : [])
      this.hanging.set(`${anchor?.mark} ${attributeOf(node, 'w:id')}`, {
        nodes: childrenOf(node),
        ...anchor,
      } as Hanging)
  }

  read(nodes: readonly Node[], isInBox = false): void {
    for (const node of nodes) {
      const name = nameOf(node)
      if (name === 'w:p') this.take([node], isInBox, false)
      else if (name === 'w:tr') this.take(cellsOf(node), isInBox, true)
      else if (isGone(name)) this.notices.add('tracked_changes')
      else if (name === 'mc:AlternateContent') this.read(chosen(node), isInBox)
      else this.read(childrenOf(node), isInBox)
    }
  }

  /** Reads a header or footer, which says the same on each page and often for several sorts of pages. */
  readMargin(nodes: readonly Node[]): void {
    const before = this.paragraphs.length
    this.place = 'margin'
    this.read(nodes)
    this.place = undefined
    const fresh = this.paragraphs.splice(before).filter(({ text }) => !this.margins.has(text))
    for (const { text } of fresh) this.margins.add(text)
    this.paragraphs.push(...fresh)
    if (fresh.length > 0) this.notices.add('margins')
  }

  /** One paragraph, or the cells of a row, with what hangs on them. */
  private take(parts: readonly Node[], isInBox: boolean, isRow: boolean): void {
    const hanging: Hanging[] = []
    const texts = parts
      .map((part) => tidy(this.textOf(childrenOf(part), hanging)))
      .filter((text) => text !== '')
    const place = this.place === undefined ? {} : { place: this.place }
    if (texts.length > 0) this.paragraphs.push({ text: texts.join(' | '), isInBox, isRow, ...place })
    for (const one of hanging) this.takeHanging(one, isInBox)
  }

  private takeHanging({ nodes, place, notice }: Hanging, isInBox: boolean): void {
    const [before, around] = [this.paragraphs.length, this.place]
    this.place = place ?? around
    this.read(nodes, isInBox || place === undefined)
    this.place = around
    if (place === undefined || this.paragraphs.length > before) this.notices.add(notice)
  }

  /** What hangs on a mark in the text, the first time that it is met. */
  private hangingOn(node: Node): Hanging[] {
    const key = `${nameOf(node)} ${attributeOf(node, 'w:id')}`
    const found = this.hanging.get(key)
    this.hanging.delete(key)
    return found ? [found] : []
  }

  private textOf(nodes: readonly Node[], hanging: Hanging[]): string {
    return nodes.map((node) => this.textOfOne(node, hanging)).join('')
  }

  private textOfOne(node: Node, hanging: Hanging[]): string {
    const name = nameOf(node)
    switch (name) {
      case 'w:r':
        return this.textOfRun(node, hanging)
      case 'w:del':
      case 'w:moveFrom':
        this.notices.add('tracked_changes')
        return ''
      case 'w:ins':
      case 'w:moveTo':
        this.notices.add('tracked_changes')
        return this.textOf(childrenOf(node), hanging)
      case 'w:txbxContent':
        hanging.push({ nodes: childrenOf(node), notice: 'text_boxes' })
        return ''
      case 'w:footnoteReference':
      case 'w:endnoteReference':
      case 'w:commentReference':
        hanging.push(...this.hangingOn(node))
        return ''
      case 'mc:AlternateContent':
        return this.textOf(chosen(node), hanging)
      case 'm:t':
        return childrenOf(node)
          .map((one) => String(one['#text'] ?? ''))
          .join('')
      // Paragraphs within a cell stand apart.
      case 'w:p':
        return `${this.textOf(childrenOf(node), hanging)} `
      case 'w:tab':
      case 'w:ptab':
      case 'w:br':
      case 'w:cr':
        return ' '
      case 'w:noBreakHyphen':
        return '-'
      case '#text':
      case 'w:pPr':
      case 'w:sdtPr':
      case 'w:instrText':
        return ''
      default:
        return this.textOf(childrenOf(node), hanging)
    }
  }

  private textOfRun(node: Node, hanging: Hanging[]): string {
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
        if (nameOf(child) !== 'w:t') return this.textOfOne(child, hanging)
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
