// Labels of XLSForm may hold Markdown and repeat earlier answers by `${name}`. Ours are plain words.

const patterns: [RegExp, string][] = [
  [/\*\*([^*]+)\*\*/g, '$1'],
  [/(^|[^\p{L}\p{N}_\\])__([^_]+)__(?![\p{L}\p{N}_])/gu, '$1$2'],
  [/(^|[^\p{L}\p{N}*\\])\*([^*\s][^*]*)\*(?![\p{L}\p{N}*])/gu, '$1$2'],
  [/(^|[^\p{L}\p{N}_\\])_([^_\s][^_]*)_(?![\p{L}\p{N}_])/gu, '$1$2'],
  [/\[([^[\]]+)\]\((https?:[^()\s]*)\)/g, '$1 ($2)'],
  [/^#{1,6} /gm, ''],
  [/<\/?(?:span|b|i|u|br|p|strong|em|font|div|small)(?: [^<>]*)?\/?>/gi, ''],
]

/** Words without the signs of Markdown. */
const withoutMarks = (text: string): string =>
  patterns.reduce((said, [pattern, plain]) => said.replace(pattern, plain), text)

const reference = /\$\{([^{}]*)\}/g

/** A label as plain words, and what was in it that ours cannot say. A reference becomes what `labelOf` says of its question. */
export function plainLabel(
  text: string,
  labelOf: (name: string) => string | undefined,
): { text: string; hasReference: boolean; hasMarks: boolean } {
  const referred = text.replace(reference, (_, name: string) => `[${labelOf(name.trim()) ?? name.trim()}]`)
  const unmarked = withoutMarks(referred)
  return {
    text: unmarked.replace(/\\([*_#])/g, '$1').trim(),
    hasReference: referred !== text,
    hasMarks: unmarked !== referred,
  }
}

/** Plain words as a label that other programs show as the same words. */
export function labelFor(text: string): string {
  const apart = text.replaceAll('${', '$ {')
  const isPlain = withoutMarks(apart) === apart && !/\\[*_#]/.test(apart)
  return isPlain ? apart : apart.replace(/[*_#]/g, '\\$&')
}
