import type { Context } from 'hono'
import { t } from '#platform/i18n'
import { dayPlace, nextHref, placeIn } from '#platform/lists/page'
import { isYear, today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import { LinkButton, ListPage, Tabs } from '#ui'
import { progressInWords } from '../../pages/words.tsx'
import { planStates } from '../entry.ts'
import { plansPage } from '../read.ts'
import { PlanBadge, spanInWords } from './words.tsx'

type Row = Awaited<ReturnType<typeof plansPage>>['rows'][number]

/** The plans that somebody may see, by year and state. */
export async function listPage(c: Context<Env>) {
  const slug = c.req.query('don-vi')?.slice(0, 120) || undefined
  const state = planStates.find((one) => one === c.req.query('trang-thai'))
  const typed = c.req.query('nam') ?? ''
  const year = isYear(Number(typed)) ? Number(typed) : undefined
  const page = await plansPage(c.var.actor, { slug, state, year, after: placeIn(c, dayPlace) })
  const addressOf = (query: Record<string, string | undefined>) => {
    const all = { 'don-vi': slug, 'trang-thai': state, nam: year ? String(year) : undefined, ...query }
    const words = Object.entries(all).filter(([, value]) => value) as [string, string][]
    return `/ke-hoach${words.length > 0 ? `?${new URLSearchParams(words)}` : ''}`
  }
  const thisYear = Number(today().slice(0, 4))
  return c.html(
    <ListPage
      {...frameOf(c)}
      tab="more"
      title={t('plans.title')}
      above={page.unit?.name}
      lead={t('plans.lead')}
      actions={
        page.mayWrite ? (
          <LinkButton href="/ke-hoach/moi" look="main" icon="record">
            {t('plans.write')}
          </LinkButton>
        ) : undefined
      }
      rows={page.rows}
      columns={[
        {
          head: t('plans.column.plan'),
          title: true,
          cell: ({ plan }: Row) => <a href={`/ke-hoach/${plan.id}`}>{plan.title}</a>,
        },
        { head: t('plans.column.unit'), cell: ({ plan }: Row) => plan.unitName },
        { head: t('plans.column.document'), cell: ({ plan }: Row) => plan.symbol ?? '' },
        { head: t('plans.column.span'), cell: ({ plan }: Row) => spanInWords(plan) },
        { head: t('plans.column.state'), cell: ({ plan }: Row) => <PlanBadge plan={plan} /> },
        {
          head: t('plans.column.progress'),
          cell: ({ progress }: Row) => (progress.all > 0 ? progressInWords(progress) : ''),
        },
      ]}
      empty={{
        title: t('plans.empty'),
        help: t('plans.empty_help'),
        ...(page.mayWrite ? { action: { href: '/ke-hoach/moi', label: t('plans.write') } } : {}),
      }}
      nextHref={nextHref(c, page.next)}
    >
      <Tabs
        label={t('plans.by_year')}
        tabs={[
          { href: addressOf({ nam: undefined }), label: t('plans.all_years'), current: year === undefined },
          ...[thisYear + 1, thisYear, thisYear - 1, thisYear - 2].map((one) => ({
            href: addressOf({ nam: String(one) }),
            label: String(one),
            current: one === year,
          })),
        ]}
      />
    </ListPage>,
  )
}
