// Whether a paper can be handed to a colleague: whole, not locked, without anything in it that acts by itself.

import { inflateSync } from 'node:zlib'
import { Problem } from '#platform/problem'
import { readXmlByName, UnreadableXml } from '#platform/xml'
import { isZip, namesInZip, refuseZipBomb, textInZip } from '#platform/zip-size'

/** What is wrong with a document; undefined where nothing is. */
export type DocumentFault = 'broken' | 'locked' | 'active' | 'macros' | 'bomb'

/** What the thread is asked that looks through papers; of a zip file also what it is. */
export type PaperAsked = { bytes: Uint8Array; as: 'zip' | 'office' | 'pdf'; lockedIsKept?: boolean }

const megabyte = 1024 * 1024
/** What an Office file may unpack to, and what the parts of a PDF that are looked into may. */
const mostUnpacked = 200 * megabyte
const mostOfStreams = 64 * megabyte

/** Looks through an Office or OpenDocument file. It is a zip file with XML in it. */
export function faultOfOffice(bytes: Buffer): DocumentFault | undefined {
  const bomb = faultOfZip(bytes)
  if (bomb) return bomb
  const names = namesInZip(bytes)
  if (names.some((name) => macroParts.test(name) || isEmbeddedWithMacros(name))) return 'macros'
  if (namesMacros(textInZip(bytes, '[Content_Types].xml', megabyte * 4) ?? '', names)) return 'macros'
  if (names.some((name) => activeParts.test(name) || isEmbeddedProgram(name))) return 'active'
  const encryption = textInZip(bytes, 'META-INF/manifest.xml', megabyte * 4)
  if (encryption?.includes('encryption-data')) return 'locked'
  const links = names.filter((name) => name.endsWith('.rels'))
  for (const name of links.slice(0, 500))
    if (loadsFromElsewhere(textInZip(bytes, name, megabyte * 4) ?? '')) return 'active'
  return undefined
}

/** What is wrong with a zip file before anybody looks into it. */
export function faultOfZip(bytes: Buffer): DocumentFault | undefined {
  try {
    if (!isZip(bytes)) return 'broken'
    refuseZipBomb(bytes, mostUnpacked)
    return undefined
  } catch (fault) {
    if (!(fault instanceof Problem)) return 'broken'
    return fault.code === 'spreadsheet_unpacks_too_large' ? 'bomb' : 'broken'
  }
}

const macroParts = /vbaProject|vbaData|macrosheets\/|^Basic\/|^Scripts\//i
const activeParts = /activeX\/|\.(exe|dll|vbs|scr|bat|cmd)$/i

const isEmbeddedProgram = (name: string): boolean => /embeddings\//i.test(name) && /\.(bin|js)$/i.test(name)
const isEmbeddedWithMacros = (name: string): boolean =>
  /embeddings\//i.test(name) && /\.(docm|dotm|xlsm|xltm|xlam|pptm|potm|ppsm)$/i.test(name)

const macroTypes = /macroEnabled|vbaProject|vbaData/i

/** Whether a file says of a part that macros are in it, under whatever name the part stands. */
function namesMacros(types: string, names: readonly string[]): boolean {
  const isMacro = (one: Record<string, string>) => macroTypes.test(one['@ContentType'] ?? '')
  return (
    (elementsIn(types, 'Types', 'Override') ?? []).some(isMacro) ||
    (elementsIn(types, 'Types', 'Default') ?? []).filter(isMacro).some((one) => {
      const ending = `.${one['@Extension']}`.toLowerCase()
      return names.some((name) => name.toLowerCase().endsWith(ending))
    })
  )
}

/** The attributes of the elements of a name in a part of a file; undefined where the part cannot be read. */
function elementsIn(xml: string, root: string, name: string): Record<string, string>[] | undefined {
  try {
    const all = readXmlByName(xml)[root] as Record<string, unknown> | string | undefined
    const said = typeof all === 'object' ? all[name] : undefined
    return (Array.isArray(said) ? said : [said ?? []].flat()) as Record<string, string>[]
  } catch (fault) {
    if (!(fault instanceof UnreadableXml)) throw fault
    return undefined
  }
}

