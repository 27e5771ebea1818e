import { randomBytes } from 'node:crypto'

/**
 * A new UUIDv7 (RFC 9562 §5.7): sorted by the millisecond of its birth, so it can be made where the record is born
 * and still index well.
 */
export function newId(at: number = Date.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(at, 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text is an id; asked before it reaches the database, which would answer with a fault. */
export const isId = (text: unknown): text is string => typeof text === 'string' && uuid.test(text)
