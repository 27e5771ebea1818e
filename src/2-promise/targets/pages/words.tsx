import { type Figure, type Indicator, totalOf } from '#figures'
import { formatDay, formatDong, formatNumber, t, worded } from '#platform/i18n'
import { dayOf } from '#platform/time'
import { Badge, type BadgeTone, type IconName, precisionOf, provenInWords } from '#ui'
import type { DocumentChoice } from '../around-store.ts'
import type { Standing } from '../read.ts'
import type { Outlook, State, SumCheck } from '../rules.ts'
import type { Target } from '../store.ts'

export const nameOfIndicator = (indicator: Indicator): string => worded(indicator.nameVi, indicator.nameEn)

/** An amount with the unit of its indicator: 1.284 hộ, 12.500.000 đồng. */
export function amountOf(indicator: Indicator, amount: number): string {
  if (indicator.isMoney) return formatDong(amount)
  return `${formatNumber(amount)} ${worded(indicator.unitVi, indicator.unitEn)}`
}

/** What was reached, as exact as its figure is: “trên 90 %” meets 90 %. */
export const reachedInWords = (indicator: Indicator, total: number, figure: Figure | undefined): string =>
  [figure && precisionOf(figure), amountOf(indicator, total)].filter(Boolean).join(' ')

/** The target itself: “ít nhất 5.000 hộ”. */
export const aimInWords = (indicator: Indicator, target: Pick<Target, 'amount' | 'direction'>): string =>
  t(`targets.direction.${target.direction}_amount`, { amount: amountOf(indicator, target.amount) })

const looks: Record<State, readonly [BadgeTone, IconName]> = {
  met: ['done', 'done'],
  on_track: ['done', 'figures'],
  at_risk: ['waiting', 'clock'],
  off_track: ['problem', 'warning'],
  missed: ['problem', 'warning'],
  no_data: ['waiting', 'info'],
  nil: ['waiting', 'info'],
  too_early: ['neutral', 'clock'],
  not_begun: ['neutral', 'calendar'],
}

/** How a target stands, in a word with its shape: never by colour alone. */
export function StandingBadge({ state }: { state: State }) {
  const [tone, icon] = looks[state]
  return (
    <Badge tone={tone} icon={icon}>
      {t(`targets.state.${state}`)}
    </Badge>
  )
}

/** How a target stands and what has to happen, in a sentence or two. */
export function outlookInWords({ target, indicator, outlook, figure }: Standing): string {
  const amount = (value: number | undefined) => amountOf(indicator, value ?? 0)
  const params = {
    year: String(target.year),
    amount: amount(target.amount),
    total: reachedInWords(indicator, outlook.total ?? 0, figure),
    percent: outlook.percent ?? 0,
    left: amount(Math.abs(outlook.left ?? 0)),
    forecast: amount(outlook.forecast),
    short: amount(Math.abs(target.amount - (outlook.forecast ?? 0))),
    needed: amount(outlook.needed),
    pace: amount(outlook.pace),
    days: outlook.daysLeft,
    numerator: formatNumber(outlook.numerator?.needed ?? 0),
    more: formatNumber(outlook.numerator?.more ?? 0),
    denominator: formatNumber(outlook.numerator?.denominator ?? 0),
  }
  return t(`targets.outlook.${sentenceFor(target, outlook)}`, params)
}

function sentenceFor(target: Target, outlook: Outlook): string {
  const { state, daysLeft } = outlook
  if (state === 'not_begun') return 'not_begun'
  if (outlook.total === undefined) return state === 'too_early' ? 'too_early_without' : 'no_data'
  const isOver = daysLeft === 0
  if (target.direction === 'at_most') return limitSentence(target, state, isOver)
  if (isOver) {
    const told = state === 'met' ? 'year_met' : 'year_missed'
    return target.basis === 'rate' ? `rate_${told}` : told
  }
  if (target.basis === 'rate') {
    if (state === 'on_track') return 'rate_within'
    return outlook.numerator ? 'rate_below' : 'rate_below_without_parts'
  }
  if (state === 'met' || state === 'too_early' || state === 'nil') return state
  // Less than a month is left: what is needed “a month” would mislead.
  if (daysLeft < 31) return state === 'on_track' ? 'on_track_at_the_end' : 'behind_at_the_end'
  return state === 'on_track' ? 'on_track' : 'behind'
}

function limitSentence(target: Target, state: State, isOver: boolean): string {
  if (isOver) return state === 'met' ? 'limit_year_kept' : 'limit_year_passed'
  if (target.basis === 'rate') return state === 'on_track' ? 'rate_within' : 'rate_above'
  if (state === 'missed') return 'limit_passed'
  if (state === 'too_early') return 'limit_too_early'
  return state === 'on_track' ? 'limit_kept' : 'limit_in_danger'
}

/** How much of what was reached is proven. */
export const provenWords = (figure: Figure | undefined): string =>
  figure && totalOf(figure) > 0 ? provenInWords(figure) : ''

/** What was handed down beside the whole: “giao xuống 4.800 hộ, còn thiếu 200 hộ so với 5.000 hộ”. */
export function sumInWords(indicator: Indicator, whole: number, check: SumCheck): string {
  const params = {
    parts: check.parts,
    handed: amountOf(indicator, check.handed),
    difference: amountOf(indicator, Math.abs(check.difference)),
    whole: amountOf(indicator, whole),
  }
  if (check.difference === 0) return t('targets.sum.right', params)
  return t(check.difference > 0 ? 'targets.sum.missing' : 'targets.sum.too_much', params)
}

/** Where the figure opens down to what it is made of. */
export const figureAt = (slug: string, code: string, year: number): string =>
  `/so-lieu-chi-tiet/${slug}/${code}?ky=${year}`

/** Documents as a list from which one is chosen. */
export const documentChoices = (documents: readonly DocumentChoice[]) =>
  documents.map(({ id, symbol, subject }) => ({ value: id, label: `${symbol} – ${subject.slice(0, 80)}` }))

export const dayOfVersion = (setAt: string): string => formatDay(dayOf(new Date(setAt)))
