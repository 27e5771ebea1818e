import type { Reader } from '#platform/database'
import { formatNumber, language, worded } from '#platform/i18n'
import { inThreeDecimals } from '#platform/number'
import { type Qualifier, qualifierOfCounts, type Said, saidIn } from '#platform/precision'
import { Problem } from '#platform/problem'
import type { Span } from '#platform/time'
import { figuresOfUnits, type IndicatorFigure } from './read-figure.ts'
import { type Amount, type Figure, isEntered, totalOf } from './rules.ts'
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

/** Why amounts of one entry contradict each other, with the part at fault. */
export type PartFault = {
  code: 'part_exceeds_whole' | 'parts_do_not_make_up_whole'
  at: string
  params: Record<string, string>
}

const shown = (said: Said): string => saidIn(said, language(), formatNumber)

/**
 * What is wrong with the amounts of one entry: a part that is more than its whole, or shares that do not add up to it. Shares that
 * are not told count as nothing. Undefined where nothing is wrong, or where nobody can say so for want of precision.
 */
export function faultOfParts(
  amounts: readonly Amount[],
  relatives: readonly Relative[],
): PartFault | undefined {
  const said = new Map<string, Said[]>()
  for (const { indicator, amount, qualifier = 'exact' } of amounts)
    said.set(indicator, [...(said.get(indicator) ?? []), { amount, qualifier }])
  const sumOf = (list: readonly Said[], bound: (one: Said) => number) =>
    inThreeDecimals(list.reduce((sum, one) => sum + bound(one), 0))
  const inWords = (list: readonly Said[]) => list.map(shown).join(' + ')
  for (const whole of relatives) {
    const ofWhole = said.get(whole.code)
    if (!ofWhole || whole.rule === 'distinct') continue
    const most = sumOf(ofWhole, mostOf)
    const parts = relatives.filter((one) => one.partOf === whole.code && said.has(one.code))
    const params = { whole: worded(whole.nameVi, whole.nameEn), wholeAmount: inWords(ofWhole) }
    for (const part of parts) {
      const ofPart = said.get(part.code) ?? []
      if (sumOf(ofPart, leastOf) > most)
        return {
          code: 'part_exceeds_whole',
          at: part.code,
          params: { ...params, part: worded(part.nameVi, part.nameEn), amount: inWords(ofPart) },
        }
    }
    const shares = parts.filter(({ isShare }) => isShare)
    const ofShares = shares.flatMap(({ code }) => said.get(code) ?? [])
    if (shares.length === 0) continue
    if (sumOf(ofShares, leastOf) > most || sumOf(ofShares, mostOf) < sumOf(ofWhole, leastOf))
      return {
        code: 'parts_do_not_make_up_whole',
        at: shares[0]?.code ?? whole.code,
        params: {
          ...params,
          parts: shares.map(({ nameVi, nameEn }) => `“${worded(nameVi, nameEn)}”`).join(', '),
          sum: inWords(ofShares),
        },
      }
  }
  return undefined
}

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

const saidOf = (code: string, figure: Figure): Amount => ({
  indicator: code,
  amount: totalOf(figure),
  qualifier: qualifierOfCounts(figure),
})

/**
 * Refuses what now stands of an indicator in a unit and span where a part of it is more than the whole, though each was entered by
 * itself. Where nothing is entered of the whole, nothing can be said.
 * @throws Problem `part_exceeds_whole`
 */
export async function refusePartsBeyondWhole(
  db: Reader,
  all: readonly Indicator[],
  { unitId, span, codes }: { unitId: string; span: Span; codes: readonly string[] },
): Promise<void> {
  const wholes = all.filter((one) => codes.includes(one.code)).map(({ code, partOf }) => partOf ?? code)
  const family = all.filter(({ code, partOf }) => wholes.includes(code) || wholes.includes(partOf ?? ''))
  if (family.every(({ partOf }) => partOf === null)) return
  // Days of an archived year are not told apart: nothing can be said there either.
  const totals = await figuresOfUnits(db, { unitIds: [unitId], indicators: family, span }).catch((fault) => {
    if (fault instanceof Problem) return undefined
    throw fault
  })
  const found = totals?.get(unitId)
  const amounts = family.flatMap(({ code }): Amount[] => {
    const figure = found?.get(code)
    return isEntered(figure) ? [saidOf(code, figure)] : []
  })
  const fault = faultOfParts(
    amounts,
    family.map((one) => ({ ...one, isShare: false })),
  )
  if (fault) throw new Problem(fault.code, fault.params)
}
