/** Chance that falls the same way every time: everything in the demonstration district comes from one seed. */
export type Chance = {
  /** From 0 up to, and without, 1. */
  next: () => number
  /** A whole number from `low` to `high`, both included. */
  between: (low: number, high: number) => number
  happens: (probability: number) => boolean
  pick: <T>(list: readonly T[]) => T
  /** A UUIDv7 born at that millisecond. */
  id: (at: number) => string
}

/** FNV-1a, so that a word can be a seed. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value >>> 0
}

/**
 * Chance from a seed. Each part of the district has a stream of its own, named after it, so that a change in one part
 * leaves the others as they were. The generator is mulberry32.
 */
export function chanceFrom(seed: string): Chance {
  let state = hash(seed)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[between(0, list.length - 1)]
    if (chosen === undefined) throw new Error('There is nothing to pick from.')
    return chosen
  }
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => between(0, 15).toString(16)).join('')
  const id = (at: number): string => {
    const time = at.toString(16).padStart(12, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${(8 + between(0, 3)).toString(16)}${hex(3)}-${hex(12)}`
  }
  return { next, between, happens: (probability) => next() < probability, pick, id }
}
