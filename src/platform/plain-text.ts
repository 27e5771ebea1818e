/**
 * Text as people type it in a hurry: lower case, no diacritics. The twin of `org.plain` in the database.
 */
export function plainText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()
}

/** The beginning of a text, cut between words; with an ellipsis where something is left out. */
export function excerpt(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length + 1)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), length / 2)).replace(/[\s,;:.–-]+$/, '')}…`
}

/** A friendly address of a Vietnamese name: `Nuôi heo đất tiết kiệm` → `nuoi-heo-dat-tiet-kiem`. */
export function slugOf(name: string): string {
  return plainText(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '')
}
