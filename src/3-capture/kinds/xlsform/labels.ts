import { fillReferences } from '#platform/references'
import type { Field } from '../entry.ts'
import { canBeRepeated } from '../forms/rules.ts'

// Labels of XLSForm may hold Markdown and repeat earlier answers by `${name}`. Ours are plain words, and repeat them too.

const patterns: [RegExp, string][] = [
  [/\*\*([^*]+)\*\*/g, '$1'],
  [/(^|[^\p{L}\p{N}_\\])__([^_]+)__(?![\p{L}\p{N}_])/gu, '$1$2'],
  [/(^|[^\p{L}\p{N}*\\])\*([^*\s][^*]*)\*(?![\p{L}\p{N}*])/gu, '$1$2'],
  [/(^|[^\p{L}\p{N}_\\])_([^_\s][^_]*)_(?![\p{L}\p{N}_])/gu, '$1$2'],
  [/\[([^[\]]+)\]\((https?:[^()\s]*)\)/g, '$1 ($2)'],
  [/^#{1,6} /gm, ''],
  [/<(?:br *\/?|\/p|\/div)>(?! |$)|&nbsp;/gi, ' '],
  [/<\/?(?:span|b|i|u|br|p|strong|em|font|div|small)(?: [^<>]*)?\/?>/gi, ''],
]

/** Words without the signs of Markdown. */
const withoutMarks = (text: string): string =>
  patterns.reduce((said, [pattern, plain]) => said.replace(pattern, plain), text)

const reference = /\$\{([^{}]*)\}/g

/** What a name in a label stands for: a question whose answer is repeated, or words where it cannot be. */
export type Refer = (name: string) => { key: string } | { words: string } | undefined

/** Names of the questions read so far, as a question in a list or above all lists may repeat them. */
export const referTo =
  (questions: ReadonlyMap<string, Field>, parent: string | null): Refer =>
  (name) => {
    const other = questions.get(name)
    if (!other) return undefined
    return canBeRepeated(other, { key: '', parent })
      ? { key: other.key }
      : { words: fillReferences(other.label_vi, () => undefined) }
  }

/** A label as plain words, and what was in it that ours cannot say. */
export function plainLabel(
  text: string,
  refer: Refer,
): { text: string; hasReference: boolean; hasMarks: boolean } {
  let hasReference = false
  const referred = text.replace(reference, (_, name: string) => {
    const found = refer(name.trim())
    if (found && 'key' in found) return `\${${found.key}}`
    hasReference = true
    return `[${found?.words ?? name.trim()}]`
  })
  const unmarked = withoutMarks(referred)
  return {
    text: unmarked.replace(/\\([*_#])/g, '$1').trim(),
    hasReference,
    hasMarks: unmarked !== referred,
  }
}

/**
 * Plain words as a label that other programs show as the same words. Answers are repeated by the name of their question;
 * anything else that looks so would be refused.
 */
export function labelFor(text: string, isRepeated: (key: string) => boolean = () => false): string {
  const apart = text.replace(/\$\{([^{}]*\})?/g, (all, name: string = '') =>
    isRepeated(name.slice(0, -1)) ? all : `$ {${name}`,
  )
  const isPlain = withoutMarks(apart) === apart && !/\\[*_#]/.test(apart)
  return isPlain ? apart : apart.replace(/\$\{[^{}]*\}|[*_#]/g, (all) => (all.length > 1 ? all : `\\${all}`))
}