/**
 * A template, an object or a frame that is fetched from another machine when the file is opened. Plain links are not, and sheets that
 * look into other sheets ask before they do. Word notes in each file the template on the author's own machine: it is not fetched.
 */
function loadsFromElsewhere(xml: string): boolean {
  const relations = elementsIn(xml, 'Relationships', 'Relationship')
  if (relations === undefined) return true
  return relations
    .filter((one) => /^external$/i.test(one['@TargetMode'] ?? ''))
    .some(({ '@Type': type = '', '@Target': target = '' }) =>
      /attachedTemplate$/i.test(type)
        ? !isOnOwnMachine(target)
        : /(oleObject|frame|subDocument)$/i.test(type),
    )
}

/** A path on a disk of the machine: `file:///D:\Mau\mau.dotx`, `C:/mau.dotx`, `file:///home/…`, `Normal.dotm`; no other machine in it. */
function isOnOwnMachine(target: string): boolean {
  let path: string
  try {
    path = decodeURIComponent(target.trim()).replaceAll('\\', '/')
  } catch {
    return false
  }
  const [, within = path] = /^file:(?:\/\/(?:localhost)?)?(\/.*|[A-Za-z]:.*)$/i.exec(path) ?? []
  if (within.startsWith('//')) return false
  return /^\/?[A-Za-z]:\/?[^:]*$/.test(within) || !within.includes(':')
}

/**
 * Looks through a PDF: ISO 32000-1, §7.5 for its frame, §12.6 for what can act by itself. Of a locked one that is kept all the
 * same (`lockedIsKept`) only what lies open is looked at: its packed parts are encrypted.
 */
export function faultOfPdf(
  bytes: Buffer,
  { lockedIsKept = false }: { lockedIsKept?: boolean } = {},
): DocumentFault | undefined {
  if (!bytes.subarray(0, 1024).includes('%PDF-')) return 'broken'
  if (!bytes.subarray(-2048).includes('%%EOF')) return 'broken'
  const text = bytes.toString('latin1')
  const isLocked = hasName(text, 'Encrypt')
  if (isLocked && !lockedIsKept) return 'locked'
  if (acts(text)) return 'active'
  if (isLocked) return undefined
  return faultOfStreams(bytes, text)
}

/** Names of a PDF can be written with numbers (`/J#61vaScript`). */
const plainNames = (text: string): string =>
  text.includes('#')
    ? text.replace(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text

const hasName = (text: string, name: string): boolean =>
  new RegExp(`/${name}(?![A-Za-z0-9])`).test(plainNames(text))

const actions = [
  'JavaScript',
  'Launch',
  'EmbeddedFiles',
  'EmbeddedFile',
  'RichMedia',
  'ImportData',
  'SubmitForm',
]
const acts = (text: string): boolean =>
  new RegExp(`/(?:${actions.join('|')}|XFA)(?![A-Za-z0-9])`).test(plainNames(text))

/** Objects can stand packed inside of a stream, where a search of the file does not see them. */
function faultOfStreams(bytes: Buffer, text: string): DocumentFault | undefined {
  let left = mostOfStreams
  let from = 0
  for (const match of text.matchAll(/stream\r?\n/g)) {
    const begins = match.index + match[0].length
    if (match.index < from || text.slice(match.index - 3, match.index) === 'end') continue
    const head = plainNames(text.slice(Math.max(from, text.lastIndexOf('obj', match.index)), match.index))
    const ends = text.indexOf('endstream', begins)
    if (ends < 0) return 'broken'
    from = ends
    if (!/\/ObjStm/.test(head)) continue
    try {
      const inside = inflateSync(bytes.subarray(begins, ends), { maxOutputLength: Math.max(left, 1) })
      left -= inside.length
      if (acts(inside.toString('latin1'))) return 'active'
    } catch (fault) {
      // Packed in another way, or more than a paper can hold: what cannot be looked into is not handed on.
      return fault instanceof RangeError ? 'bomb' : 'broken'
    }
  }
  return undefined
}
