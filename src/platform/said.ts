/** The one reader of amounts as people write them, with how exact they are: `trên 40`, `gần 3 tỷ`, `17 nghìn`, `hàng trăm`. */

import { writingsOf } from './measures.ts'
import {
  type FaultWithin,
  heldWithin,
  keptExactly,
  type NumberFault,
  type NumberLimits,
  type NumberRules,
  plainly,
  type ReadWithin,
  readAmount,
  readNumber,
} from './number.ts'
import { plainText } from './plain-text.ts'
import { isOrder, type Qualifier, qualifierOfSum, type Said } from './precision.ts'
import { readScaled, type Scaled, scaleOfUnit } from './scaled-numbers.ts'

/** What is known of an amount before it is read. `words`: what may stand after it beside the unit (đảng viên after a number of people). */
export type SaidRules = NumberRules & { words?: readonly string[] }

export type SaidFault =
  | NumberFault
  | { code: 'amount_is_a_range'; params: { text: string } }
  | { code: 'amount_has_no_lower_bound'; params: { text: string } }
  | { code: 'amount_has_another_unit'; params: { said: string; unit: string } }
  | { code: 'amount_is_no_order'; params: { amount: number } }
  | { code: 'amount_has_words_after'; params: { said: string } }

export type SaidRead =
  | (Said & { fault?: undefined })
  | { amount?: undefined; qualifier?: undefined; fault: SaidFault }

const isNoNumber: SaidRead = { fault: { code: 'field_is_no_number' } }

type Bound = Exclude<Qualifier, 'order' | 'exact'> | 'under'

/**
 * Words of precision as running text uses them, before a number. “Xấp xỉ” is near on either side; “dưới” has no lower
 * bound and is none of our qualifiers.
 */
export const wordsBefore: Readonly<Record<Bound, readonly string[]>> = {
  over: ['trên', 'hơn', 'quá', 'ít nhất', 'tối thiểu', 'không dưới', 'vượt'],
  under: ['dưới', 'không quá', 'không vượt quá', 'tối đa', 'chưa đến', 'chưa tới', 'chưa đầy'],
  nearly: ['gần', 'ngót', 'suýt soát', 'gần đạt'],
  about: ['khoảng', 'chừng', 'độ', 'ước tính', 'ước', 'ước khoảng', 'ước đạt', 'xấp xỉ', 'trên dưới'],
}

const isSign = (word: string): boolean => !/\p{L}/u.test(word)

/** Words and signs that stand in a field beside those of running text. */
const alsoBefore: Readonly<Record<Bound, readonly string[]>> = {
  over: ['over', 'more than', 'at least', 'from', 'từ', 'đạt trên', 'đạt hơn', '>=', '≥', '>'],
  under: ['under', 'less than', 'fewer than', 'at most', 'up to', 'below', '<=', '≤', '<'],
  nearly: ['nearly', 'almost', 'just under'],
  about: ['about', 'around', 'approximately', 'roughly', 'some', 'tầm', 'cỡ', '~', '≈', '±'],
}

/** The signs among them, which running text uses too: ≥ 300. */
export const signsBefore: Readonly<Record<Bound, readonly string[]>> = {
  over: alsoBefore.over.filter(isSign),
  under: alsoBefore.under.filter(isSign),
  nearly: alsoBefore.nearly.filter(isSign),
  about: alsoBefore.about.filter(isSign),
}

/** Words and signs behind a number: “300 trở lên”. */
export const wordsAfter: readonly (readonly [string, Bound])[] = [
  ['trở lên', 'over'],
  ['or more', 'over'],
  ['and more', 'over'],
  ['+', 'over'],
  ['trở xuống', 'under'],
  ['or less', 'under'],
]

/** Without their marks these are other words as well: có 40 hộ, do 40 hộ, quà 40 hộ, tám mươi hộ. */
const saysOtherWithoutMarks = new Set(['co', 'do', 'qua', 'chung', 'tam'])

