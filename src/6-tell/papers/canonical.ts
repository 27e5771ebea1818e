import { createHash } from 'node:crypto'

/**
 * A value as JSON of which there is only one: keys in order of their code units, no spaces, numbers and texts as JSON
 * writes them (the core of RFC 8785). What comes out of the database again gives the same text.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one ?? null)).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const known = Object.entries(value).filter(([, one]) => one !== undefined)
  const pairs = known.sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${pairs.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`
}

/** The SHA-256 of a value as canonical JSON, in hexadecimal. */
export const hashOf = (value: unknown): string =>
  createHash('sha256').update(canonicalJson(value)).digest('hex')
