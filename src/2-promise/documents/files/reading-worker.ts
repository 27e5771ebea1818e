// Reads the text of a PDF or .docx in a thread of its own: a file that was made to take for ever takes nobody's time but its own.
import { extractText, getDocumentProxy } from 'unpdf'
import { answerFromThread } from '#platform/answer-from-thread'
import { readDocx } from '#platform/documents/read-docx'

const mostPages = 300
const mostText = 400_000

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

/** The text of a .docx, a line a paragraph. What somebody remarked at its edge is not of the document. */
const textOfDocx = (bytes: Uint8Array): string =>
  readDocx(bytes)
    .paragraphs.filter(({ place }) => place !== 'comment')
    .map(({ text, isRow }) => (isRow ? text.replaceAll(' | ', ' ') : text))
    .join('\n')

await answerFromThread<{ bytes: Uint8Array; isPdf: boolean }>(async ({ bytes, isPdf }) =>
  (isPdf ? await textOfPdf(bytes) : textOfDocx(bytes)).slice(0, mostText),
)
