import type { Context } from 'hono'
import { countIn, flashOf } from '#platform/forms/flash'
import { button, take } from '#platform/forms/take'
import { formatDay, formatInstant, formatPeriod, t } from '#platform/i18n'
import { spreadsheetHeaders } from '#platform/spreadsheet'
import { type Env, frameOf } from '#platform/web'
import { nameInAddress } from '#regimes'
import {
  Button,
  Card,
  DataTable,
  EmptyState,
  Facts,
  Flash,
  Form,
  type FormState,
  Grid,
  LinkButton,
  Tabs,
  WorkPage,
} from '#ui'
import { exportGathering } from '../export-gathering.ts'
import { type Gathering, gathering, type Row, regimesGathered, remindOverdue } from '../gather-reports.ts'
import { isIn, type View, views } from '../rules.ts'
import { pathOfGathering } from '../send-report.ts'
import { SendingBadge } from './words.tsx'

/** Choose a regime and a period. */
export async function chooseGathering(c: Context<Env>) {
  const found = await regimesGathered(c.var.actor)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('report_gathering.title')}
      lead={t('report_gathering.lead')}
      crumbs={[{ href: '/bao-cao', label: t('reports.title') }]}
    >
      {found.length === 0 ? (
        <EmptyState title={t('report_gathering.no_regimes')}>
          {t('report_gathering.no_regimes_help')}
        </EmptyState>
      ) : (
        <Grid size="wide">
          {found.map(({ regime, periods }) => (
            <Card level={2} above={regime.unitName} title={regime.name}>
              {periods.length === 0 ? <p class="quiet">{t('report_gathering.no_periods')}</p> : null}
              <ul>
                {periods.map(({ period }) => (
                  <li>
                    <a href={pathOfGathering(regime.id, period)}>{formatPeriod(period)}</a>
                  </li>
                ))}
              </ul>
            </Card>
          ))}
        </Grid>
      )}
    </WorkPage>,
  )
}

const askedIn = (c: Context<Env>) => ({
  regimeId: c.req.param('regime') ?? '',
  period: c.req.param('period') ?? '',
})

function Rows({ page, rows }: { page: Gathering; rows: readonly Row[] }) {
  return (
    <DataTable
      caption={t('report_gathering.rows')}
      quietCaption
      rows={rows}
      empty={<EmptyState title={t('report_gathering.none')}>{t('report_gathering.none_help')}</EmptyState>}
      columns={[
        {
          head: t('report_gathering.column.unit'),
          title: true,
          cell: (row: Row) => (
            <>
              {row.sending ? (
                <a href={`/bao-cao-da-gui/${row.sending.id}`}>{row.unit.name}</a>
              ) : (
                row.unit.name
              )}
              {row.unit.areaName && row.unit.areaName !== page.regime.unitName ? (
                <span class="quiet">{` ${row.unit.areaName}`}</span>
              ) : null}
            </>
          ),
        },
        {
          head: t('report_gathering.column.standing'),
          cell: (row: Row) => (
            <SendingBadge
              standing={row.standing}
              isNil={row.isNil}
              daysLate={row.firstSentOn !== null || row.dueOn < page.day ? row.daysLate : 0}
            />
          ),
        },
        {
          head: t('report_gathering.column.sent'),
          cell: (row: Row) => (row.firstSentOn ? formatDay(row.firstSentOn) : '–'),
        },
        {
          head: t('report_gathering.column.changed'),
          number: true,
          cell: (row: Row) =>
            row.changed > 0 && row.sending ? (
              <a
                href={`/bao-cao/${row.unit.slug}/${nameInAddress(row.sending.period, row.sending.outline)}/khac-biet`}
              >
                {row.changed}
              </a>
            ) : row.sending ? (
              0
            ) : (
              '–'
            ),
        },
        {
          head: t('report_gathering.column.reminded'),
          cell: (row: Row) =>
            row.reminded
              ? t('report_gathering.reminded', {
                  times: row.reminded.times,
                  instant: formatInstant(row.reminded.lastAt),
                  who: row.reminded.byName ?? '–',
                })
              : '–',
        },
      ]}
    />
  )
}

