import { type Indicator, spanInWords } from '#figures'
import { formatNumber, language, t, worded } from '#platform/i18n'
import { saidIn } from '#platform/precision'
import { periodOfDays } from '#platform/time'
import type { Part } from '../rules.ts'

export const at = '/khai-so-lieu'

/** An amount as it was said, with its unit of measure. */
export const partInWords = (part: Part, indicator: Indicator): string =>
  `${saidIn(part, language(), formatNumber)} ${worded(indicator.unitVi, indicator.unitEn)}`

export const nameOf = (indicator: Indicator): string => worded(indicator.nameVi, indicator.nameEn)

/** The days of a figure: “2016–2020”, or one day. */
export const daysInWords = ({ since, day }: { since: string; day: string }): string => spanInWords(since, day)

/** Where a figure of these days opens. */
export const figureAt = (
  slug: string,
  code: string,
  { since, day }: { since: string; day: string },
): string => {
  return `/so-lieu-chi-tiet/${slug}/${code}?ky=${periodOfDays(since, day)}`
}

export const stateWord = (state: 'counted' | 'withdrawn'): string => t(`declared.state.${state}`)
