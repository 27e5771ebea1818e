// What can be chosen beside the box of a number: the keypad of a phone has no letters.

import { type Qualifier, qualifierWord, writtenSaid } from './precision.ts'
import { boundIn, readSaid } from './said.ts'

type Language = 'vi' | 'en'
export type NumberOf = { isWhole: boolean; unit: string | null }

const said = {
  vi: { label: 'Mức chính xác', exact: 'đúng', letters: 'gõ bằng chữ…' },
  en: { label: 'How exact', exact: 'exactly', letters: 'type words…' },
}
const before = ['over', 'nearly', 'about'] as const

/** The orders of magnitude that are offered, in the unit of the field: of money hàng triệu to hàng tỷ. */
const ordersOf = (unit: string | null): number[] =>
  unit === 'đồng' ? [1e6, 1e7, 1e8, 1e9] : [10, 100, 1000, 10_000]

/** The choices beside a box, each with its word, and the one that its text says. */
export function choicesFor(text: string, rules: NumberOf, language: Language) {
  const { label, exact, letters } = said[language]
  const { amount, qualifier = boundIn(text.trim().toLowerCase()) } = readSaid(text, rules)
  const order = qualifier === 'order' ? amount : undefined
  const orders = new Set([...ordersOf(rules.unit), ...(order === undefined ? [] : [order])])
  const options: [choice: string, word: string][] = [
    ['exact', exact],
    ...before.map((one): [string, string] => [one, qualifierWord(one, language) ?? '']),
    ...[...orders].map((one): [string, string] => [
      `${one}`,
      writtenSaid({ amount: one, qualifier: 'order' }, language, rules.unit),
    ]),
    ['letters', letters],
  ]
  return { label, options, chosen: String(order ?? before.find((one) => one === qualifier) ?? 'exact') }
}

/**
 * The text of a box after a choice. A number keeps its amount; whoever said an order of magnitude vouched for no number. What
 * cannot be read stays as it is.
 */
export function chosenText(text: string, choice: string, rules: NumberOf, language: Language): string {
  const unit = rules.unit
  if (/^\d+$/.test(choice)) return writtenSaid({ amount: Number(choice), qualifier: 'order' }, language, unit)
  const qualifier: Qualifier = before.find((one) => one === choice) ?? 'exact'
  const read = readSaid(text, rules)
  if (!read.fault && read.qualifier !== 'order')
    return writtenSaid({ amount: read.amount, qualifier }, language, unit)
  const isWordAlone = !/\d/.test(text) && boundIn(text.trim().toLowerCase()) !== undefined
  if (read.fault && text.trim() !== '' && !isWordAlone) return text
  return qualifier === 'exact' ? '' : `${qualifierWord(qualifier, language)} `
}
