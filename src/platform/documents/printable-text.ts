/** Text from people's keyboards and files made fit for paper. Nothing stored is changed. */

/**
 * A copy of a value in which every text is composed (NFC, as TCVN 6909 prints it), has only line feeds as line ends,
 * and carries no control characters or broken surrogates: XML allows none, and Word refuses the whole file for one.
 */
export function printable<T>(value: T): T {
  return mapTexts(value, (text) =>
    text
      .toWellFormed()
      .normalize('NFC')
      .replace(/\r\n?|\u2028|\u2029/g, '\n')
      .replace(/\t/g, ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/g, ''),
  )
}

/**
 * A copy in which a word too long for a line can break anywhere (Vietnamese words have seven letters at most; what is
 * longer is an address or a mistake), and room to write in stays as wide as it is.
 */
export function breakable<T>(value: T): T {
  return mapTexts(value, (text, key) =>
    notWords.has(key)
      ? text
      : text
          .replace(/\S{24,}/g, (word) => [...word].join('\u200b'))
          .replace(/ {2,}/g, (room) => '\u00a0'.repeat(room.length)),
  )
}

/** Keys of what is never printed, and would no longer lead anywhere if it were broken. */
const notWords = new Set(['url', 'path', 'kind', 'alt', 'anchor'])

function mapTexts<T>(value: T, change: (text: string, key: string) => string): T {
  const mapped = (part: unknown, under: string): unknown => {
    if (typeof part === 'string') return change(part, under)
    if (Array.isArray(part)) return part.map((inner) => mapped(inner, under))
    if (part instanceof Uint8Array || part === null || typeof part !== 'object') return part
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, mapped(inner, key)]))
  }
  return mapped(value, '') as T
}
