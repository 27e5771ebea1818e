import { formatInstant, t } from '#platform/i18n'
import { nameInAddress } from '#regimes'
import { Badge, type BadgeTone, type IconName, Timeline } from '#ui'
import type { Standing } from '../rules.ts'
import type { SendingStep, Sent } from '../store.ts'

const looks: Record<Standing | 'replaced', readonly [BadgeTone, IconName]> = {
  missing: ['neutral', 'clock'],
  sent: ['waiting', 'clock'],
  received: ['neutral', 'done'],
  returned: ['problem', 'back'],
  accepted: ['done', 'done'],
  replaced: ['neutral', 'next'],
}

/** How a report stands, in a word; a nil return and lateness are said beside it. */
export function SendingBadge(props: { standing: Standing | 'replaced'; isNil?: boolean; daysLate?: number }) {
  const [tone, icon] = looks[props.standing]
  return (
    <>
      <Badge tone={tone} icon={icon}>
        {t(`report_gathering.standing.${props.standing}`)}
      </Badge>
      {props.isNil ? <Badge>{t('report_gathering.nil')}</Badge> : null}
      {props.daysLate ? (
        <Badge tone="problem" icon="clock">
          {t('report_gathering.late_by', { days: props.daysLate })}
        </Badge>
      ) : null}
    </>
  )
}

/** The page of a version of a report, as it was frozen. */
export const pathOfVersion = ({ unitSlug, period, outline, version }: Sent): string =>
  `/bao-cao/${unitSlug}/${nameInAddress(period, outline)}/ban/${version}`

/** Who did what with a report that was sent, the latest first. */
export function StepList({ steps }: { steps: readonly SendingStep[] }) {
  return (
    <Timeline
      items={steps.toReversed().map(({ kind, words, personName, at }) => ({
        when: formatInstant(at),
        title: t(`report_gathering.step.${kind}`),
        who: personName ?? undefined,
        text: words || undefined,
        tone: kind === 'returned' ? 'problem' : kind === 'accepted' ? 'done' : 'plain',
      }))}
    />
  )
}
