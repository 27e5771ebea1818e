import { formatDay, formatPeriod, t } from '#platform/i18n'
import type { Day } from '#platform/time'
import { Badge, Card, Grid, Section } from '#ui'
import type { Due } from '../read.ts'
import { nameInAddress } from '../report-period.ts'

const daysBetween = (from: Day, until: Day): number =>
  Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000)

/** When something is due, as people say it. */
function dueInWords(dueOn: Day, day: Day): string {
  const days = daysBetween(day, dueOn)
  if (days === 0) return t('regimes.due.today')
  return days > 0
    ? t('regimes.due.in', { days, day: formatDay(dueOn) })
    : t('regimes.due.late', { days: -days, day: formatDay(dueOn) })
}

/** Reports that one's units owe, on the page of one's own work. */
export function OwnReports({ due, day }: { due: readonly Due[]; day: Day }) {
  return (
    <Section title={t('regimes.mine', { count: due.length })}>
      <Grid size="wide">
        {due.map(({ regime, unit, period, dueOn, standing }) => (
          <Card
            title={`${regime.name} · ${formatPeriod(period)}`}
            href={`/bao-cao/${unit.slug}/${nameInAddress(period, regime.outline)}`}
            above={dueInWords(dueOn, day)}
            badge={
              <Badge tone={dueOn < day ? 'problem' : 'waiting'}>
                {dueOn < day && standing === 'owed'
                  ? t('regimes.standing.late')
                  : t(`regimes.standing.${standing}`)}
              </Badge>
            }
            foot={unit.name}
          >
            {t('regimes.to', { unit: regime.unitName })}
          </Card>
        ))}
      </Grid>
    </Section>
  )
}
