// Reads the text of a PDF or .docx in a thread of its own: a file that was made to take for ever takes nobody's time but its own.
import { parentPort, workerData } from 'node:worker_threads'
import { XMLParser } from 'fast-xml-parser'
import { extractText, getDocumentProxy } from 'unpdf'
import { textInZip } from '../../../../platform/zip-size.ts'

const mostPages = 300
const mostText = 400_000
const mostXml = 24 * 1024 * 1024

async function textOfPdf(bytes: Uint8Array): Promise<string> {
  const pdf = await getDocumentProxy(bytes, {
    isEvalSupported: false,
    useSystemFonts: false,
    verbosity: 0,
  } as object)
  if (pdf.numPages > mostPages) {
    const pages: string[] = []
    for (let number = 1; number <= mostPages; number += 1) {
      const { items } = await (await pdf.getPage(number)).getTextContent()
      pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '))
    }
    return pages.join('\n')
  }
  return (await extractText(pdf, { mergePages: true })).text
}

type Node = { [tag: string]: Node[] | string | number }

/** The text of a .docx (ECMA-376 §17): runs of `w:t`, with a break after each paragraph. */
function textOfDocx(bytes: Buffer): string {
  const xml = textInZip(bytes, 'word/document.xml', mostXml)
  if (xml === undefined) throw new Error('no document in it')
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: true,
    trimValues: false,
    parseTagValue: false,
  })
  const parts: string[] = []
  const walk = (nodes: readonly Node[]): void => {
    for (const node of nodes)
      for (const [tag, inside] of Object.entries(node)) {
        if (tag === '#text') continue
        if (tag === 'w:t' && Array.isArray(inside))
          for (const one of inside) parts.push(String(one['#text'] ?? ''))
        else if (tag === 'w:tab' || tag === 'w:br') parts.push(' ')
        else if (Array.isArray(inside)) walk(inside)
        if (tag === 'w:p') parts.push('\n')
      }
  }
  walk(parser.parse(xml) as Node[])
  return parts.join('')
}

const { bytes, isPdf } = workerData as { bytes: Uint8Array; isPdf: boolean }
const text = isPdf ? await textOfPdf(bytes) : textOfDocx(Buffer.from(bytes))
parentPort?.postMessage(text.slice(0, mostText))
