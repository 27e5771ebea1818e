import { beyondInWords, type Figure, type Indicator, isEntered, periodInWords, shownTotal } from '#figures'
import { nameOf } from '#org'
import { formatDay, formatNumber, formatPeriod, t, worded } from '#platform/i18n'
import { qualifierOfCounts } from '#platform/precision'
import { precisionWord } from '#platform/precision-words'
import { monthsOf, spanOf } from '#platform/time'
import { provenInWords } from '#ui'
import type { Explored } from './read-explorer.ts'
import type { Row } from './rows.ts'
import { type Breakdown, type Change, isPercentage } from './rules.ts'

/** The name of an indicator with what it is counted in: “Rác hữu cơ đã xử lý (kg)”. */
export const withUnit = (indicator: Indicator): string =>
  `${worded(indicator.nameVi, indicator.nameEn)} (${worded(indicator.unitVi, indicator.unitEn)})`

/** “trên” or “khoảng”, where an entry said so: a qualifier is never dropped. */
export const qualifierOf = (figure: Figure): string | undefined => precisionWord(qualifierOfCounts(figure))

/** Why a figure has no number: nobody has entered anything, or it cannot be worked out. */
export function missingOf(figure: Figure | undefined): string | undefined {
  if (figure?.beyond && !isEntered(figure)) return t('explorer.nothing_alone')
  if (!isEntered(figure)) return t('explorer.nothing')
  return figure.derived?.value === null
    ? t(`explorer.no_value.${figure.derived.reason ?? 'nothing_entered'}`)
    : undefined
}

/** What of a row was counted for longer than its period. Not said of months: each would repeat what the whole says. */
export function besideOf(row: Row, indicator: Indicator): string | undefined {
  const beyond = row.kind === 'month' ? undefined : row.cells.get(indicator.code)?.figure?.beyond
  return beyond && beyondInWords(indicator, beyond, row.period)
}

/** A number as a cell says it: “trên 1.284”; undefined where there is none. */
export function numberOf(figure: Figure | undefined): string | undefined {
  const total = shownTotal(figure)
  if (total === undefined || !figure) return undefined
  return [qualifierOf(figure), formatNumber(total)].filter(Boolean).join(' ')
}

/** Both parts of a rate: “54 / 100”. */
export function partsInWords(figure: Figure | undefined): string | undefined {
  const { numerator, denominator } = figure?.derived ?? {}
  return numerator === undefined || denominator === undefined
    ? undefined
    : t('explorer.parts', { numerator: formatNumber(numerator), denominator: formatNumber(denominator) })
}

/**
 * “+12 (+10,3 %)”; of percentages the points between them: a percent of a percent misleads. The minus is the sign of
 * mathematics: a hyphen is not read aloud.
 */
export function changeInWords({ difference, percent }: Change, indicator: Indicator): string {
  const signed = (amount: number) =>
    amount < 0 ? `−${formatNumber(-amount)}` : `${amount > 0 ? '+' : ''}${formatNumber(amount)}`
  if (isPercentage(indicator)) return t('explorer.points', { amount: signed(difference) })
  return percent === undefined ? signed(difference) : `${signed(difference)} (${signed(percent)}\u00a0%)`
}

/** How far a figure is proven; undefined where there is nothing to prove. */
export const proofOf = (figure: Figure | undefined): string | undefined =>
  shownTotal(figure) ? provenInWords(figure as Figure) : undefined

/** A month as a narrow column says it: 3/2026. */
export const monthInShort = (month: string): string => `${Number(month.slice(5))}/${month.slice(0, 4)}`

/** The span that is shown; of one that still runs, as far as it has been lived through. */
export function nowOf({ question, now }: Explored): string {
  const period = periodInWords(question.period)
  return spanOf(question.period)?.until === now.until
    ? period
    : t('explorer.period.until_now', { period, month: formatPeriod(monthsOf(now).at(-1) ?? '') })
}

/** The span before; of a breakdown by month, every month has one of its own. */
export function beforeOf({ by, before, back }: Pick<Explored, 'by' | 'before' | 'back'>): string {
  if (back > 12)
    return monthsOf(before)
      .filter((_, at, all) => at === 0 || at === all.length - 1)
      .map(monthInShort)
      .join('–')
  return by === 'months'
    ? t('explorer.same_month_before')
    : t('explorer.same_span_before', { year: before.from.slice(0, 4) })
}

/** What a row is of; of a breakdown by month the whole is the period, else the unit. */
export function rowName(row: Row, by?: Breakdown): string {
  if (row.unit && row.kind === 'unit') return row.unit.name
  if (row.line) return nameOf(row.line)
  if (row.kind === 'month') return formatPeriod(row.key)
  if (row.kind === 'rest' && by === 'months') return t('explorer.rest_of_months')
  if (row.kind === 'rest') return by === 'areas' ? t('figures.row.own_area') : t('explorer.rest')
  if (row.kind === 'twice') return t('figures.row.twice')
  return t(by === 'months' ? 'explorer.whole_period' : 'explorer.whole')
}

/** What must be known of a row to read it rightly: that it was here for a part of the period, or is new. */
export function rowNote(row: Row, by?: Breakdown): string | undefined {
  if (row.kind === 'rest') return by === 'areas' || by === 'months' ? undefined : t('explorer.rest_help')
  if (row.kind === 'twice') return t('explorer.twice_help')
  if (row.isShortened) return periodInWords(row.period)
  if (row.kind === 'unit' && row.isNew && row.unit)
    return t('explorer.new_since', { day: formatDay(row.unit.validFrom) })
  return undefined
}
