/**
 * The one rule for numbers as people and spreadsheets write them. Every door reads with it: pages, the phone, files, ODK,
 * the API. Vietnamese people write `1.250.000` and `12,5`; programs set to English write `1,250,000` and `12.5`. Both are
 * taken where only one reading is possible. `1.250` kilograms has two readings, and is asked back.
 */

import { writingsOf } from './measures.ts'

/** What is known of a number before it is read: whether it counts whole things, and the unit that may stand after it. */
export type NumberRules = { isWhole?: boolean; unit?: string | null | undefined }

/** Why a text is not taken as a number. The code is the key of its sentence under `problem`. */
export type NumberFault =
  | { code: 'field_is_no_number'; params?: undefined }
  | { code: 'field_is_no_whole_number'; params?: undefined }
  | { code: 'number_reads_two_ways'; params: { text: string; whole: string; part: string } }
  | { code: 'number_is_too_fine'; params: { text: string; nearest: string } }

export type NumberRead = { value: number; fault?: undefined } | { value?: undefined; fault: NumberFault }

const isNoNumber: NumberRead = { fault: { code: 'field_is_no_number' } }
const isNoWholeNumber: NumberRead = { fault: { code: 'field_is_no_whole_number' } }

/** No number that anybody means is longer, with its unit. */
const longest = 100

const taken = (digits: string, isMinus: boolean, isWhole: boolean | undefined): NumberRead => {
  const size = Number(digits)
  if (isWhole && !Number.isInteger(size)) return isNoWholeNumber
  return { value: isMinus && size !== 0 ? -size : size }
}

