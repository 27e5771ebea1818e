import { encodedOnce } from '../spreadsheet/twice-encoded.ts'
import type { XmlNode as Node } from '../xml.ts'
import { Letters, type Look, Styles } from './docx-letters.ts'
import { attributeOf, childrenOf, holdText, isNamed, nameOf, openDocx, textIn } from './docx-parts.ts'
import type { Legacy } from './legacy-letters.ts'

/** Where a paragraph stands that is not in the text itself. */
export type Place = 'note' | 'margin' | 'comment'

/** A paragraph of a Word file, or a row of a table, as it reads: with what was inserted, without what was deleted. */
export type ReadParagraph = { text: string; isInBox: boolean; isRow: boolean; place?: Place }

/** What whoever reads the result has to know: not everything in a file is plain text. */
export type ReadNotice =
  | 'tracked_changes'
  | 'text_boxes'
  | 'notes'
  | 'margins'
  | 'comments'
  | 'struck_out'
  | 'hidden'
  | 'unread_parts'
  | 'nothing_read'
  | 'encoded_twice'
  | Legacy

export type ReadDocument = { paragraphs: ReadParagraph[]; notices: ReadNotice[] }

/**
 * Reads the text of a .docx, paragraph by paragraph in the order of the file; text boxes, footnotes, endnotes and comments
 * follow the paragraph that they hang on, headers and footers come last, and a row of a table is one text with its cells parted by `|`, since an amount stands beside what it counts. Columns within a text are parted by a tab,
 * lines by a line feed, so that numbers beside each other stay apart. Old Vietnamese fonts (TCVN3, VNI, VISCII) are turned into letters of today. What is struck out or hidden is left out and told, as are parts that hold text and are not read.
 * @throws Problem `document_is_no_docx`, `document_is_too_large`, `document_unpacks_too_large`, `document_is_unreadable`
 */
export function readDocx(bytes: Uint8Array): ReadDocument {
  const { text, styles, beside, hasUnreadText } = openDocx(bytes)
  const parts = [text, ...beside.map(({ nodes }) => nodes)].flat()
  const reading = new Reading(new Letters(new Styles(styles), parts))
  for (const { kind, nodes } of beside) if (kind in anchors) reading.keepHanging(kind, nodes)
  reading.read(text)
  for (const { kind, nodes } of beside) if (kind === 'header' || kind === 'footer') reading.readMargin(nodes)
  if (hasUnreadText) reading.notices.add('unread_parts')
  if (reading.paragraphs.length === 0) reading.notices.add('nothing_read')
  return { paragraphs: reading.paragraphs, notices: [...reading.notices] }
}

/** Notes and comments: the part in which they stand, the mark in the text on which they hang, and their place. */
const anchors: Readonly<Record<string, { mark: string; place: Place; notice: ReadNotice }>> = {
  footnotes: { mark: 'w:footnoteReference', place: 'note', notice: 'notes' },
  endnotes: { mark: 'w:endnoteReference', place: 'note', notice: 'notes' },
  comments: { mark: 'w:commentReference', place: 'comment', notice: 'comments' },
}

/** Content controls and the like: boxes around what is read. */
const wrappers: ReadonlySet<string> = new Set(['w:sdt', 'w:sdtContent', 'w:customXml', 'w:smartTag', 'w:ins'])

const cellsOf = (row: Node): Node[] =>
  childrenOf(row).flatMap((node) =>
    nameOf(node) === 'w:tc' ? [node] : wrappers.has(nameOf(node)) ? cellsOf(node) : [],
  )

const isDeletedRow = (row: Node): boolean =>
  childrenOf(row).filter(isNamed('w:trPr')).flatMap(childrenOf).some(isNamed('w:del'))

const holdsText = (node: Node): boolean => nameOf(node) === 'w:t' || childrenOf(node).some(holdsText)

/** Of one thing kept in several ways that which is read first: older programs read the last. */
function chosen(node: Node): Node[] {
  const ways = childrenOf(node)
  const [way] = [...ways.filter(holdsText), ...ways]
  return way ? childrenOf(way) : []
}

/** Blanks as they part: lines by a line feed, columns by a tab – also where two numbers stand more than one blank apart –, words by one blank. */
const tidy = (text: string): string =>
  text
    .replace(/\s+/gu, (blanks, at: number) => {
      if (blanks.includes('\n')) return '\n'
      const isBetweenNumbers =
        /\d/.test(text[at - 1] ?? '') && /\d/.test(text[at + blanks.length] ?? '') && blanks.length > 1
      return blanks.includes('\t') || isBetweenNumbers ? '\t' : ' '
    })
    .normalize('NFC')
    .trim()

