import type { Reader } from '#platform/database'
import { formatNumber, language, worded } from '#platform/i18n'
import { inThreeDecimals } from '#platform/number'
import { type Qualifier, type Said, saidIn } from '#platform/precision'
import { Problem } from '#platform/problem'
import type { IndicatorFigure } from './read-figure.ts'
import type { Amount } from './rules.ts'
import { type Indicator, relativesOf } from './store.ts'

/** Those of some indicators that count a part of one, in their order. */
export const partsOfWhole = (indicators: readonly Indicator[], code: string): Indicator[] =>
  indicators.filter(({ partOf }) => partOf === code)

/** An indicator with all that is part of it, however far down, each after its whole. */
export const withItsParts = (indicators: readonly Indicator[], indicator: Indicator): Indicator[] => [
  indicator,
  ...partsOfWhole(indicators, indicator.code).flatMap((part) => withItsParts(indicators, part)),
]

/** A figure with the figures that are part of it. */
export type Family = IndicatorFigure & { parts: Family[] }

/** What of some figures is part of one of them, however far down. */
export const familyIn = (figures: readonly IndicatorFigure[], code: string): Family[] =>
  figures
    .filter(({ indicator }) => indicator.partOf === code)
    .map((part) => ({ ...part, parts: familyIn(figures, part.indicator.code) }))

/** Of some figures those that are told by themselves: what is told under its whole is not told again beside it. */
export function withoutParts(figures: readonly IndicatorFigure[]): IndicatorFigure[] {
  const codes = new Set(figures.map(({ indicator }) => indicator.code))
  return figures.filter(({ indicator }) => !codes.has(indicator.partOf ?? ''))
}

/** Between which numbers lies what somebody said: “gần 3 tỷ” is at most that, “trên 40” at least, “khoảng 40” anything. */
const boundsOf: Record<Qualifier, (amount: number) => [least: number, most: number]> = {
  exact: (amount) => [amount, amount],
  over: (amount) => [amount, Number.POSITIVE_INFINITY],
  order: (amount) => [amount, Number.POSITIVE_INFINITY],
  nearly: (amount) => [0, amount],
  about: () => [0, Number.POSITIVE_INFINITY],
}

const leastOf = (said: Said): number => boundsOf[said.qualifier](said.amount)[0]
const mostOf = (said: Said): number => boundsOf[said.qualifier](said.amount)[1]

/** What one entry says of an indicator and its parts. */
type Relative = Pick<Indicator, 'code' | 'nameVi' | 'nameEn' | 'rule' | 'partOf' | 'isShare'>

/** Why amounts contradict each other, with the part at fault and the whole of which it is one. */
export type PartFault = {
  code: 'part_exceeds_whole' | 'parts_do_not_make_up_whole'
  at: string
  of: string
  params: Record<string, string>
}

const shown = (said: Said): string => saidIn(said, language(), formatNumber)
const inWords = (list: readonly Said[]): string => list.map(shown).join(' + ')
const sumOf = (list: readonly Said[], bound: (one: Said) => number): number =>
  inThreeDecimals(list.reduce((sum, one) => sum + bound(one), 0))

/** What amounts say of one indicator. */
const saidOf = (amounts: readonly Amount[], code: string): Said[] =>
  amounts.flatMap(({ indicator, amount, qualifier = 'exact' }) =>
    indicator === code ? [{ amount, qualifier }] : [],
  )

/** The wholes of which amounts say something, in their order. People who are told apart may stand in both. */
const wholesIn = (amounts: readonly Amount[], relatives: readonly Relative[]) =>
  relatives.flatMap((whole) => {
    const said = saidOf(amounts, whole.code)
    if (said.length === 0 || whole.rule === 'distinct') return []
    const parts = relatives.flatMap((part) => {
      const ofPart = part.partOf === whole.code ? saidOf(amounts, part.code) : []
      return ofPart.length > 0 ? [{ part, ofPart }] : []
    })
    const params = { whole: worded(whole.nameVi, whole.nameEn), wholeAmount: inWords(said) }
    return [{ whole, said, parts, params }]
  })

/** By how much a part is more than its whole at the least; nought where it is not, or where nothing is said of the whole. */
function excessOf(amounts: readonly Amount[], part: string, whole: string): number {
  const said = saidOf(amounts, whole)
  if (said.length === 0) return 0
  return Math.max(0, inThreeDecimals(sumOf(saidOf(amounts, part), leastOf) - sumOf(said, mostOf)))
}

/**
 * The first part that is more than its whole. What was so before is no fault unless it is worse now, so that it can be mended
 * step by step.
 */
export function partBeyondWhole(
  amounts: readonly Amount[],
  relatives: readonly Relative[],
  before: readonly Amount[] = [],
): PartFault | undefined {
  for (const { whole, parts, params } of wholesIn(amounts, relatives))
    for (const { part, ofPart } of parts)
      if (excessOf(amounts, part.code, whole.code) > excessOf(before, part.code, whole.code))
        return {
          code: 'part_exceeds_whole',
          at: part.code,
          of: whole.code,
          params: { ...params, part: worded(part.nameVi, part.nameEn), amount: inWords(ofPart) },
        }
  return undefined
}

/** The first shares that do not add up to their whole. Shares that are not told count as nothing. */
export function sharesBesideWhole(
  amounts: readonly Amount[],
  relatives: readonly Relative[],
): PartFault | undefined {
  for (const { whole, said, parts, params } of wholesIn(amounts, relatives)) {
    const shares = parts.filter(({ part }) => part.isShare)
    const ofShares = shares.flatMap(({ ofPart }) => ofPart)
    const [first] = shares
    if (!first) continue
    if (sumOf(ofShares, leastOf) > sumOf(said, mostOf) || sumOf(ofShares, mostOf) < sumOf(said, leastOf))
      return {
        code: 'parts_do_not_make_up_whole',
        at: first.part.code,
        of: whole.code,
        params: {
          ...params,
          parts: shares.map(({ part }) => `“${worded(part.nameVi, part.nameEn)}”`).join(', '),
          sum: inWords(ofShares),
        },
      }
  }
  return undefined
}

/**
 * What is wrong with the amounts of one entry: a part that is more than its whole, or shares that do not add up to it. Undefined
 * where nothing is wrong, or where nobody can say so for want of precision.
 */
export const faultOfParts = (
  amounts: readonly Amount[],
  relatives: readonly Relative[],
): PartFault | undefined => partBeyondWhole(amounts, relatives) ?? sharesBesideWhole(amounts, relatives)

/**
 * Refuses amounts of one entry that contradict each other.
 * @throws Problem `part_exceeds_whole`, `parts_do_not_make_up_whole`
 */
export async function refuseFaultyParts(db: Reader, amounts: readonly Amount[]): Promise<void> {
  const codes = [...new Set(amounts.map(({ indicator }) => indicator))]
  if (codes.length < 2) return
  const fault = faultOfParts(amounts, await relativesOf(db, codes))
  if (fault) throw new Problem(fault.code, fault.params)
}
