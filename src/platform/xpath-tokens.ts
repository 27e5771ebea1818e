/** The parts of an expression of XPath, as far as forms use them. */

export type Token = { kind: 'ref' | 'text' | 'number' | 'word' | 'sign'; text: string }

const pattern =
  /\s*(?:\$\{\s*([^}\s]+)\s*\}|'([^']*)'|"([^"]*)"|(-?\d+(?:\.\d+)?)|([A-Za-z][A-Za-z-]*)|(>=|<=|!=|[=<>(),+.]))/y

/** The parts of an expression; undefined where something stands in it that is none. */
export function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = []
  // Programs that write XLSForms turn quotes into curly ones.
  const plain = text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').trim()
  pattern.lastIndex = 0
  while (pattern.lastIndex < plain.length) {
    const found = pattern.exec(plain)
    if (!found) return undefined
    const [, ref, single, double, number, word, sign] = found
    if (ref !== undefined) tokens.push({ kind: 'ref', text: ref })
    else if (single !== undefined || double !== undefined)
      tokens.push({ kind: 'text', text: single ?? double ?? '' })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word.toLowerCase() })
    else tokens.push({ kind: 'sign', text: sign ?? '' })
  }
  return tokens
}