/** The unit's own report on the period: composed from figures, whatever was sent. */
function OwnReport({ page }: { page: Gathering }) {
  const { regime, period, own, ownChanged } = page
  const path = `/bao-cao/${regime.unitSlug}/${nameInAddress(period.period, regime.outline)}`
  return (
    <Facts
      items={[
        { label: t('report_gathering.due'), value: formatDay(page.rows[0]?.dueOn ?? period.span.until) },
        {
          label: t('report_gathering.own'),
          value: (
            <>
              <a href={path}>{t(own ? 'report_gathering.own_issued' : 'report_gathering.own_draft')}</a>
              {ownChanged > 0 ? (
                <>
                  {' · '}
                  <a href={`${path}/khac-biet`}>{t('report_gathering.changed', { count: ownChanged })}</a>
                </>
              ) : null}
            </>
          ),
        },
      ]}
    />
  )
}

async function gatheringPage(c: Context<Env>, form: FormState = {}) {
  const page = await gathering(c.var.actor, askedIn(c))
  const { regime, period, counts } = page
  const here = pathOfGathering(regime.id, period.period)
  const view = views.find((one) => one === c.req.query('xem')) ?? 'all'
  const shown = page.rows.filter((row) => isIn(view, row, page.day))
  const hrefOf = (one: View) => (one === 'all' ? here : `${here}?xem=${one}`)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="full"
      title={regime.name}
      above={regime.unitName}
      lead={formatPeriod(period.period)}
      crumbs={[
        { href: '/bao-cao', label: t('reports.title') },
        { href: '/bao-cao-cap-duoi', label: t('report_gathering.title') },
      ]}
      flash={flashOf(c, 'report_gathering.done', { count: countIn(c, 'so') })}
      actions={
        <>
          {page.mayReceive && counts.overdue > 0 ? (
            <Form {...form} inline action={`${here}/nhac`}>
              <Button look="main" icon="clock">
                {t('report_gathering.remind', { count: counts.overdue })}
              </Button>
            </Form>
          ) : null}
          <LinkButton href={`${here}/tong-hop.xlsx`} icon="download" download>
            {t('report_gathering.export')}
          </LinkButton>
        </>
      }
    >
      <OwnReport page={page} />
      {page.changed > 0 ? (
        <Flash tone="info">{t('report_gathering.some_changed', { count: page.changed })}</Flash>
      ) : null}
      <Tabs
        label={t('report_gathering.rows')}
        tabs={views.map((one) => ({
          href: hrefOf(one),
          label: t(`report_gathering.view.${one}`),
          count: counts[one],
          current: one === view,
        }))}
      />
      <Rows page={page} rows={shown} />
      <nav class="filters" aria-label={t('report_gathering.periods')}>
        {page.periods
          .filter((one) => one.period !== period.period)
          .map((one) => (
            <a href={pathOfGathering(regime.id, one.period)}>{formatPeriod(one.period)}</a>
          ))}
      </nav>
    </WorkPage>,
  )
}

export const showGathering = (c: Context<Env>) => gatheringPage(c)

/** Reminds late units. The next page says how many. */
export function remind(c: Context<Env>) {
  const { regimeId, period } = askedIn(c)
  return take(c, button, () => remindOverdue(c.var.actor, { regimeId, period }), {
    to: (count) => `${pathOfGathering(regimeId, period)}?da=nhac&so=${count}`,
    page: (form) => gatheringPage(c, form),
  })
}

/** The list as a spreadsheet. */
export async function exportList(c: Context<Env>) {
  const bytes = await exportGathering(c.var.actor, askedIn(c))
  return c.body(bytes, 200, spreadsheetHeaders('bao-cao-cap-duoi.xlsx'))
}
