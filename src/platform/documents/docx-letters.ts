import { modern, plain, spelling } from '../spreadsheet/old-letters.ts'
import type { XmlNode } from '../xml.ts'
import { attributeOf, childrenOf, isNamed, nameOf, textIn } from './docx-parts.ts'
import { type Legacy, legacyOf, modernised } from './legacy-letters.ts'

/** How a run of text looks, as far as it says what is read: its font, and whether it is struck out or hidden. */
export type Look = {
  font?: string
  isStruck?: boolean
  isHidden?: boolean
  isRaised?: boolean
  isLowered?: boolean
}

type Style = { basedOn: string; look: Look }

/** A style that stands on itself is looked at no deeper. */
const mostSteps = 20

/** What a property says that is on by standing there: `<w:strike/>`, or off by `w:val="0"`. */
const isOn = (node: XmlNode): boolean => !['0', 'false', 'off'].includes(attributeOf(node, 'w:val'))

/** The font in which letters with marks are shown. A font of the theme stands above the one that is named beside it. */
function fontOf(node: XmlNode): string | undefined {
  if (attributeOf(node, 'w:asciiTheme') !== '' || attributeOf(node, 'w:hAnsiTheme') !== '') return ''
  const named = [attributeOf(node, 'w:hAnsi'), attributeOf(node, 'w:ascii')].filter((font) => font !== '')
  return named.find(legacyOf) ?? named[0]
}

/** What the properties of a run say by themselves. */
function lookIn(properties: readonly XmlNode[]): Look {
  const look: Look = {}
  for (const node of properties.flatMap(childrenOf)) {
    const name = nameOf(node)
    const font = name === 'w:rFonts' ? fontOf(node) : undefined
    if (font !== undefined) look.font = font
    if (name === 'w:strike' || name === 'w:dstrike') look.isStruck = (look.isStruck ?? false) || isOn(node)
    if (name === 'w:vanish') look.isHidden = isOn(node)
    if (name === 'w:vertAlign') {
      look.isRaised = attributeOf(node, 'w:val') === 'superscript'
      look.isLowered = attributeOf(node, 'w:val') === 'subscript'
    }
  }
  return look
}

const valueIn = (nodes: readonly XmlNode[], name: string): string => {
  const found = nodes.flatMap(childrenOf).find(isNamed(name))
  return found ? attributeOf(found, 'w:val') : ''
}

/** The styles of a Word file, and what a run looks like by them (ISO/IEC 29500-1, §17.7.2: defaults, paragraph, character, the run itself). */
export class Styles {
  private readonly byId = new Map<string, Style>()
  private readonly defaults: Look
  private readonly defaultParagraph: string = ''

  constructor(nodes: readonly XmlNode[]) {
    const all = nodes.flatMap(childrenOf)
    const inDefaults = all.filter(isNamed('w:docDefaults')).flatMap(childrenOf)
    this.defaults = lookIn(inDefaults.flatMap(childrenOf).filter(isNamed('w:rPr')))
    for (const style of all.filter(isNamed('w:style'))) {
      const id = attributeOf(style, 'w:styleId')
      const look = lookIn(childrenOf(style).filter(isNamed('w:rPr')))
      this.byId.set(id, { basedOn: valueIn([style], 'w:basedOn'), look })
      const isDefault = ['1', 'true', 'on'].includes(attributeOf(style, 'w:default'))
      if (isDefault && attributeOf(style, 'w:type') === 'paragraph') this.defaultParagraph = id
    }
  }

  /** The look of a style with all on which it stands. */
  private lookOf(id: string, step = 0): Look {
    const style = this.byId.get(id)
    if (!style || step > mostSteps) return {}
    return { ...this.lookOf(style.basedOn, step + 1), ...style.look }
  }

  /** The look that a paragraph gives to its runs. */
  ofParagraph(paragraph: XmlNode): Look {
    const named = valueIn(childrenOf(paragraph).filter(isNamed('w:pPr')), 'w:pStyle')
    return { ...this.defaults, ...this.lookOf(this.byId.has(named) ? named : this.defaultParagraph) }
  }