/** Digits that stand above or below the line, as the signs that say so: 10⁶, m², H₂O. They belong to no number beside them. */
const shifted = (text: string, { isRaised, isLowered }: Look): string =>
  isRaised || isLowered
    ? text.replace(/\d/g, (digit) => (isRaised ? '⁰¹²³⁴⁵⁶⁷⁸⁹' : '₀₁₂₃₄₅₆₇₈₉')[Number(digit)] ?? digit)
    : text

const isGone = (name: string): boolean => name === 'w:del' || name === 'w:moveFrom'

/** What is read after the paragraph on which it hangs. Without a place it is a box, which stands where the paragraph does. */
type Hanging = { nodes: Node[]; place?: Place; notice: ReadNotice }

class Reading {
  readonly paragraphs: ReadParagraph[] = []
  readonly notices = new Set<ReadNotice>()
  private readonly letters: Letters
  /** Notes and comments by their mark and number; each is read once, where it hangs. */
  private readonly hanging = new Map<string, Hanging>()
  private readonly margins = new Set<string>()
  private place: Place | undefined

  constructor(letters: Letters) {
    this.letters = letters
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
      else if (name === 'w:tr' && isDeletedRow(node)) this.notices.add('tracked_changes')
      else if (name === 'w:tr') this.take(cellsOf(node), isInBox, true)
      else if (isGone(name)) this.notices.add('tracked_changes')
      else if (name === 'w:altChunk') this.notices.add('unread_parts')
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
      .map((part) => tidy(this.encodedOnce(this.textOfPart(part, hanging))))
      .filter((text) => text !== '')
    const place = this.place === undefined ? {} : { place: this.place }
    if (texts.length > 0) this.paragraphs.push({ text: texts.join(' | '), isInBox, isRow, ...place })
    for (const one of hanging) this.takeHanging(one, isInBox)
  }

  private encodedOnce(text: string): string {
    const meant = encodedOnce(text)
    if (meant !== undefined) this.notices.add('encoded_twice')
    return meant ?? text
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

  /** A paragraph by its own fonts, or a cell. */
  private textOfPart(part: Node, hanging: Hanging[]): string {
    if (nameOf(part) === 'w:p') this.letters.begin(part)
    return this.textOf(childrenOf(part), hanging)
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
        return textIn(node)
      case 'm:f':
        return `${this.textOfAll(node, 'm:num', hanging)}/${this.textOfAll(node, 'm:den', hanging)}`
      case 'm:sup':
        return shifted(this.textOf(childrenOf(node), hanging), { isRaised: true })
      case 'm:sub':
        return shifted(this.textOf(childrenOf(node), hanging), { isLowered: true })
      // Paragraphs and rows within a cell are lines of their own, cells within it columns.
      case 'w:p':
      case 'w:tr':
        return `${this.textOfPart(node, hanging)}\n`
      case 'w:tc':
        return `${this.textOf(childrenOf(node), hanging)}\t`
      case 'w:br':
      case 'w:cr':
        return '\n'
      case 'w:tab':
      case 'w:ptab':
        return '\t'
      case 'w:noBreakHyphen':
        return '-'
      case 'w:altChunk':
        this.notices.add('unread_parts')
        return ''
      // Text of drawings and of WordArt.
      case 'a:t':
      case 'v:textpath':
        if (holdText(childrenOf(node)) || attributeOf(node, 'string') !== '') this.notices.add('unread_parts')
        return ''
      case '#text':
      case 'w:rt':
      case 'w:pPr':
      case 'w:sdtPr':
      case 'w:instrText':
        return ''
      default:
        return this.textOf(childrenOf(node), hanging)
    }
  }

  private textOfAll(node: Node, name: string, hanging: Hanging[]): string {
    return this.textOf(childrenOf(node).filter(isNamed(name)), hanging)
  }

  private textOfRun(node: Node, hanging: Hanging[]): string {
    const look = this.letters.lookOf(node)
    if (look.isStruck || look.isHidden) {
      if (childrenOf(node).some((child) => nameOf(child) === 'w:t' && holdText([child])))
        this.notices.add(look.isStruck ? 'struck_out' : 'hidden')
      return ''
    }
    return childrenOf(node)
      .map((child) => {
        if (nameOf(child) !== 'w:t') return this.textOfOne(child, hanging)
        const { text, from } = this.letters.read(textIn(child).replace(/\s/gu, ' '), look)
        if (from) this.notices.add(from)
        return shifted(text, look)
      })
      .join('')
  }
}
