/** Numbers as offices write them in running text: 06 kế hoạch, 148 triệu đồng, gần 3 tỷ đồng, trên 208 tấn, 72,7 %. */

import { formatNumber } from '#platform/i18n'
import { measureOf } from '#platform/measures'
import type { Qualifier } from '#platform/precision'
import { saidIn } from '#platform/precision'

/** What a number counts, and how it is written. */
export type Measured = {
  amount: number
  qualifier: Qualifier
  /** The unit of the indicator: `văn bản`, `kg`, `đồng`, `%`, `kg/hộ`. */
  unit: string
  /** How many decimals are written; −3 is whole thousands. Undefined where the kind of number decides. */
  decimals?: number | undefined
}

/** Whether whole things below ten are written with two digits: 06 kế hoạch. */
export type NumberStyle = { isPadded: boolean }

/** The style of official papers. */
export const officialStyle: NumberStyle = { isPadded: true }

/** Larger units that are written in running text, and from which amount on. */
const scaled: Readonly<Record<string, readonly { from: number; size: number; unit: string }[]>> = {
  đồng: [
    { from: 1e9, size: 1e9, unit: 'tỷ đồng' },
    { from: 1e6, size: 1e6, unit: 'triệu đồng' },
  ],
  kg: [{ from: 1000, size: 1000, unit: 'tấn' }],
  mét: [{ from: 10_000, size: 1000, unit: 'km' }],
  'm²': [{ from: 10_000, size: 10_000, unit: 'ha' }],
}

const roundedTo = (amount: number, decimals: number): number => {
  const factor = 10 ** decimals
  return Math.round(amount * factor) / factor
}

/** How many decimals leave three digits that count: 1,27 tỷ, 27,5 tấn, 128 triệu. */
const decimalsOfThree = (amount: number): number => Math.max(0, 2 - Math.floor(Math.log10(amount)))

/**
 * An amount cut to three digits, with the word that keeps it true: 128,349 is *trên 128*, 959,875 is *gần 960*. One that has
 * few digits stays as it is. What is already *trên* is cut downwards, so that it stays true.
 */
function shortened(amount: number, qualifier: Qualifier): { amount: number; qualifier: Qualifier } {
  const few = amount >= 100 ? 1 : 2
  const decimals = decimalsOfThree(amount)
  const factor = 10 ** decimals
  if (roundedTo(amount, few) === amount) return { amount, qualifier }
  if (qualifier === 'over' || qualifier === 'order')
    return { amount: Math.floor(amount * factor) / factor, qualifier: 'over' }
  if (qualifier === 'about') return { amount: roundedTo(amount, decimals), qualifier }
  const nearest = roundedTo(amount, decimals)
  if (qualifier === 'nearly') return { amount: Math.ceil(amount * factor) / factor, qualifier }
  return { amount: nearest, qualifier: nearest > amount ? 'nearly' : 'over' }
}

/** A rate with its decimals. 99,96 is no full 100, and what is there at all is not 0. */
function rateInProse(amount: number, decimals: number): string {
  const shown = roundedTo(amount, decimals)
  const least = 10 ** -decimals
  if (shown === 0 && amount > 0) return `dưới ${formatNumber(least)}\u00a0%`
  if (shown === 100 && amount < 100) return `trên ${formatNumber(roundedTo(100 - least, decimals))}\u00a0%`
  // A rate does not break off from its sign at the end of a line.
  return `${formatNumber(shown)}\u00a0%`
}

/** Whether a unit is written with its number. What is counted is not: its noun follows in the sentence. */
export const standsWithNumber = (unit: string): boolean =>
  unit === '%' || unit.includes('/') || measureOf(unit) !== undefined

function plain({ amount, qualifier, unit, decimals }: Measured, { isPadded }: NumberStyle): string {
  const factor = 10 ** (decimals ?? 0)
  // What is over a number stays over it when it is cut.
  const isOver = qualifier === 'over' || qualifier === 'order'
  const cut =
    decimals === undefined
      ? amount
      : isOver
        ? Math.floor(amount * factor) / factor
        : roundedTo(amount, decimals)
  const isCounted = !standsWithNumber(unit)
  const write = (number: number) =>
    isPadded && isCounted && Number.isInteger(number) && number > 0 && number < 10
      ? `0${number}`
      : formatNumber(number)
  return saidIn({ amount: cut, qualifier }, 'vi', write)
}

/**
 * An amount as running text writes it. A unit of measure stands with it (*trên 208 tấn*, *72,7 %*); what is counted does
 * not, since its noun follows in the sentence (*1.272 thùng ủ rác*).
 */
export function numberInProse(measured: Measured, style: NumberStyle): string {
  const { amount, qualifier, unit, decimals } = measured
  if (unit === '%') {
    const places = decimals ?? 1
    const cut = qualifier === 'over' ? Math.floor(amount * 10 ** places) / 10 ** places : amount
    const said = rateInProse(cut, places)
    // One word is enough: “trên 99,9 %”, not “trên trên”.
    return /^\d/.test(said) ? saidIn({ amount: cut, qualifier }, 'vi', () => said) : said
  }
  const larger = decimals === undefined ? scaled[unit]?.find(({ from }) => amount >= from) : undefined
  if (larger) {
    const said = shortened(amount / larger.size, qualifier)
    return `${saidIn(said, 'vi', formatNumber)} ${larger.unit}`
  }
  const number = plain(measured, style)
  return standsWithNumber(unit) ? `${number} ${unit}` : number
}

/** A count of whole things as running text writes it: 06. */
export const countInProse = (amount: number, style: NumberStyle): string =>
  numberInProse({ amount, unit: '', qualifier: 'exact' }, style)
