import type { Context } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { formatDay, formatPeriod, t } from '#platform/i18n'
import { addDays, today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  DataTable,
  DayField,
  EmptyState,
  Facts,
  Form,
  type FormState,
  LinkButton,
  Section,
  WorkPage,
} from '#ui'
import { regimePage } from '../read.ts'
import { cutOffInWords, RegimeBadge, regimeHref, regimesHref } from './list-page.tsx'

type Page = Awaited<ReturnType<typeof regimePage>>

function About({ page: { regime } }: { page: Page }) {
  const { documentId, documentSymbol } = regime
  return (
    <Facts
      items={[
        { label: t('regimes.to_whom'), value: regime.unitName },
        {
          label: t('regimes.outline'),
          value: <a href={`/quan-ly/de-cuong/${regime.outline}`}>{regime.outlineName ?? regime.outline}</a>,
        },
        { label: t('regimes.period'), value: t(`outlines.period.${regime.periodKind}`) },
        { label: t('regimes.cut_off'), value: cutOffInWords(regime) },
        { label: t('regimes.deadline'), value: t('regimes.due_days', { days: regime.dueDays }) },
        { label: t('regimes.system'), value: t(`regimes.system_of.${regime.system}`) },
        {
          label: t('regimes.document'),
          value: documentId ? (
            <a href={`/van-ban/${documentId}`}>{documentSymbol ?? t('regimes.document')}</a>
          ) : (
            ''
          ),
        },
        { label: t('regimes.source'), value: regime.source },
        { label: t('regimes.valid_from'), value: formatDay(regime.validFrom) },
        { label: t('regimes.valid_to'), value: regime.validTo ? formatDay(regime.validTo) : '' },
        {
          label: t('regimes.before'),
          value: regime.followsId ? <a href={regimeHref(regime.followsId)}>{t('regimes.see_before')}</a> : '',
        },
        {
          label: t('regimes.after'),
          value: regime.followedById ? (
            <a href={regimeHref(regime.followedById)}>{t('regimes.see_after')}</a>
          ) : (
            ''
          ),
        },
      ]}
    />
  )
}

/** One regime: what it says, who owes the next report by it, changing and ending it. */
export async function showRegime(c: Context<Env>, form: FormState) {
  const page = await regimePage(c.var.actor, c.req.param('id') ?? '')
  const { regime, period, dueOn, units, count } = page
  const isOver = regime.validTo !== null
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={regime.name}
      above={regime.unitName}
      badge={<RegimeBadge regime={regime} />}
      flash={flashOf(c, 'regimes.flash')}
      crumbs={[
        { href: '/bao-cao', label: t('reports.title') },
        { href: regimesHref, label: t('regimes.title') },
      ]}
      actions={
        regime.isManaged && !isOver ? (
          <LinkButton href={`${regimeHref(regime.id)}/doi`} icon="edit">
            {t('regimes.change')}
          </LinkButton>
        ) : undefined
      }
    >
      <About page={page} />
      <Section title={t('regimes.owing')}>
        {period && dueOn ? (
          <p>
            {t('regimes.owing_help', { period: formatPeriod(period.period), due: formatDay(dueOn), count })}
          </p>
        ) : null}
        <DataTable
          caption={t('regimes.owing')}
          quietCaption
          rows={units}
          empty={
            <EmptyState title={t(period ? 'regimes.nobody' : 'regimes.no_period')}>
              {t('regimes.nobody_help')}
            </EmptyState>
          }
          columns={[
            { head: t('regimes.unit'), title: true, cell: (unit) => unit.name },
            { head: t('regimes.area'), cell: (unit) => unit.areaName ?? '' },
          ]}
        />
        {count > units.length ? (
          <p class="quiet">{t('regimes.more', { count: count - units.length })}</p>
        ) : null}
      </Section>
      {regime.isManaged && !isOver ? (
        <Section title={t('regimes.end.title')}>
          <Form {...form} action={`${regimeHref(regime.id)}/het`} hidden={{ seen: regime.seen }}>
            <DayField
              name="validTo"
              label={t('regimes.end.day')}
              hint={t('regimes.end.hint')}
              value={addDays(today(), 1)}
              required
              form={form}
            />
            <Buttons>
              <Button look="danger">{t('regimes.end.do')}</Button>
            </Buttons>
          </Form>
        </Section>
      ) : null}
    </WorkPage>,
  )
}
