import { formatDay, t } from '#platform/i18n'
import { Badge } from '#ui'
import type { Plan } from '../store.ts'

/** Draft, issued, closed. */
export function PlanBadge({ plan }: { plan: Pick<Plan, 'state'> }) {
  const tone = plan.state === 'issued' ? 'done' : 'neutral'
  const icon = plan.state === 'draft' ? 'edit' : plan.state === 'issued' ? 'done' : 'calendar'
  return (
    <Badge tone={tone} icon={icon}>
      {t(`plans.state.${plan.state}`)}
    </Badge>
  )
}

export const spanInWords = (plan: Pick<Plan, 'fromDay' | 'toDay'>): string =>
  t('plans.span', { from: formatDay(plan.fromDay), to: formatDay(plan.toDay) })
