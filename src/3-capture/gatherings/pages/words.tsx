import { formatDay, formatNumber, t } from '#platform/i18n'
import type { Qualifier } from '#platform/precision'
import { saidInWords as inWords } from '#platform/precision-words'
import { Badge } from '#ui'
import { type Counts, exactnessOf, type Row, ratePercent, standingOf, totalOf } from '../rules.ts'
import type { Gathering } from '../store.ts'

/** “trên 300”: a number never without what was said of it. */
export const saidInWords = (amount: number | null, are: Qualifier): string =>
  amount === null ? '' : inWords(amount, are)

/** When a session is: `07:30–10:30, 08/3/2026`. */
export const whenOf = ({ day, startsAt, endsAt }: Pick<Gathering, 'day' | 'startsAt' | 'endsAt'>): string =>
  `${startsAt}–${endsAt}, ${formatDay(day)}`

const tones = { planned: 'waiting', held: 'done', cancelled: 'neutral' } as const

/** Where a session stands, in a word. */
export const SessionBadge = ({ state }: { state: Gathering['state'] }) => (
  <Badge tone={tones[state]} icon={state === 'planned' ? 'calendar' : state === 'held' ? 'done' : 'leave'}>
    {t(`gatherings.state.${state}`)}
  </Badge>
)

/** What one way says of a unit: both parts where they are known. */
export function countsInWords(counts: Counts | undefined): string {
  if (!counts) return ''
  const { members, membersAre, others, othersAre, unsaid } = counts
  return [
    members === null ? '' : t('gatherings.said.members', { amount: saidInWords(members, membersAre) }),
    others === null ? '' : t('gatherings.said.others', { amount: saidInWords(others, othersAre) }),
    unsaid === 0 ? '' : t('gatherings.said.unsaid', { amount: formatNumber(unsaid) }),
  ]
    .filter(Boolean)
    .join(', ')
}

/** How many came of a unit and by which way that is known; or that nobody has said it. */
export function standingInWords(row: Row): string {
  const stands = standingOf(row)
  if (stands === undefined) return t('gatherings.counts.gap')
  if (stands === 'differ') return t('gatherings.counts.differ')
  return saidInWords(totalOf(stands.counts), exactnessOf(stands.counts))
}

/** “18/20 (90 %)”: a rate with both of its parts, or nothing. */
export function rateInWords(row: Row): string {
  const stands = standingOf(row)
  if (!stands || stands === 'differ') return ''
  const { members, unsaid } = stands.counts
  const called = row.expectedMembers
  if (members === null || called === null || unsaid > 0) return ''
  const percent = ratePercent(members, called)
  return percent === undefined
    ? t('gatherings.rate_of.parts', { came: members, called })
    : t('gatherings.rate_of.percent', { came: members, called, percent: formatNumber(percent) })
}

/** The name of a row. */
export const rowName = (row: Row, counted: Gathering['counted']): string =>
  row.unitName ?? t(counted === 'whole' ? 'gatherings.counts.everybody' : 'gatherings.counts.no_unit')
