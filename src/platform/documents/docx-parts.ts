import { Problem } from '../problem.ts'
import { readXmlInOrder, UnreadableXml, type XmlNode } from '../xml.ts'
import { isZip, textInZip } from '../zip-size.ts'

/** A part of a Word file beside its text: its kind as the relation calls it, such as `footnotes`, and its elements. */
export type PartBeside = { kind: string; nodes: XmlNode[] }

/** The parts of a Word file that are read, and whether another one holds text that is not. */
export type DocxParts = {
  text: XmlNode[]
  styles: XmlNode[]
  beside: PartBeside[]
  hasUnreadText: boolean
}

const mostBytes = 32 * 1_048_576
const mostText = 24 * 1_048_576

/** The usual prefixes of the names that are asked for, by their namespaces in both editions of ISO/IEC 29500. */
const prefixes: ReadonlyMap<string, string> = new Map([
  ['http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'w'],
  ['http://purl.oclc.org/ooxml/wordprocessingml/main', 'w'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/math', 'm'],
  ['http://purl.oclc.org/ooxml/officeDocument/math', 'm'],
  ['http://schemas.openxmlformats.org/markup-compatibility/2006', 'mc'],
  ['http://schemas.openxmlformats.org/drawingml/2006/main', 'a'],
  ['http://purl.oclc.org/ooxml/drawingml/main', 'a'],
  ['http://schemas.openxmlformats.org/drawingml/2006/chart', 'c'],
  ['http://purl.oclc.org/ooxml/drawingml/chart', 'c'],
  ['urn:schemas-microsoft-com:vml', 'v'],
  ['http://schemas.openxmlformats.org/package/2006/relationships', ''],
])

export const nameOf = (node: XmlNode): string => Object.keys(node).find((key) => key !== ':@') ?? ''

export const childrenOf = (node: XmlNode): XmlNode[] => {
  const children = node[nameOf(node)]
  return Array.isArray(children) ? (children as XmlNode[]) : []
}

const attributesOf = (node: XmlNode): Record<string, unknown> =>
  (node[':@'] as Record<string, unknown> | undefined) ?? {}

export const attributeOf = (node: XmlNode, name: string): string =>
  String(attributesOf(node)[`@_${name}`] ?? '')

export const isNamed =
  (name: string) =>
  (node: XmlNode): boolean =>
    nameOf(node) === name

/** The text that stands right in an element. */
export const textIn = (node: XmlNode): string =>
  childrenOf(node)
    .map((one) => String(one['#text'] ?? ''))
    .join('')

/** Whether any text stands in some elements, at any depth. */
export const holdText = (nodes: readonly XmlNode[]): boolean =>
  nodes.some((node) => String(node['#text'] ?? '').trim() !== '' || holdText(childrenOf(node)))

/** Which prefix stands for which usual one, where a document chose another. */
type Scope = ReadonlyMap<string, string>

function scopeIn(node: XmlNode, around: Scope): Scope {
  const declared = Object.entries(attributesOf(node)).flatMap(([name, value]) => {
    const usual = /^@_xmlns(?:$|:)/.test(name) ? prefixes.get(String(value)) : undefined
    return usual === undefined ? [] : [[name.slice('@_xmlns:'.length), usual] as const]
  })
  return declared.length === 0 ? around : new Map([...around, ...declared])
}

function renamed(name: string, scope: Scope): string {
  const [prefix, local] = name.includes(':') ? (name.split(':', 2) as [string, string]) : ['', name]
  const usual = scope.get(prefix)
  if (usual === undefined || usual === prefix) return name
  return usual === '' ? local : `${usual}:${local}`
}

/** Elements and attributes under their usual prefixes, whatever their file calls them: a namespace is the name, a prefix is none. */
function underUsualNames(node: XmlNode, around: Scope): XmlNode {
  const name = nameOf(node)
  if (name === '#text') return node
  const scope = scopeIn(node, around)
  const children = childrenOf(node).map((child) => underUsualNames(child, scope))
  const attributes = Object.entries(attributesOf(node)).map(([key, value]) => {
    const own = key.slice('@_'.length)
    return [own.includes(':') ? `@_${renamed(own, scope)}` : key, value]
  })
  return {
    [renamed(name, scope)]: children,
    ...(attributes.length === 0 ? {} : { ':@': Object.fromEntries(attributes) }),
  }
}

function nodesOf(xml: string): XmlNode[] {
  try {
    return readXmlInOrder(xml).map((node) => underUsualNames(node, new Map()))
  } catch (fault) {
    if (!(fault instanceof UnreadableXml)) throw fault
    throw new Problem('document_is_unreadable')
  }
}

function partOf(bytes: Buffer, name: string): string | undefined {
  try {
    return textInZip(bytes, name, mostText)
  } catch (fault) {
    if (fault instanceof Problem && fault.code === 'spreadsheet_unpacks_too_large')
      throw new Problem('document_unpacks_too_large', { megabytes: mostText / 1_048_576 })
    throw new Problem('document_is_unreadable')
  }
}

type Relation = { kind: string; target: string }

/** The name of a part that another one points at: `../chart/chart1.xml` of `word/`, or `/word/styles.xml` of the whole. */
function partAt(folder: string, target: string): string {
  const path: string[] = []
  for (const step of `${target.startsWith('/') ? '' : folder}${target}`.split('/'))
    if (step === '..') path.pop()
    else if (step !== '' && step !== '.') path.push(step)
  return path.join('/')
}

/** The parts that a part, or the whole file, points at. Nobody reads more than 1,000. */
function relationsOf(bytes: Buffer, part: string): Relation[] {
  const cut = part.lastIndexOf('/') + 1
  const [folder, name] = [part.slice(0, cut), part.slice(cut)]
  const xml = partOf(bytes, `${folder}_rels/${name}.rels`)
  if (xml === undefined) return []
  return nodesOf(xml)
    .flatMap(childrenOf)
    .slice(0, 1000)
    .filter((node) => attributeOf(node, 'TargetMode') !== 'External')
    .map((node) => ({
      kind: attributeOf(node, 'Type').split('/').at(-1) ?? '',
      target: partAt(folder, attributeOf(node, 'Target')),
    }))
}

const besideText: ReadonlySet<string> = new Set(['footnotes', 'endnotes', 'comments', 'header', 'footer'])

/** What stands on a page as text or as a table and is read by no one here: charts and diagrams where they hold any, whole files always. */
function isUnreadText(bytes: Buffer, { kind, target }: Relation): boolean {
  if (['aFChunk', 'package', 'oleObject'].includes(kind)) return true
  if (!['chart', 'chartEx', 'diagramData'].includes(kind)) return false
  const xml = partOf(bytes, target)
  return xml !== undefined && holdText(nodesOf(xml))
}

/**
 * Opens a Word file: its main part, which its relations name, and what stands beside it.
 * @throws Problem `document_is_no_docx`, `document_is_too_large`, `document_unpacks_too_large`, `document_is_unreadable`
 */
export function openDocx(given: Uint8Array): DocxParts {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  if (bytes.length > mostBytes)
    throw new Problem('document_is_too_large', { megabytes: mostBytes / 1_048_576 })
  if (!isZip(bytes)) throw new Problem('document_is_no_docx')
  const main =
    relationsOf(bytes, '').find(({ kind }) => kind === 'officeDocument')?.target ?? 'word/document.xml'
  const xml = partOf(bytes, main)
  if (xml === undefined) throw new Problem('document_is_no_docx')
  const text = nodesOf(xml)
  if (!text.some(isNamed('w:document'))) throw new Problem('document_is_no_docx')
  const relations = relationsOf(bytes, main)
  const read = ({ kind, target }: Relation): PartBeside[] => {
    const found = partOf(bytes, target)
    return found === undefined ? [] : [{ kind, nodes: nodesOf(found) }]
  }
  const styles = relations.find(({ kind }) => kind === 'styles') ?? {
    kind: 'styles',
    target: 'word/styles.xml',
  }
  const beside = relations.filter(({ kind }) => besideText.has(kind)).flatMap(read)
  return {
    text,
    styles: read(styles).flatMap(({ nodes }) => nodes),
    beside,
    hasUnreadText: relations.some((one) => isUnreadText(bytes, one)),
  }
}
