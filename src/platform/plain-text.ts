/**
 * Text as people type it in a hurry: lower case, no diacritics. The twin of `org.plain` in the database.
 */
export function plainText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()
}

/** A text without the signs at its end that a pattern of one sign names. An expression that ends in `+$` takes quadratic time. */
export function withoutEnd(text: string, sign: RegExp): string {
  let end = text.length
  while (end > 0 && sign.test(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}

/** A text without what stands between its first and its last bracket. */
export function withoutBrackets(text: string): string {
  const [from, to] = [text.indexOf('('), text.lastIndexOf(')')]
  return from < 0 || to < from ? text : text.slice(0, from) + text.slice(to + 1)
}

/** The beginning of a text, cut between words; with an ellipsis where something is left out. */
export function excerpt(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length + 1)
  return `${withoutEnd(cut.slice(0, Math.max(cut.lastIndexOf(' '), length / 2)), /[\s,;:.–-]/)}…`
}

/** A friendly address of a Vietnamese name: `Nuôi heo đất tiết kiệm` → `nuoi-heo-dat-tiet-kiem`. */
export function slugOf(name: string): string {
  const words = plainText(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
  return withoutEnd(words.slice(0, 80), /-/)
}

/** The first that is free: what is wanted, or it with a number from two on. */
export function firstFree(wanted: string, taken: ReadonlySet<string>, joiner: '-' | '_'): string {
  let free = wanted
  for (let number = 2; taken.has(free); number += 1) free = `${wanted}${joiner}${number}`
  return free
}

/** The symbol of a document (12-KH/ĐU) as it is compared: no diacritics, no spaces, no zero before its number. */
export const plainSymbol = (symbol: string): string =>
  plainText(symbol).replace(/\s+/g, '').replace(/^so:?/, '').replace(/^0+/, '')