  ofRun(run: XmlNode, inParagraph: Look): Look {
    const properties = childrenOf(run).filter(isNamed('w:rPr'))
    return { ...inParagraph, ...this.lookOf(valueIn(properties, 'w:rStyle')), ...lookIn(properties) }
  }
}

/** All paragraphs at any depth. */
const paragraphsIn = (nodes: readonly XmlNode[]): XmlNode[] =>
  nodes.flatMap((node) => [
    ...(nameOf(node) === 'w:p' ? [node] : []),
    ...(nameOf(node) === '#text' ? [] : paragraphsIn(childrenOf(node))),
  ])

/** All runs of a paragraph itself, none of the boxes that hang on it. */
const runsIn = (nodes: readonly XmlNode[]): XmlNode[] =>
  nodes.flatMap((node) => {
    const name = nameOf(node)
    return name === 'w:r'
      ? [node]
      : name === 'w:p' || name === 'w:txbxContent'
        ? []
        : runsIn(childrenOf(node))
  })

function isOld(text: string, writing: Legacy): boolean {
  if (modern.test(text)) return false
  const { asItStands, asOld } = spelling(text, writing)
  return asOld < asItStands
}

function isOfToday(text: string, writing: Legacy): boolean {
  if (modern.test(text)) return true
  const { asItStands, asOld } = spelling(text, writing)
  return asItStands < asOld
}

const writings: readonly Legacy[] = ['tcvn3', 'vni', 'viscii']

/**
 * Letters of a Word file in letters of today. A font of the years before Unicode says how its text was written, unless the text
 * shows that it was typed in Unicode and kept the font: it holds letters that only Unicode has, or is better spelt as it stands.
 */
export class Letters {
  /** The writings that hold for text that is spelt as well either way: those in which the rest of the file is. */
  private readonly most: ReadonlySet<Legacy>
  private readonly styles: Styles
  private old: ReadonlySet<Legacy> = new Set()
  private around: Look = {}

  constructor(styles: Styles, parts: readonly XmlNode[]) {
    this.styles = styles
    const texts = paragraphsIn(parts).flatMap((paragraph) => [...this.textsIn(paragraph)])
    const today = texts.filter(([writing, text]) => isOfToday(text, writing)).length
    this.most = new Set(
      writings.filter((one) => {
        const old = texts.filter(([writing, text]) => writing === one && isOld(text, one)).length
        return old > today || today === 0
      }),
    )
  }

  /** What the runs of a paragraph hold in fonts of each old writing. */
  private textsIn(paragraph: XmlNode): Map<Legacy, string> {
    const around = this.styles.ofParagraph(paragraph)
    const texts = new Map<Legacy, string>()
    for (const run of runsIn(childrenOf(paragraph))) {
      const writing = legacyOf(this.styles.ofRun(run, around).font ?? '')
      if (!writing) continue
      const text = childrenOf(run).filter(isNamed('w:t')).map(textIn).join('')
      texts.set(writing, (texts.get(writing) ?? '') + text)
    }
    return texts
  }

  /** Begins a paragraph: whether its old fonts are to be believed is judged by all that it holds in them. */
  begin(paragraph: XmlNode): void {
    this.around = this.styles.ofParagraph(paragraph)
    const old = [...this.textsIn(paragraph)].filter(
      ([writing, text]) => isOld(text, writing) || (!isOfToday(text, writing) && this.most.has(writing)),
    )
    this.old = new Set(old.map(([writing]) => writing))
  }

  lookOf = (run: XmlNode): Look => this.styles.ofRun(run, this.around)

  /** A text of the paragraph that was begun in letters of today, and the writing from which it was turned, if it was. */
  read(text: string, { font = '' }: Look): { text: string; from?: Legacy } {
    const writing = legacyOf(font)
    if (!writing || !this.old.has(writing)) return { text }
    const now = modernised(text, writing, font)
    return plain.test(text) ? { text: now } : { text: now, from: writing }
  }
}
