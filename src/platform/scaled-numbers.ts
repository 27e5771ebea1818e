/** Numbers with the words that multiply them: `17 nghìn`, `2,5 triệu`, `2 tỷ 500 triệu`, `3 tỷ rưỡi`, `2tr5`, `hàng trăm`. */

import { type NumberFault, readNumber, writtenNumber } from './number.ts'
import { scales, valueOfWords } from './number-words.ts'
import { plainText } from './plain-text.ts'

/**
 * A number with its scale: 1 where none was said. `isOrder`: only an order of magnitude, of which `amount` is the least.
 * `rest` is what stands behind it and belongs to no number.
 */
export type Scaled =
  | { amount: number; scale: number; isOrder: boolean; rest: string; fault?: undefined }
  | { amount?: undefined; fault: NumberFault; rest: string }

/** Also words that a running text does not use so: 17k, thousand. */
const scaleWords: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...scales,
    chục: 10,
    trăm: 100,
    tr: 1e6,
    k: 1e3,
    hundred: 100,
    thousand: 1e3,
    million: 1e6,
    billion: 1e9,
  }),
)
const withoutMarks: ReadonlyMap<string, number> = new Map(
  [...scaleWords].map(([word, scale]) => [plainText(word), scale]),
)
const orderWords = new Set(['hàng', 'vài', 'mấy', 'hang', 'vai', 'may'])
const ordersInEnglish: ReadonlyMap<string, number> = new Map(
  Object.entries({ tens: 10, dozens: 10, hundreds: 100, thousands: 1e3, millions: 1e6, billions: 1e9 }),
)

/** What multiplies by a scale without a rounding error on the way: 1.1 of 1e9 is 1100000000. */
const times = (amount: number, scale: number): number =>
  amount < 1e15 ? Number(`${amount}e${Math.round(Math.log10(scale))}`) : amount * scale

/**
 * How a word multiplies. Without its marks it is taken only where the whole line is typed without any: “3 trạm” are no
 * three hundred.
 */
function scaleOf(word: string, isPlain: boolean): number | undefined {
  return scaleWords.get(word) ?? (isPlain ? withoutMarks.get(word) : undefined)
}

/** The scale words from a token on, multiplied: `nghìn tỷ`. Blanks between them count as tokens. */
function scaleFrom(
  tokens: readonly string[],
  first: number,
  isPlain: boolean,
): { scale: number; next: number } {
  let [scale, next] = [1, first]
  for (let at = first; at < tokens.length; at += 1) {
    if (tokens[at] === ' ') continue
    const one = scaleOf(tokens[at] ?? '', isPlain)
    if (one === undefined) break
    ;[scale, next] = [scale * one, at + 1]
  }
  return { scale, next }
}

/** The scale with which a unit begins, and the rest of it: 1,000,000 and đồng of “triệu đồng”. */
export function scaleOfUnit(unit: string): { scale: number; base: string } {
  const tokens = tokensOf(unit.normalize('NFC').trim().toLowerCase())
  const { scale, next } = scaleFrom(tokens, 0, false)
  return { scale, base: tokens.slice(next).join('').trim() }
}

const tokensOf = (line: string): string[] => line.match(/\p{L}+|\P{L}+/gu) ?? []

/** An order of magnitude: `hàng trăm`, `vài chục nghìn`, `hundreds of thousands`. */
function orderIn(tokens: readonly string[], isPlain: boolean): Scaled | undefined {
  const of = (scale: number, next: number): Scaled => ({
    amount: scale,
    scale,
    isOrder: true,
    rest: tokens.slice(next).join('').trim(),
  })
  if (orderWords.has(tokens[0] ?? '')) {
    const { scale, next } = scaleFrom(tokens, 1, isPlain)
    return scale >= 10 ? of(scale, next) : undefined
  }
  const english = tokens.filter((token) => token !== ' ' && token !== 'of')
  let [scale, count] = [1, 0]
  for (const word of english) {
    const one = ordersInEnglish.get(word)
    if (one === undefined) break
    ;[scale, count] = [scale * one, count + 1]
  }
  return count === 0
    ? undefined
    : { amount: scale, scale, isOrder: true, rest: english.slice(count).join(' ') }
}

/** Where only part of a number can be read two ways, both readings keep the words behind it. */
const withWords = (fault: NumberFault, words: string): NumberFault =>
  fault.code === 'number_reads_two_ways' && words !== ''
    ? {
        code: fault.code,
        params: {
          text: `${fault.params.text} ${words}`,
          whole: `${fault.params.whole} ${words}`,
          part: `${fault.params.part} ${words}`,
        },
      }
    : fault

