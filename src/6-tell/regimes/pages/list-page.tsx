import type { Context } from 'hono'
import { formatDay, t } from '#platform/i18n'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import { Badge, LinkButton, ListPage } from '#ui'
import type { KeptRegime } from '../manage-store.ts'
import { regimeList } from '../read.ts'

/** Where regimes are set. */
export const regimesHref = '/quan-ly/che-do-bao-cao'
export const regimeHref = (id: string): string => `${regimesHref}/${id}`

/** Whether a regime holds now, did, or will. */
export function RegimeBadge({ regime: { validFrom, validTo } }: { regime: KeptRegime }) {
  const day = today()
  if (validTo !== null && validTo <= day)
    return <Badge>{t('regimes.state.ended', { day: formatDay(validTo) })}</Badge>
  if (validFrom > day)
    return <Badge tone="waiting">{t('regimes.state.coming', { day: formatDay(validFrom) })}</Badge>
  return <Badge tone="done">{t('regimes.state.holds')}</Badge>
}

/** The cut-off of a regime, in words. */
export const cutOffInWords = ({ monthBegins }: Pick<KeptRegime, 'monthBegins'>): string =>
  monthBegins === 1
    ? t('regimes.calendar_months')
    : t('regimes.months_from', { first: monthBegins, last: monthBegins - 1 })

/** All regimes: who reports what to whom, how often, by when. */
export async function listPage(c: Context<Env>) {
  const { regimes, mayMake } = await regimeList(c.var.actor)
  const add = { href: `${regimesHref}/them`, label: t('regimes.add') }
  return c.html(
    <ListPage
      {...frameOf(c)}
      tab="more"
      title={t('regimes.title')}
      lead={t('regimes.lead')}
      crumbs={[{ href: '/bao-cao', label: t('reports.title') }]}
      actions={
        mayMake ? (
          <LinkButton href={add.href} look="main" icon="record">
            {add.label}
          </LinkButton>
        ) : undefined
      }
      rows={regimes}
      empty={{
        title: t('regimes.empty'),
        help: t('regimes.empty_help'),
        ...(mayMake ? { action: add } : {}),
      }}
      nextHref={null}
      columns={[
        {
          head: t('regimes.name'),
          title: true,
          cell: (regime) => <a href={regimeHref(regime.id)}>{regime.name}</a>,
        },
        { head: t('regimes.to_whom'), cell: (regime) => regime.unitName },
        {
          head: t('regimes.period'),
          cell: (regime) => `${t(`outlines.period.${regime.periodKind}`)}, ${cutOffInWords(regime)}`,
        },
        { head: t('regimes.deadline'), cell: (regime) => t('regimes.due_days', { days: regime.dueDays }) },
        { head: t('regimes.state_head'), cell: (regime) => <RegimeBadge regime={regime} /> },
      ]}
    />,
  )
}