/** Every word with its qualifier, the longest first: “không quá” is not “quá”. Typed without any marks it says the same. */
const before: readonly { word: string; is: Bound }[] = (Object.keys(wordsBefore) as Bound[])
  .flatMap((is) =>
    [...wordsBefore[is], ...alsoBefore[is]].flatMap((word) => {
      const plain = plainText(word)
      const forms = saysOtherWithoutMarks.has(plain) ? [word] : [...new Set([word, plain])]
      return forms.map((form) => ({ word: form, is }))
    }),
  )
  .sort((one, other) => other.word.length - one.word.length)

/** One word of precision off the beginning or the end of a line. */
function oneOff(line: string): { is: Bound; rest: string } | undefined {
  // After a word stands a blank or a number, so that “trên” is none of “trênh”.
  const first = before.find(
    ({ word }) =>
      line.startsWith(word) && !/^\p{L}/u.test(/\p{L}$/u.test(word) ? line.slice(word.length) : ''),
  )
  if (first) return { is: first.is, rest: line.slice(first.word.length).trim() }
  const last = wordsAfter.find(([word]) => line.endsWith(word) || line.endsWith(plainText(word)))
  return last && { is: last[1], rest: line.slice(0, -last[0].length).trim() }
}

/** The word of precision with which a line begins, or that it is: “tối đa không quá”, “≤”; undefined where it is none. */
export const boundIn = (line: string): Bound | undefined => {
  const { qualifier } = withoutPrecision(line)
  return qualifier === 'exact' || qualifier === 'order' ? undefined : qualifier
}

/** All words of precision off a line: “ước khoảng 200”, “từ 40 trở lên”. */
function withoutPrecision(line: string): { qualifier: Qualifier | 'under'; rest: string } {
  let [qualifier, rest]: [Qualifier | 'under', string] = ['exact', line]
  for (let turn = 0; turn < 3; turn += 1) {
    const found = oneOff(rest)
    if (!found) break
    rest = found.rest
    if (qualifier === 'under' || found.is === 'under') qualifier = 'under'
    else qualifier = qualifierOfSum([qualifier, found.is])
  }
  return { qualifier, rest }
}

const isRange = (line: string): boolean => /\d[\p{L} ]{0,20}(?:[-–—]|đến|tới|to|den|toi)\s?\d/u.test(line)

/** Takes a unit off the end of a line, with its marks or without. Undefined where it does not stand there. */
function withoutWord(line: string, word: string): string | undefined {
  const wanted = line.endsWith(word) ? word : plainText(word)
  if (wanted === '' || !line.endsWith(wanted)) return undefined
  const rest = line.slice(0, -wanted.length)
  // “2,5trđ” is money; “5 km²” is no k of m².
  const isGlued = /^(?:đ|d|vnd)/.test(wanted) && /(?:tr|k)$/.test(rest)
  return /\p{L}$/u.test(rest) && !isGlued ? undefined : rest.trim()
}

const percentWords = ['phần trăm', 'percent', 'per cent']

/** A line as a number that is followed by nothing but the unit. Scales that the unit has itself are taken into account. */
function readWithUnit(line: string, { isWhole, unit, words = [] }: SaidRules): Scaled | undefined {
  const { scale: ofUnit, base } = scaleOfUnit(unit ?? '')
  const own = unit ? [...writingsOf(unit), ...(unit === '%' ? percentWords : [])] : []
  for (const [word, divided] of [
    ...[...own, ...words].map((one) => [one, 1] as const),
    ...(ofUnit > 1 ? writingsOf(base).map((one) => [one, ofUnit] as const) : []),
    ['', ofUnit] as const,
  ]) {
    const rest = word === '' ? line : withoutWord(line, word)
    // Of the smaller unit within “triệu đồng” there are no halves.
    const ofBase = divided > 1 && word !== ''
    const read = rest === undefined ? undefined : readScaled(rest, ofBase || isWhole, divided)
    if (read?.rest !== '') continue
    if (read.fault) return read
    // “17” in a field of triệu đồng are 17 of them, “17 triệu” as well.
    if (read.scale === 1 && ofBase) continue
    return read.scale === 1 ? read : { ...read, amount: read.amount / divided }
  }
  return undefined
}

