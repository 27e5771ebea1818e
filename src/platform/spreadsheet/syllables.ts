/** The syllables of Vietnamese: whether a word can be one tells in which letters a text was written. */

const tones = /[\u0300\u0301\u0303\u0309\u0323]/g
const shape =
  /^(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?(?:(?:iêu|yêu|ươi|ươu|uôi|oai|oay|oao|oeo|uây|uyu|uya|ai|ay|ao|au|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|ia|ya|ua|ưa|oa|oe|uê|uy|uơ|[aeêioôơuưy])|(?:uyê|oa|oă|oe|oo|uâ|uê|uy|iê|yê|uô|ươ|[aăâeêioôơuưy])(ch|[cptk]|ng|nh|[mn]))$/

/** So many words are known at once; then it begins anew. */
const mostKnown = 20_000

/** A question about words whose answers are kept: a table holds the same few hundred words again and again. */
export function remembered(ask: (word: string) => boolean): (word: string) => boolean {
  const known = new Map<string, boolean>()
  return (word) => {
    const before = known.get(word)
    if (before !== undefined) return before
    const found = ask(word)
    if (known.size >= mostKnown) known.clear()
    if (word.length <= 16) known.set(word, found)
    return found
  }
}

/** Whether a word of one tone at most is spelt as a syllable of Vietnamese. Where it ends in c, p or t, only two tones are possible. */
export const isSyllable = remembered((word) => word.length <= 7 && isSpelt(word))

function isSpelt(word: string): boolean {
  const apart = word.toLowerCase().normalize('NFD')
  const marks = apart.match(tones) ?? []
  if (marks.length > 1) return false
  const found = shape.exec(apart.replace(tones, '').normalize('NFC'))
  if (!found) return false
  const isStopped = /^(?:ch|[cptk])$/.test(found[1] ?? '')
  return !isStopped || marks[0] === '\u0301' || marks[0] === '\u0323'
}