/** Digits in groups of three behind one sign. A first group never begins with nought: nobody writes 0.500 for 500. */
const isGrouped = (digits: string): boolean => /^[1-9]\d{0,2}([ '.,])\d{3}(?:\1\d{3})*$/.test(digits)

const ungrouped = (digits: string): string => digits.replace(/\D/g, '')

/** All ways to write a blank, an apostrophe, a sign or a digit, as the one that is read below. */
export function plainly(text: string): string {
  return text
    .trim()
    .replace(/[\uff0b-\uff19]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(/[’‘ʼ′`´]/g, "'")
    .replace(/^[−–—‒‐‑﹣]/, '-')
}

/** Takes off the unit, where it is the unit of the field or another word for it, with the full stop after it. */
function withoutUnit(text: string, unit: string | null | undefined): string {
  if (!unit || /^[\d ,.'+-]*$/.test(text)) return text
  const said = text.normalize('NFC').toLowerCase().replace(/\.$/, '')
  const word = writingsOf(unit).find((one) => said.endsWith(one))
  if (word === undefined) return text
  const number = said.slice(0, -word.length).trimEnd()
  return /\d$/.test(number) ? number : text
}

/** `1.250` or `1,250`: a thousand and more, or one and a quarter. */
function readsTwoWays(text: string, digits: string, isMinus: boolean): NumberRead {
  const sign = isMinus ? -1 : 1
  const whole = sign * Number(ungrouped(digits))
  const part = sign * Number(digits.replace(',', '.'))
  return {
    fault: {
      code: 'number_reads_two_ways',
      params: { text: text.trim(), whole: writtenNumber(whole), part: writtenNumber(part) },
    },
  }
}

/** Reads a number that a person, a spreadsheet or a program wrote as text. Blank is no number. */
export function readNumber(text: string, { isWhole, unit }: NumberRules = {}): NumberRead {
  if (text.length > longest) return isNoNumber
  const [, sign, body = ''] = /^([+-]?) ?(.*)$/.exec(withoutUnit(plainly(text), unit)) ?? []
  const isMinus = sign === '-'
  if (/^\d+$/.test(body)) return taken(body, isMinus, isWhole)
  // One sign alone before three digits.
  const isThousand = isGrouped(body) && body.length <= 7 && /[.,]/.test(body)
  if (isThousand && !isWhole) return readsTwoWays(text, body, isMinus)
  if (isGrouped(body)) return taken(ungrouped(body), isMinus, isWhole)
  // The last sign is the decimal sign; it stands once, and what stands before it is grouped by another sign or not at all.
  const [, before = '', mark = '', decimals = ''] = /^(.*?)([.,])(\d+)$/.exec(body) ?? []
  if (decimals === '' || before.includes(mark)) return isNoNumber
  if (before !== '' && !/^\d+$/.test(before) && !isGrouped(before)) return isNoNumber
  return taken(`${ungrouped(before) || '0'}.${decimals}`, isMinus, isWhole)
}

/** An amount as it arrives: a number from a program, a text from a person. */
export function readAmount(said: unknown, rules: NumberRules = {}): NumberRead {
  if (typeof said === 'string') {
    const read = readNumber(said, rules)
    return read.fault ? read : keptExactly(read.value, said)
  }
  if (typeof said !== 'number' || !Number.isFinite(said)) return isNoNumber
  return rules.isWhole && !Number.isInteger(said) ? isNoWholeNumber : keptExactly(said, String(said))
}

/** Amounts are kept with three decimals. What binary fractions add is no decimal of theirs; any other that is more is refused. */
export function keptExactly(value: number, said: string): NumberRead {
  const nearest = Number(value.toFixed(3)) + 0
  if (Math.abs(nearest - value) <= 1e-9) return { value: nearest }
  const text = said.trim().slice(0, 40)
  return { fault: { code: 'number_is_too_fine', params: { text, nearest: writtenNumber(nearest) } } }
}

/**
 * A number as it stands in a field, so that it is read back as the same number whatever is known of the field: 1250, 12,5.
 * Three decimals get a nought after them, since they could be taken for thousands. At most six decimals are kept.
 */
export function writtenNumber(amount: number): string {
  const rounded = Math.round(amount * 1e6) / 1e6
  return String(rounded)
    .replace(/^(-?[1-9]\d{0,2}\.\d{3})$/, '$10')
    .replace('.', ',')
}

/** An amount as it is kept and shown: to three decimals, without what binary fractions add. Never −0. */
export const inThreeDecimals = (amount: number): number => Math.round(amount * 1000) / 1000 + 0

/** Whether an amount has more decimals than are kept. */
export const isTooFine = (amount: number): boolean => Math.abs(inThreeDecimals(amount) - amount) > 1e-9

/** Between what a number must lie. `code` is said in the place of a fault that does not say what to write, where a field has a sentence of its own. */
export type NumberLimits = NumberRules & { least?: number; above?: number; most?: number; code?: string }

export type FaultWithin = { code: string; params?: Record<string, string | number> }
export type ReadWithin = { value: number; fault?: undefined } | { value?: undefined; fault: FaultWithin }

const speaking: ReadonlySet<string> = new Set([
  'aim_is_not_exact',
  'number_reads_two_ways',
  'number_is_too_fine',
  'amount_is_a_range',
  'amount_is_no_order',
  'amount_has_no_lower_bound',
  'amount_has_another_unit',
  'amount_has_words_after',
])

/** Whether a fault says by itself what to write, so that no sentence of a field takes its place. */
export const isSpeaking = ({ code }: { code: string }): boolean => speaking.has(code)

/** Reads an amount and holds it against its limits. */
export const readWithin = (said: unknown, limits: NumberLimits): ReadWithin =>
  heldWithin(readAmount(said, limits), limits)

/** Holds what was read against its limits. */
export function heldWithin(read: ReadWithin, limits: NumberLimits): ReadWithin {
  const { least = Number.NEGATIVE_INFINITY, above = Number.NEGATIVE_INFINITY, most = 1e14, code } = limits
  const wrong = (fault: FaultWithin): ReadWithin => ({ fault: code === undefined ? fault : { code } })
  const { value, fault } = read
  if (fault) return isSpeaking(fault) ? { fault } : wrong(fault)
  if (value < least || value <= above)
    return wrong({ code: 'field_is_too_small', params: { minimum: Math.max(least, above) } })
  if (value > most) return wrong({ code: 'field_is_too_large', params: { maximum: most } })
  return { value }
}
