/**
 * The text of a section as people keep it: a paragraph a line, `- ` before the items of a list, `## ` and `### ` before
 * headings. What is alive stands in double braces, `{{figure waste_kg period=2024}}` within a line or `{{results}}` on a
 * line of its own: so a text can be read, compared and mended without any editor.
 */

/** What is alive in a text: its name, what stands behind it in order, and by name; after a bar, words of the author. */
export type Live = { name: string; given: string[]; options: Record<string, string>; words: string }

/** `raw` is how it was written: an editor gives back unchanged what nobody touched. */
export type Inline = { text: string } | { live: Live; raw: string }

export type TextNode =
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'paragraph'; pieces: Inline[] }
  | { kind: 'item'; pieces: Inline[] }
  | { kind: 'live'; live: Live }

const live = /\{\{\s*([a-z_]+)((?:\s[^{}|]*)?)(?:\|([^{}]*))?\}\}/g

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

/** The pieces of a line: words, and what is alive in them. */
export function inlineOf(text: string): Inline[] {
  const pieces: Inline[] = []
  let end = 0
  for (const match of text.matchAll(live)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) })
    pieces.push({ live: liveOf(match[1] ?? '', match[2] ?? '', match[3] ?? ''), raw: match[0] })
    end = match.index + match[0].length
  }
  if (end < text.length) pieces.push({ text: text.slice(end) })
  return pieces
}

/** A line of a text, whole: what stands before its words (blanks, the mark of an item or heading), these, and what is after. */
export type Line = {
  kind: 'blank' | 'heading' | 'item' | 'live' | 'paragraph'
  before: string
  words: string
  after: string
}

/** What a line is. Any line is something: what is no notation is words. Nothing of it is lost. */
export function lineOf(line: string): Line {
  const trimmed = line.trim()
  const start = trimmed === '' ? line.length : line.indexOf(trimmed)
  const after = line.slice(start + trimmed.length)
  const as = (kind: Line['kind'], mark = ''): Line => ({
    kind,
    before: line.slice(0, start) + mark,
    words: trimmed.slice(mark.length),
    after,
  })
  if (trimmed === '') return as('blank')
  const heading = /^#{2,3}\s+(?=\S)/.exec(trimmed)?.[0]
  if (heading) return as('heading', heading)
  const item = /^[-–•+*]\s+/.exec(trimmed)?.[0]
  if (item) return as('item', item)
  const [only, ...more] = inlineOf(trimmed)
  return only && 'live' in only && more.length === 0 && !isInline(only.live) ? as('live') : as('paragraph')
}

/** The parts of a text in order. Any text can be parsed: what is no notation is words. */
export function parseText(text: string): TextNode[] {
  const nodes: TextNode[] = []
  for (const { kind, before, words } of linesOf(text).map(lineOf)) {
    const pieces = inlineOf(words)
    const [only] = pieces
    if (kind === 'heading') nodes.push({ kind, level: before.includes('###') ? 3 : 2, text: words })
    else if (kind === 'live' && only && 'live' in only) nodes.push({ kind, live: only.live })
    else if (kind === 'item' || kind === 'paragraph') nodes.push({ kind, pieces })
  }
  return nodes
}

/** The lines of a text, blank ones too. */
export const linesOf = (text: string): string[] => text.split(/\r\n|\r|\n/)

/** What stands within a line: figures, counts, how far something is proven. All else stands on a line of its own. */
export const inlineNames: ReadonlySet<string> = new Set(['figure', 'count', 'proof'])

/** Whether something alive stands within words. */
export const isInline = ({ name }: Live): boolean => inlineNames.has(name)

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
