/**
 * The text of a section as people keep it: a paragraph a line, `- ` before the items of a list, `## ` and `### ` before
 * headings. What is alive stands in double braces, `{{figure waste_kg period=2024}}` within a line or `{{results}}` on a
 * line of its own: so a text can be read, compared and mended without any editor.
 */

/** What is alive in a text: its name, what stands behind it in order, and by name; after a bar, words of the author. */
export type Live = { name: string; given: string[]; options: Record<string, string>; words: string }

export type Inline = { text: string } | { live: Live }

export type TextNode =
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'paragraph'; pieces: Inline[] }
  | { kind: 'item'; pieces: Inline[] }
  | { kind: 'live'; live: Live }

const live = /\{\{\s*([a-z_]+)((?:\s+[^{}|]*)?)(?:\|([^{}]*))?\}\}/g

function liveOf(name: string, rest: string, words: string): Live {
  const parts = rest.trim().split(/\s+/).filter(Boolean)
  return {
    name,
    given: parts.filter((part) => !part.includes('=')),
    options: Object.fromEntries(
      parts.filter((part) => part.includes('=')).map((part) => part.split(/=(.*)/s).slice(0, 2)),
    ),
    words: words.trim(),
  }
}

function inlineOf(text: string): Inline[] {
  const pieces: Inline[] = []
  let end = 0
  for (const match of text.matchAll(live)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) })
    pieces.push({ live: liveOf(match[1] ?? '', match[2] ?? '', match[3] ?? '') })
    end = match.index + match[0].length
  }
  if (end < text.length) pieces.push({ text: text.slice(end) })
  return pieces
}

/** The parts of a text in order. Any text can be parsed: what is no notation is words. */
export function parseText(text: string): TextNode[] {
  const nodes: TextNode[] = []
  for (const line of text.split(/\r\n|\r|\n/).map((one) => one.trim())) {
    if (line === '') continue
    const [, marks, heading] = /^(#{2,3})\s+(.+)$/.exec(line) ?? []
    const item = /^[-–•+*]\s+(.*)$/.exec(line)?.[1]
    const pieces = inlineOf(item ?? line)
    const [only] = pieces
    if (marks && heading) nodes.push({ kind: 'heading', level: marks.length as 2 | 3, text: heading })
    else if (item !== undefined) nodes.push({ kind: 'item', pieces })
    else if (pieces.length === 1 && only && 'live' in only && !isInline(only.live))
      nodes.push({ kind: 'live', live: only.live })
    else nodes.push({ kind: 'paragraph', pieces })
  }
  return nodes
}

/** A figure stands within words, all else on a line of its own. */
export const isInline = ({ name }: Live): boolean => name === 'figure'

/** What is alive, as it is written in a text. */
export function writeLive({ name, given, options, words }: Live): string {
  const parts = [name, ...given, ...Object.entries(options).map(([key, value]) => `${key}=${value}`)]
  return `{{${parts.join(' ')}${words ? ` | ${words.replace(/[{}|]/g, '')}` : ''}}}`
}

/** The words that somebody typed, without what is alive: what has to be checked, and whether anything was written. */
export const wordsOf = (text: string): string =>
  text
    .replace(live, '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n')
