import { figureAt } from '#exploring'
import {
  type Beyond,
  beyondInWords,
  type Family,
  type Figure,
  type Indicator,
  provenPercent,
  totalOf,
} from '#figures'
import type { BoundFigure, FigureScope, Piece } from '#papers'
import { formatNumber, inLanguage } from '#platform/i18n'
import { type Qualifier, qualifierOfCounts, saidIn } from '#platform/precision'
import { sentences } from './sentences.ts'

/** A sentence with its `{names}` filled in by words or figures. Whatever is filled in is text, never a pattern. */
export function fill(sentence: string, values: Record<string, Piece | Piece[] | number>): Piece[] {
  return sentence
    .split(/(\{\w+\})/)
    .filter((part) => part !== '')
    .flatMap((part) => {
      const value = /^\{\w+\}$/.test(part) ? values[part.slice(1, -1)] : part
      if (value === undefined) throw new Error(`The sentence “${sentence}” asks for ${part}.`)
      return typeof value === 'number' ? formatNumber(value) : value
    })
}

/** The address at which a figure opens to the facts behind it. */
export function hrefOf({ unitSlug, indicator, period, line, themeId, reach }: FigureScope): string {
  return figureAt(unitSlug, { period, line, themeId, reach }, indicator)
}

/** Whether there is a number to print: somebody has entered one, and what is worked out has a value. */
export const isKnown = (figure: Figure | undefined): figure is Figure =>
  figure !== undefined && figure.entries > 0 && figure.derived?.value !== null

/** An amount as a Vietnamese document prints it, with its precision: “trên 4.171”. A nil return is exact. */
export const shownAs = (amount: number, qualifier: Qualifier): string =>
  amount === 0 && qualifier === 'exact'
    ? sentences.nilReturn
    : saidIn({ amount, qualifier }, 'vi', formatNumber)

/**
 * A figure as it is printed: a number; “không phát sinh” where a zero was reported; a dash where nobody has entered
 * anything, or what is worked out has no value (a share of nothing), which is not the same.
 */
export function bind(figure: Figure | undefined, scope: FigureScope): Piece {
  if (!isKnown(figure)) return sentences.noEntry
  const amount = totalOf(figure)
  const proven = provenPercent(figure)
  const qualifier = qualifierOfCounts(figure)
  return {
    shown: shownAs(amount, qualifier),
    amount,
    ...(qualifier === 'exact' ? {} : { qualifier }),
    href: hrefOf(scope),
    scope,
    ...(proven === undefined ? {} : { proven }),
  }
}

/** A number that opens nowhere: of units that are not named one by one, or less than nothing (with the sign of mathematics). */
export const shownOf = (figure: Figure | undefined): string =>
  isKnown(figure)
    ? saidIn({ amount: totalOf(figure), qualifier: qualifierOfCounts(figure) }, 'vi', (amount) =>
        formatNumber(amount).replace('-', '−'),
      )
    : sentences.noEntry

/** A count of initiatives or records, which opens to their list. */
export const count = (amount: number, href: string): BoundFigure => ({
  shown: formatNumber(amount),
  amount,
  href,
  scope: null,
})

/** How far a figure is proven, in words; undefined where there is nothing to prove. */
export function proofInWords(figure: Figure): string | undefined {
  const percent = provenPercent(figure)
  if (percent === undefined) return undefined
  if (percent === 100) return sentences.allProven
  if (percent > 0) return sentences.someProven.replace('{percent}', String(percent))
  return figure.declared < totalOf(figure) ? sentences.hardlyProven : sentences.noneProven
}

/** What was counted for longer than the period, and so is in no part of the figure; undefined where nothing was. */
export const beyondFigure = (
  indicator: Indicator,
  figure: Figure | undefined,
  period: string,
): string | undefined =>
  figure?.beyond && inLanguage('vi', () => beyondInWords(indicator, figure.beyond as Beyond, period))

/** The name of an indicator, and whose doing the figure is where it is not of all. */
const nameIn = ({ nameVi }: Indicator, { reach }: FigureScope): string =>
  reach === undefined ? nameVi : `${nameVi} ${reach === 'own' ? sentences.ofOwn : sentences.ofBelow}`

/** What is part of a figure: “trong đó: Nữ 96, Nam 114”. */
const partsInWords = (parts: readonly Family[], scope: FigureScope): Piece[] =>
  parts.flatMap(({ indicator, figure, parts: beneath }, index): Piece[] => [
    `${index === 0 ? `${sentences.ofWhich}: ` : ', '}${indicator.nameVi} `,
    bind(figure, { ...scope, indicator: indicator.code }),
    ...(beneath.length > 0 ? [' (', ...partsInWords(beneath, scope), ')'] : []),
  ])

/** One indicator in a list: its name, its figure, its unit of measure, how far it is proven, and what is part of it. */
export function figureInWords(
  indicator: Indicator,
  figure: Figure,
  scope: FigureScope,
  parts: readonly Family[] = [],
): Piece[] {
  const beyond = beyondFigure(indicator, figure, scope.period)
  const alone = [
    ...aloneInWords(indicator, figure, scope),
    ...(parts.length > 0 && isKnown(figure) ? ['; ', ...partsInWords(parts, scope)] : []),
  ]
  return beyond === undefined ? alone : [...alone, `. ${beyond}`]
}

function aloneInWords(indicator: Indicator, figure: Figure, scope: FigureScope): Piece[] {
  const proof = proofInWords(figure)
  const values = {
    name: nameIn(indicator, scope),
    amount: bind(figure, scope),
    unit: indicator.unitVi,
    proof: proof ?? '',
  }
  if (!isKnown(figure)) return [`${nameIn(indicator, scope)}: ${sentences.noEntry}`]
  if (totalOf(figure) === 0 && qualifierOfCounts(figure) === 'exact') return fill(sentences.figureNil, values)
  if (indicator.rule === 'stock') return fill(proof ? sentences.stockProven : sentences.stock, values)
  return fill(proof ? sentences.figureProven : sentences.figure, values)
}
