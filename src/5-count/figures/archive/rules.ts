import { createHash } from 'node:crypto'

/** The first line of a file: what it is. `server` is the cluster whose transactions the facts name. */
export type Heading = { lantoa: 'archived figures'; version: 1; year: number; server: string }

/** The last line of a file: what must have been read before it. Amounts in thousandths. */
export type Ending = { facts: number; sums: Record<string, string>; sha256: string }

/** Goes along with the lines of facts, one by one, and says at the end what they came to. */
export class Tally {
  readonly #hash = createHash('sha256')
  readonly #sums = new Map<string, bigint>()
  #facts = 0

  add(line: string): void {
    const [, , indicator, , amount] = JSON.parse(line) as string[]
    this.#hash.update(`${line}\n`)
    this.#facts += 1
    const code = indicator ?? ''
    this.#sums.set(code, (this.#sums.get(code) ?? 0n) + thousandths(amount ?? ''))
  }

  end(): Ending {
    const sums = [...this.#sums].sort(([one], [other]) => (one < other ? -1 : 1))
    return {
      facts: this.#facts,
      sums: Object.fromEntries(sums.map(([code, sum]) => [code, String(sum)])),
      sha256: this.#hash.digest('hex'),
    }
  }
}

/** An amount as the database writes it, `12.500`, as a whole number: sums of fractions would not be exact. */
export const thousandths = (amount: string): bigint => BigInt(amount.replace('.', ''))

/** The last year that may be archived, where so many years up to this one are open. */
export const lastClosedYear = (thisYear: number, openYears: number): number => thisYear - openYears
