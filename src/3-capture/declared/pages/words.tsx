import { type Indicator, spanInWords } from '#figures'
import { formatNumber, language, t, worded } from '#platform/i18n'
import { saidIn } from '#platform/precision'
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
  const period =
    since.endsWith('-01-01') && day === `${since.slice(0, 4)}-12-31`
      ? since.slice(0, 4)
      : since.endsWith('-01-01') && day.endsWith('-12-31')
        ? `${since.slice(0, 7)}..${day.slice(0, 7)}`
        : `${since}..${day}`
  return `/so-lieu-chi-tiet/${slug}/${code}?ky=${period}`
}

export const stateWord = (state: 'counted' | 'withdrawn'): string => t(`declared.state.${state}`)
