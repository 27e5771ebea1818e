import { XMLParser } from 'fast-xml-parser'

/** Why something is not read as XML. Who reads it says so in words of its own. */
export class UnreadableXml extends Error {}

/** An element in the order of its document: `{ name: [children], ':@': { '@_attribute': value } }`, text as `{ '#text': … }`. */
export type XmlNode = Record<string, unknown>

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** What XML 1.0 allows as a character. A half of a pair is let through, since two of them may stand side by side. */
const isCharacter = (code: number): boolean =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 32 && code <= 0x10ffff && code !== 0xfffe && code !== 0xffff)

const decoded = (reference: string, hex?: string, decimal?: string, name?: string): string => {
  if (name !== undefined) return named[name] ?? reference
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  return isCharacter(code) ? String.fromCodePoint(code) : '\ufffd'
}

/**
 * A text of XML with its letters as they are read: `&#7897;`, `&#x1ED9;` and `&amp;` as letters, pairs of halves joined,
 * accents joined to their letters. The library leaves numbers as they are. Each reference is read once: `&amp;lt;` is `&lt;`.
 */
export const letters = (text: string): string =>
  (text.includes('&')
    ? text.replace(/&(?:#[xX]([0-9a-fA-F]{1,8})|#([0-9]{1,10})|([a-z]{2,4}));/g, decoded)
    : text
  )
    .toWellFormed()
    .normalize('NFC')

/** References to letters beyond the first 65,536, which some libraries cut off, as the letters themselves. */
export const withFarLetters = (xml: string): string =>
  xml.replace(/&#(?:x0{0,4}([1-9a-f][0-9a-f]{4,5})|0{0,4}([1-9][0-9]{4,6}));/gi, (reference, hex, decimal) =>
    (hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) > 0xffff
      ? decoded(reference, hex, decimal)
      : reference,
  )

const refuse = (): never => {
  throw new UnreadableXml('A document type may name entities that grow without end.')
}

const parserWith = (options: ConstructorParameters<typeof XMLParser>[0]) =>
  new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    parseAttributeValue: false,
    ...options,
    entityDecoder: {
      decode: letters,
      addInputEntities: refuse,
      setExternalEntities: refuse,
      setXmlVersion: () => {},
      reset: () => {},
    },
  })

const inOrder = parserWith({ preserveOrder: true, trimValues: false, maxNestedTags: 1000 })
const byName = parserWith({
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  ignoreDeclaration: true,
  trimValues: true,
})

/** In which letters bytes are written, by their first bytes or their own declaration. */
function encodingOf(bytes: Uint8Array): string {
  const [first = 0, second = 0] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be'
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const said =
    /^[^<]{0,4}<\?xml[^>]{0,150}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']/.exec(head)?.[1] ?? 'utf-8'
  // Where bytes say in single bytes that they are UTF-16, they are not.
  return /^utf-?16/i.test(said) ? 'utf-8' : said
}

function textOf(given: string | Uint8Array): string {
  const text =
    typeof given === 'string'
      ? given.replace(/^\ufeff/, '')
      : new TextDecoder(encodingOf(given), { fatal: true }).decode(given)
  // Some programs write a large X, which the library takes for a fault.
  return text.normalize('NFC').replace(/&#X(?=[0-9a-fA-F]{1,8};)/g, '&#x')
}

function read(parser: XMLParser, given: string | Uint8Array): unknown {
  try {
    return parser.parse(textOf(given), true)
  } catch (fault) {
    throw new UnreadableXml('This is no XML that can be read.', { cause: fault })
  }
}

/**
 * Reads XML element by element, in the order of the document.
 * @throws UnreadableXml where it is none, is in no known letters, or names a document type
 */
export const readXmlInOrder = (given: string | Uint8Array): XmlNode[] => read(inOrder, given) as XmlNode[]

/**
 * Reads XML as objects by the names of elements, without prefixes: attributes as `@name`, repeated elements as a list.
 * @throws UnreadableXml as `readXmlInOrder`
 */
export const readXmlByName = (given: string | Uint8Array): Record<string, unknown> =>
  read(byName, given) as Record<string, unknown>
