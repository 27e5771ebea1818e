import type { JSONContent } from '@tiptap/core'
import { inlineOf, lineOf, linesOf } from '#platform/live-text'

/** The pieces of a line as the editor holds them: what is alive keeps how it was written. */
const inline = (text: string): JSONContent[] =>
  inlineOf(text).map((piece) =>
    'text' in piece ? { type: 'text', text: piece.text } : { type: 'live', attrs: { raw: piece.raw } },
  )

function blockOf(line: string): JSONContent {
  const { kind, before, words, after } = lineOf(line)
  switch (kind) {
    case 'heading':
      return {
        type: 'heading',
        attrs: { mark: before, level: before.includes('###') ? 3 : 2 },
        content: [{ type: 'text', text: words + after }],
      }
    case 'item':
      return { type: 'item', attrs: { mark: before }, content: inline(words + after) }
    case 'live':
      return { type: 'liveBlock', attrs: { raw: line } }
    default:
      return line === '' ? { type: 'paragraph' } : { type: 'paragraph', content: inline(line) }
  }
}

/** The document of a text in the notation: a block a line, so that nothing is lost on the way there and back. */
export const docOf = (text: string): JSONContent => ({ type: 'doc', content: linesOf(text).map(blockOf) })

/** The same, to be written in: behind something alive there is a line for it from the beginning. */
export function writableDocOf(text: string): JSONContent {
  const doc = docOf(text)
  const { content = [] } = doc
  return content.at(-1)?.type === 'liveBlock' ? { ...doc, content: [...content, { type: 'paragraph' }] } : doc
}

const inlineText = (content: readonly JSONContent[] | undefined): string =>
  (content ?? [])
    .map((node) => (node.type === 'live' ? String(node.attrs?.raw ?? '') : (node.text ?? '')))
    .join('')
    // A line is a line: whatever brought a line feed into it.
    .replace(/[\r\n]+/g, ' ')

function lineFrom({ type, attrs, content }: JSONContent): string {
  if (type === 'liveBlock') return String(attrs?.raw ?? '')
  const words = inlineText(content)
  if (type === 'heading' || type === 'item')
    return words.trim() === '' ? words : `${attrs?.mark ?? ''}${words}`
  return words
}

/** The text of a document. */
export const textOf = ({ content }: JSONContent): string => (content ?? []).map(lineFrom).join('\n')

/** Everything alive in a document, as it is written. */
export const livesIn = ({ content }: JSONContent): string[] =>
  (content ?? []).flatMap((node) =>
    node.type === 'live' || node.type === 'liveBlock' ? [String(node.attrs?.raw ?? '')] : livesIn(node),
  )
