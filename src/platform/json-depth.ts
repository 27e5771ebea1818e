/** Brackets within brackets that no body of ours has; two million of them cost seconds to parse. */
const deepest = 100

const quote = 0x22
const backslash = 0x5c

/** @returns whether a text of JSON that comes in pieces (bytes) has, up to this piece, more than 100 open brackets */
export function nestingOf(): (piece: Uint8Array) => boolean {
  let depth = 0
  let isInText = false
  let isEscaped = false
  return (piece) => {
    for (const byte of piece) {
      if (isInText) {
        if (isEscaped) isEscaped = false
        else if (byte === backslash) isEscaped = true
        else if (byte === quote) isInText = false
      } else if (byte === quote) isInText = true
      else if (byte === 0x5b || byte === 0x7b) {
        depth += 1
        if (depth > deepest) return true
      } else if (byte === 0x5d || byte === 0x7d) depth -= 1
    }
    return false
  }
}
