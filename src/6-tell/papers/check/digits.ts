import { measureOf } from '#platform/measures'
import { readNumber, writtenNumber } from '#platform/number'
import { readScaled } from '#platform/scaled-numbers'
import { countedAt } from './counted.ts'
import type { Stretch } from './excused.ts'

/** A number of a text as it was read. `or`: how else it can be meant, where its writing leaves that open: `1,284`. */
export type Raw = Stretch & {
  value: number
  step: number
  isPercent: boolean
  or?: { value: number; step: number }
  of?: number
  isVague?: boolean
}

/** Signs and blanks that part groups of digits. A tab or a line feed parts two numbers. */
const grouping = "[.,'’ \\u00a0\\u2009\\u202f]"
const head = new RegExp(
  `(?<![\\p{L}\\d.,/-])(?:\\d{1,3}(?:${grouping}\\d{3}){1,6}(?!\\d)(?:[.,]\\d{1,9})?|\\d{1,20}(?:[.,]\\d{1,20})?)(?![\\d]|[-/][A-ZĐ])`,
  'gu',
)
/** What multiplies, glued or with a blank: `17 nghìn`, `17tr`, `500k`; with the decimals glued behind it, `2tr5`, or a half. */
const tail =
  /^(?:k(?![\p{L}\d])|(?:[^\S\t\n]?(?:nghìn|ngàn|vạn|triệu|tr|tỷ|tỉ|trăm|chục)(?!\p{L})){1,3}(?:(?<=(?:triệu|tr|tỷ|tỉ))(?<decimals>\d{1,3})(?![\d.,]\d|\d)|[^\S\t\n](?<half>rưỡi)(?!\p{L}))?)/iu
const raisedDigits = '⁰¹²³⁴⁵⁶⁷⁸⁹'

type Reading = { value: number; places: number }

/** How many decimals were written: none where all signs part groups of three, behind a group that is no nought. */
function placesOf(digits: string): number {
  const [first = '', ...groups] = digits.split(/\D/)
  const signs = new Set(digits.replace(/\d/g, ''))
  const isGrouped = signs.size === 1 && !first.startsWith('0') && groups.every(({ length }) => length === 3)
  return isGrouped ? 0 : (/[.,](\d{1,20})$/.exec(digits)?.[1]?.length ?? 0)
}

/**
 * The readings of digits by the one rule for numbers. A full stop before three digits parts thousands, as everybody here writes
 * them; a comma may be the decimal sign or the one of a program set to English, and both readings are kept, the first as it is
 * written here.
 */
function readingsOf(digits: string): Reading[] {
  const { value, fault } = readNumber(digits)
  if (value !== undefined) return [{ value, places: placesOf(digits) }]
  if (fault.code !== 'number_reads_two_ways') return []
  const whole = { value: readNumber(digits, { isWhole: true }).value ?? 0, places: 0 }
  return digits.includes(',') ? [{ value: readNumber(`${digits}0`).value ?? 0, places: 3 }, whole] : [whole]
}

/** A reading with what multiplies it, and the step of the last place that was said. */
function scaled({ value, places }: Reading, words: RegExpExecArray | null): { value: number; step: number } {
  const step = 10 ** -places
  if (!words) return { value, step }
  const { decimals, half } = words.groups ?? {}
  const scale = readScaled(
    `1${words[0].slice(0, words[0].length - (decimals ?? half ?? '').length)}`.toLowerCase(),
  )
  const read = readScaled(`${writtenNumber(value)}${words[0]}`.replace(/\s/gu, ' ').toLowerCase())
  const size = step * (scale?.amount ?? 1)
  return {
    value: read?.amount ?? value * (scale?.amount ?? 1),
    step: half === undefined ? size / 10 ** (decimals?.length ?? 0) : size / 2,
  }
}

/** What is counted in whole things has no decimals: “1,284 lượt người” are more than a thousand. */
function countsWhole(after: string): boolean {
  const noun = countedAt(after)
  return noun !== undefined && measureOf(noun) === undefined && noun !== 'triệu' && noun !== 'nghìn'
}

