import { createHash, randomBytes } from 'node:crypto'
import { Problem } from './problem.ts'
import { isOfMany, networkOf } from './visitor.ts'

/** How often one address may do something in a stretch of minutes. */
export type Limit = { most: number; minutes: number }

/** An address of many people may do it so much oftener. */
const forMany = 50

/**
 * Counts by address, in memory only and under a salt that is thrown away with each stretch: an address is neither kept
 * nor could it be found out again.
 */
export function limiter({ most, minutes }: Limit, now: () => number = Date.now) {
  let counts = new Map<string, number>()
  let salt = randomBytes(16)
  let until = 0

  const keyOf = (address: string): string => {
    if (now() >= until) {
      counts = new Map()
      salt = randomBytes(16)
      until = now() + minutes * 60_000
    }
    return createHash('sha256').update(salt).update(networkOf(address)).digest('base64')
  }
  const allowed = (address: string): number => (isOfMany(address) ? most * forMany : most)

  return {
    /** @throws Problem `too_many_tries` where the address has done it too often. */
    refuse(address: string): void {
      if ((counts.get(keyOf(address)) ?? 0) < allowed(address)) return
      throw new Problem('too_many_tries', { minutes: Math.max(1, Math.ceil((until - now()) / 60_000)) })
    },
    count(address: string): void {
      const key = keyOf(address)
      // Many addresses in a row are one attacker: what is counted then is not worth its memory.
      if (counts.size < 100_000 || counts.has(key)) counts.set(key, (counts.get(key) ?? 0) + 1)
    },
  }
}
