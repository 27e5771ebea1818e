/** How exact an amount is: what becomes of it in sums and rates, and how it is written. `#platform/said` reads it. */

import { writtenNumber } from './number.ts'
import { scaleOfUnit } from './scaled-numbers.ts'

/**
 * How exact an amount is. `over`: it or more (trên, hơn). `nearly`: a little less (gần). `about`: near it (khoảng).
 * `order`: only its order of magnitude is known (hàng trăm). The amount is then the least that the words allow: 10, 100,
 * 1,000. Who says “hàng trăm” vouches for a hundred and for no number above it, so in a sum it counts as `over`.
 */
export const qualifiers = ['exact', 'over', 'nearly', 'about', 'order'] as const
export type Qualifier = (typeof qualifiers)[number]

/** An amount with its precision. */
export type Said = { amount: number; qualifier: Qualifier }

/** How a part of a sum counts: an order of magnitude is a lower bound. */
const inSum = (qualifier: Qualifier): Qualifier => (qualifier === 'order' ? 'over' : qualifier)

/**
 * The qualifier of a sum: exact only where all of it is. One “trên” makes the sum “trên”; two that point different ways
 * leave “khoảng”. In whatever order the parts are added, it is the same. Of one part alone it is that part's own.
 */
export function qualifierOfSum(parts: readonly Qualifier[]): Qualifier {
  const [first = 'exact'] = parts
  if (parts.length <= 1) return first
  const said = new Set(parts.map(inSum).filter((part) => part !== 'exact'))
  const [only = 'exact'] = said
  return said.size <= 1 ? only : 'about'
}

/** The qualifier of a difference: a lower bound that is taken away leaves no bound. */
export const qualifierOfDifference = (from: Qualifier, taken: Qualifier): Qualifier =>
  taken === 'exact' ? inSum(from) : 'about'

/**
 * The qualifier of a rate n/m, or of any quotient: `over` of an exact whole is `over`. A part of “over 40” is less than it
 * says, and less without a lower bound is none of our qualifiers: `about`.
 */
export const qualifierOfShare = (part: Qualifier, whole: Qualifier): Qualifier =>
  whole === 'exact' ? inSum(part) : 'about'

/** Of what is kept as “how many entries are over, how many are about”, as roll-ups do. */
export const qualifierOfCounts = ({
  over,
  about,
}: {
  over?: number | undefined
  about?: number | undefined
}): Qualifier => (about ? 'about' : over ? 'over' : 'exact')

/** Whether an amount is an order of magnitude: 10, 100, 1,000 … */
export const isOrder = (amount: number): boolean => /^10+$/.test(String(amount))

type Language = 'vi' | 'en'

const words: Record<Language, Record<Exclude<Qualifier, 'exact' | 'order'>, string>> = {
  vi: { over: 'trên', nearly: 'gần', about: 'khoảng' },
  en: { over: 'over', nearly: 'nearly', about: 'about' },
}

const steps: Record<Language, readonly [one: string, ten: string, hundred: string][]> = {
  vi: [
    ['', 'hàng chục', 'hàng trăm'],
    ['hàng nghìn', 'hàng chục nghìn', 'hàng trăm nghìn'],
    ['hàng triệu', 'hàng chục triệu', 'hàng trăm triệu'],
    ['hàng tỷ', 'hàng chục tỷ', 'hàng trăm tỷ'],
    ['hàng nghìn tỷ', 'hàng chục nghìn tỷ', 'hàng trăm nghìn tỷ'],
  ],
  en: [
    ['', 'tens', 'hundreds'],
    ['thousands', 'tens of thousands', 'hundreds of thousands'],
    ['millions', 'tens of millions', 'hundreds of millions'],
    ['billions', 'tens of billions', 'hundreds of billions'],
    ['thousands of billions', 'tens of thousands of billions', 'hundreds of thousands of billions'],
  ],
}

/** The words of an order of magnitude, from 10 to 100,000 billion; undefined where the amount is no power of ten. */
function orderInWords(amount: number, language: Language): string | undefined {
  const zeros = String(amount).length - 1
  return /^10+$/.test(String(amount))
    ? steps[language][Math.floor(zeros / 3)]?.[zeros % 3] || undefined
    : undefined
}

/** The word before an amount: “trên”. Undefined where it is exact, or where the whole is said in words (hàng trăm). */
export function qualifierWord(qualifier: Qualifier, language: Language): string | undefined {
  return qualifier === 'exact' || qualifier === 'order' ? undefined : words[language][qualifier]
}

/**
 * An amount with its precision as people read it: `trên 4.171`, `hàng trăm`.
 * @param format how the number is written: grouped for readers, as `writtenNumber` does in a field
 */
export function saidIn(
  { amount, qualifier }: Said,
  language: Language,
  format: (amount: number) => string,
): string {
  const order = qualifier === 'order' ? orderInWords(amount, language) : undefined
  if (order !== undefined) return order
  const word = qualifierWord(inSum(qualifier), language)
  return word === undefined ? format(amount) : `${word} ${format(amount)}`
}

const scales: Record<Language, readonly [number, string][]> = {
  vi: [
    [1e9, 'tỷ'],
    [1e6, 'triệu'],
  ],
  en: [
    [1e9, 'billion'],
    [1e6, 'million'],
  ],
}

/** A number as people write one that is not exact: 2,5 triệu, where at most two decimals are left. */
function rounded(amount: number, language: Language): string {
  const scale = scales[language].find(([size]) => amount >= size && amount % (size / 100) === 0)
  return scale ? `${writtenNumber(amount / scale[0])} ${scale[1]}` : writtenNumber(amount)
}

/**
 * The same as it stands in a field, so that it is read back as the same.
 * @param unit of the field, with which it is read: in one of “nghìn đồng”, “2,5 triệu” would be 2.500. There no number gets a
 * scale, and an order of magnitude is written in the unit without its own: 1.000 triệu đồng are “hàng tỷ”
 */
export function writtenSaid(said: Said, language: Language, unit: string | null | undefined): string {
  const { amount, qualifier } = said
  if (qualifier === 'exact') return writtenNumber(amount)
  const { scale } = scaleOfUnit(unit ?? '')
  if (scale === 1) return saidIn(said, language, (number) => rounded(number, language))
  if (qualifier !== 'order') return saidIn(said, language, writtenNumber)
  // Beyond the words that there are, the whole unit stands behind the order: “hàng nghìn tỷ đồng” of a thousand.
  return (
    orderInWords(amount * scale, language) ??
    [orderInWords(amount, language) ?? saidIn(said, language, writtenNumber), unit].join(' ')
  )
}