/** The number that begins at a place. Signs that no number has together part it: of “1.250 300” the first is read. */
function numberAt(text: string, from: number, written: string): Raw | undefined {
  let digits = written
  let readings = readingsOf(digits)
  while (readings.length === 0 && /\D/.test(digits)) {
    digits = digits.slice(
      0,
      [...digits].findLastIndex((sign) => /\D/.test(sign)),
    )
    readings = readingsOf(digits)
  }
  const behind = from + digits.length
  const words = tail.exec(text.slice(behind, behind + 60))
  const to = behind + (words?.[0].length ?? 0)
  const meant = words === null && countsWhole(text.slice(to, to + 60)) ? readings.slice(-1) : readings
  const [first, other] = meant.map((reading) => scaled(reading, words))
  if (!first) return undefined
  const power = digits === '10' ? exponentAt(text, to) : undefined
  if (power) return { from, to: to + power.length, value: 10 ** power.size, step: 1, isPercent: false }
  return { from, to, ...first, isPercent: false, ...(other ? { or: other } : {}) }
}

/** The exponent of a power of ten: 10⁶. Behind another number a raised digit is the mark of a note. */
function exponentAt(text: string, at: number): { size: number; length: number } | undefined {
  const [raised = ''] = /^[⁰¹²³⁴⁵⁶⁷⁸⁹]{0,2}/u.exec(text.slice(at, at + 2)) ?? []
  if (raised === '') return undefined
  return {
    size: Number([...raised].map((sign) => raisedDigits.indexOf(sign)).join('')),
    length: raised.length,
  }
}

/** The whole after a part: the 35 of “33/35 chi bộ”, where it is no day. */
function wholeAfter(text: string, at: number): { of?: number; to: number } {
  const match = /^\s?\/\s?(\d{1,3}(?:\.\d{3})+|\d+)(?![\d/]|[-/][A-ZĐ])/u.exec(text.slice(at, at + 40))
  if (!match) return { to: at }
  return { of: Number((match[1] ?? '').replaceAll('.', '')), to: at + match[0].length }
}

/** A number with its sign of percent. One of a thousand (‰) is a tenth of a percent. */
export function percentOf(text: string, raw: Raw): Raw {
  const match = /^[^\S\t\n]?(%|phần trăm|‰)/u.exec(text.slice(raw.to, raw.to + 12))
  if (!match) return raw
  const part = match[1] === '‰' ? 10 : 1
  const inPercent = ({ value, step }: { value: number; step: number }) => ({
    value: Math.round((value / part) * 1e6) / 1e6,
    step: step / part,
  })
  return {
    ...raw,
    ...inPercent(raw),
    ...(raw.or ? { or: inPercent(raw.or) } : {}),
    to: raw.to + match[0].length,
    isPercent: true,
  }
}

/** Whether a number goes on with the next one: “2 tỷ 500 triệu” is one amount in two words. */
const goesOnWith = (text: string, before: Raw, next: Raw): boolean =>
  before.step > 1 &&
  next.step < before.step &&
  !before.or &&
  !next.or &&
  /^[^\S\t\n]$/u.test(text.slice(before.to, next.from))

/** The numbers that a text says in digits. */
export function digitsIn(text: string): Raw[] {
  const found: Raw[] = []
  head.lastIndex = 0
  for (let match = head.exec(text); match; match = head.exec(text)) {
    const raw = numberAt(text, match.index, match[0])
    if (!raw) continue
    const { of, to } = wholeAfter(text, raw.to)
    head.lastIndex = to
    const previous = found.at(-1)
    if (previous && goesOnWith(text, previous, raw))
      Object.assign(previous, { to: raw.to, value: previous.value + raw.value, step: raw.step })
    else found.push({ ...raw, to, ...(of === undefined ? {} : { of }) })
  }
  return found.map((raw) => percentOf(text, raw))
}