/** Both readings of what follows a scale, in the unit of the field: as it is said, and as the decimals of the scale. */
const asked = (
  text: string,
  { before, after, scale, per }: { before: number; after: number; scale: number; per: number },
): NumberFault => ({
  code: 'number_reads_two_ways',
  params: {
    text: text.trim(),
    whole: writtenNumber((before + after) / per),
    part: writtenNumber((before + times(after, scale / 10 ** String(after).length)) / per),
  },
})

/**
 * Whether what follows a scale may be its decimals, as it is said in the street: 3 nghìn 2 and 1 triệu 2 trăm, but neither
 * 3 nghìn 250 nor 2 tỷ 5 triệu.
 */
const mayBeDecimals = (amount: number, scaleOfPart: number, before: number): boolean =>
  before >= 100 &&
  before < Number.POSITIVE_INFINITY &&
  scaleOfPart < 1000 &&
  Number.isInteger(amount) &&
  amount > 0 &&
  String(amount).length < Math.round(Math.log10(before))

/** Digits glued behind a scale are its decimals: 2tr5 is 2,5 triệu, 5k5 is 5.500. */
function gluedDecimals(token: string | undefined, scale: number): number | undefined {
  return token !== undefined && scale >= 1e3 && /^\d{1,3}$/.test(token)
    ? times(Number(token), scale / 10 ** token.length)
    : undefined
}

/** A number in digits. Several parts are one number as long as each is of a smaller scale: 2 tỷ 500 triệu. */
function digitsIn(
  tokens: readonly string[],
  { isPlain, isWhole, per }: { isPlain: boolean; isWhole: boolean | undefined; per: number },
): Scaled {
  let [total, largest, smallest, at] = [0, 1, Number.POSITIVE_INFINITY, 0]
  const done = (): Scaled => ({
    amount: Math.round(total * 1e6) / 1e6,
    scale: largest,
    isOrder: false,
    rest: tokens.slice(at).join('').trim(),
  })
  while (at < tokens.length) {
    const { scale, next } = scaleFrom(tokens, at + 1, isPlain)
    if (at > 0 && scale >= smallest) return done()
    const { value, fault } = readNumber(tokens[at] ?? '', { isWhole: scale === 1 ? isWhole : false })
    if (fault) {
      if (at > 0) return done()
      return {
        fault: withWords(fault, tokens.slice(1, next).join('').trim()),
        rest: tokens.slice(next).join('').trim(),
      }
    }
    // “2 triệu 500”: 2.000.500, or 2,5 triệu as it is said in the street.
    const amount = times(value, scale)
    if (mayBeDecimals(amount, scale, smallest)) {
      const text = tokens.slice(0, next).join('')
      return {
        fault: asked(text, { before: total, after: amount, scale: smallest, per }),
        rest: tokens.slice(next).join('').trim(),
      }
    }
    total += amount
    ;[largest, smallest, at] = [Math.max(largest, scale), scale, next]
    if (scale === 1) return done()
    const decimals = gluedDecimals(tokens[at], scale)
    const half = tokens.slice(at).findIndex((token) => token !== ' ')
    if (decimals !== undefined) {
      total += decimals
      at += 1
      return done()
    }
    if (half >= 0 && ['rưỡi', 'ruoi'].includes(tokens[at + half] ?? '')) {
      total += scale / 2
      at += half + 1
      return done()
    }
  }
  return done()
}

/**
 * Reads a number at the beginning of a line, in digits or in words.
 * @param line lower case, composed, single blanks
 * @param per how many of the smallest unit make one of the field: both readings of what is asked are told in the latter
 * @returns undefined where no number begins there
 */
export function readScaled(line: string, isWhole?: boolean, per = 1): Scaled | undefined {
  const tokens = tokensOf(line)
  const isPlain = plainText(line) === line
  const order = orderIn(tokens, isPlain)
  if (order) return order
  if (/^\P{L}/u.test(line)) return digitsIn(tokens, { isPlain, isWhole, per })
  const words = tokens.filter((token) => token !== ' ')
  for (let count = words.length; count > 0; count -= 1) {
    const said = valueOfWords(words.slice(0, count))
    if (!said || said.isVague) continue
    const rest = words.slice(count).join(' ')
    if (said.street === undefined) return { amount: said.value, scale: 1, isOrder: false, rest }
    const text = words.slice(0, count).join(' ')
    const [whole, part] = [said.value, said.street].map((value) => writtenNumber(value / per))
    return {
      fault: { code: 'number_reads_two_ways', params: { text, whole: whole ?? '', part: part ?? '' } },
      rest,
    }
  }
  return undefined
}