/** Why a line is no amount of this field: what stands behind the number, or that there is none. */
function whyNot(line: string, { isWhole, unit }: SaidRules): SaidRead {
  const read = readScaled(line, isWhole)
  if (!read || read.rest === '') return read?.fault ? { fault: read.fault } : isNoNumber
  if (read.fault && read.fault.code === 'field_is_no_number') return isNoNumber
  const said = read.rest.slice(0, 40)
  if (!/\p{L}/u.test(said)) return isNoNumber
  return {
    fault: unit
      ? { code: 'amount_has_another_unit', params: { said, unit } }
      : { code: 'amount_has_words_after', params: { said } },
  }
}

/**
 * Reads an amount as a person writes it or a program sends it: a number, also with a scale (nghìn, triệu, tỷ, rưỡi), a word
 * of precision, and the unit of its field. Words of precision may come without their marks, in either form of Unicode and in
 * Vietnamese or English.
 * @returns the amount in the unit of the field with its qualifier; or why it is none
 */
export function readSaid(said: unknown, rules: SaidRules = {}): SaidRead {
  const plain = readAmount(said, rules)
  if (!plain.fault) return { amount: plain.value, qualifier: 'exact' }
  if (typeof said !== 'string' || said.length > 100 || plain.fault.code !== 'field_is_no_number') return plain
  const text = said.trim()
  const line = plainly(text).normalize('NFC').toLowerCase().replace(/ {2,}/g, ' ').replace(/\.$/, '')
  const { qualifier, rest } = withoutPrecision(line)
  if (isRange(rest)) return { fault: { code: 'amount_is_a_range', params: { text } } }
  const exact = qualifier === 'exact' ? undefined : readNumber(rest, rules)
  const read = exact?.fault?.code === 'field_is_no_number' ? undefined : exact
  const scaled = read?.value === undefined ? readWithUnit(rest, rules) : undefined
  const fault = read?.fault ?? scaled?.fault
  if (fault) return { fault }
  const amount = read?.value ?? scaled?.amount
  if (amount === undefined) return whyNot(rest, rules)
  if (qualifier === 'under') return { fault: { code: 'amount_has_no_lower_bound', params: { text } } }
  if (rules.isWhole && !Number.isInteger(amount)) return { fault: { code: 'field_is_no_whole_number' } }
  const kept = keptExactly(amount, text)
  if (kept.fault) return { fault: kept.fault }
  if (!scaled?.fault && scaled?.isOrder) return isOrder(amount) ? { amount, qualifier: 'order' } : isNoNumber
  return { amount: kept.value, qualifier }
}

export type SaidWithin =
  | (Said & { fault?: undefined })
  | { amount?: undefined; qualifier?: undefined; fault: FaultWithin }

/** Reads an amount and holds it against its limits, as `readWithin` does a number. */
export function readSaidWithin(said: unknown, limits: NumberLimits & SaidRules): SaidWithin {
  const read = readSaid(said, limits)
  const { value, fault } = heldWithin(read.fault ? { fault: read.fault } : { value: read.amount }, limits)
  return fault ? { fault } : { amount: value, qualifier: read.fault ? 'exact' : read.qualifier }
}

/**
 * Reads what somebody aims at: a target, a promise, the amount of a task. “Trên 90 %” is met by 90, so its amount is all there is
 * to keep. What is only near a number can be neither met nor missed, and is asked for exactly.
 */
export function readAim(said: unknown, limits: NumberLimits & SaidRules): ReadWithin {
  const { amount, qualifier, fault } = readSaidWithin(said, limits)
  if (fault) return { fault }
  return qualifier === 'exact' || qualifier === 'over'
    ? { value: amount }
    : { fault: { code: 'aim_is_not_exact', params: { text: String(said).trim() } } }
}
