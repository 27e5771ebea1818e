import { type Context, Hono } from 'hono'
import type { Indicator } from '#figures'
import { noFigure, provenPercent } from '#figures'
import { formatDay, formatInstant, formatPeriod, t, worded } from '#platform/i18n'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { monthsOf } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  type BadgeTone,
  Button,
  DataTable,
  EmptyState,
  Flash,
  PeriodBars,
  Section,
  totalInWords,
  WorkPage,
} from '#ui'
import type { Member } from '../figures-of-servers.ts'
import { type FederationQuestion, federationPage, memberPage } from '../read.ts'
import { type MemberState, stretch, warningsOf } from '../rules.ts'

const nameOf = (indicator: Indicator): string => worded(indicator.nameVi, indicator.nameEn)
const unitOf = (indicator: Indicator): string => worded(indicator.unitVi, indicator.unitEn)
const tones: Record<MemberState, BadgeTone> = {
  copying: 'waiting',
  current: 'done',
  late: 'waiting',
  away: 'problem',
  conflict: 'problem',
}

const questionOf = (c: Context<Env>): FederationQuestion => ({
  indicator: c.req.query('chi-tieu') || undefined,
  year: c.req.query('nam') || undefined,
})

const behindOf = ({ behind }: Member): string =>
  behind === undefined ? '–' : t('federation.behind', stretch(behind))

/** Chooses the indicator and the year: a form that leads to an address. */
function Chooser(props: {
  action: string
  indicators: readonly Indicator[]
  indicator: Indicator
  year: string
  years: readonly number[]
}) {
  const years = props.years.map(String)
  return (
    <form method="get" action={props.action} class="search" aria-label={t('federation.choose')}>
      <label class="sr-only" for="chi-tieu">
        {t('federation.indicator')}
      </label>
      <select class="select" id="chi-tieu" name="chi-tieu">
        {props.indicators.map((one) => (
          <option value={one.code} selected={one.code === props.indicator.code}>
            {nameOf(one)}
          </option>
        ))}
      </select>
      <label class="sr-only" for="nam">
        {t('federation.year')}
      </label>
      <select class="select" id="nam" name="nam">
        {(years.includes(props.year) ? years : [props.year, ...years]).map((one) => (
          <option value={one} selected={one === props.year}>
            {one}
          </option>
        ))}
      </select>
      <Button>{t('federation.show')}</Button>
    </form>
  )
}

function Warnings({ members, version }: { members: readonly Member[]; version: string }) {
  const warnings = members.flatMap((member) => warningsOf(member, version))
  if (warnings.length === 0) return null
  return (
    <Flash tone="warning">
      <ul>
        {warnings.map(({ key, params }) => (
          <li>{t(`federation.note.${key}`, params)}</li>
        ))}
      </ul>
    </Flash>
  )
}

function MemberTable({ members }: { members: readonly Member[] }) {
  return (
    <DataTable
      caption={t('federation.servers')}
      quietCaption
      rows={members}
      columns={[
        {
          head: t('federation.column.server'),
          title: true,
          cell: (member: Member) => (
            <a href={`/lien-thong/${member.server}`}>{member.name ?? member.address}</a>
          ),
        },
        {
          head: t('federation.column.state'),
          cell: (member: Member) => (
            <Badge tone={tones[member.state]}>{t(`federation.state.${member.state}`)}</Badge>
          ),
        },
        { head: t('federation.column.behind'), number: true, cell: behindOf },
        {
          head: t('federation.column.received'),
          cell: (member: Member) => (member.receivedAt ? formatInstant(member.receivedAt) : '–'),
        },
        { head: t('federation.column.units'), number: true, cell: (member: Member) => member.units },
        { head: t('federation.column.reports'), number: true, cell: (member: Member) => member.reports },
      ]}
    />
  )
}

async function listPage(c: Context<Env>) {
  const page = await federationPage(c.var.actor, questionOf(c))
  const { here, members, indicator, year } = page
  return c.html(
    <WorkPage {...frameOf(c)} tab="more" title={t('federation.title')} lead={t('federation.lead')}>
      {here?.publishedAt ? (
        <p class="quiet">
          {t('federation.here', { unit: here.unitName ?? '', at: formatInstant(here.publishedAt) })}
        </p>
      ) : null}
      {members.length === 0 || !indicator ? (
        <EmptyState title={t('federation.empty')}>{t('federation.empty_help')}</EmptyState>
      ) : (
        <>
          <Warnings members={members} version={page.version} />
          <Section title={t('federation.servers')}>
            <p class="quiet">{t('federation.servers_lead')}</p>
            <MemberTable members={members} />
          </Section>
          <Section title={`${nameOf(indicator)} · ${formatPeriod(year)}`} id="so-lieu">
            <Chooser
              action="/lien-thong#so-lieu"
              indicators={page.indicators}
              indicator={indicator}
              year={year}
              years={page.years}
            />
            <NationalTable page={page} indicator={indicator} />
            {page.total === undefined ? null : (
              <PeriodBars
                caption={t('federation.by_month')}
                unit={unitOf(indicator)}
                periods={monthsOf({ from: `${year}-01-01`, until: `${Number(year) + 1}-01-01` }).map(
                  (period, index) => ({ ...(page.months[index] ?? noFigure()), period }),
                )}
              />
            )}
          </Section>
        </>
      )}
    </WorkPage>,
  )
}

type Page = Awaited<ReturnType<typeof federationPage>>
type Row = Page['rows'][number]

function NationalTable({ page, indicator }: { page: Page; indicator: Indicator }) {
  const own = { name: t('federation.own'), href: null, figure: page.own, isCounted: true }
  return (
    <DataTable
      caption={t('federation.by_server')}
      quietCaption
      rows={[...page.rows, ...(page.own ? [own] : [])]}
      total={{ name: t('federation.country'), href: null, figure: page.total, isCounted: true }}
      columns={[
        {
          head: t('federation.column.server'),
          title: true,
          cell: (row: Row) => (row.href ? <a href={row.href}>{row.name}</a> : row.name),
        },
        ...figureColumns<Row>(indicator),
      ]}
    />
  )
}

const figureColumns = <R extends { figure: Row['figure']; isCounted?: boolean }>(indicator: Indicator) => [
  {
    head: unitOf(indicator),
    number: true,
    cell: (row: R) => {
      if (!row.figure) return t('federation.nothing_entered')
      const total = totalInWords(row.figure)
      return row.isCounted === false ? (
        <>
          {total} ({t('federation.not_added')})
        </>
      ) : (
        total
      )
    },
  },
  {
    head: t('federation.column.proven'),
    number: true,
    cell: (row: R) => {
      const percent = row.figure && provenPercent(row.figure)
      return percent === undefined ? '–' : `${percent} %`
    },
  },
]

async function serverPage(c: Context<Env>) {
  const server = c.req.param('server') ?? ''
  if (!isId(server)) throw new Problem('not_found_or_not_allowed')
  const page = await memberPage(c.var.actor, server, questionOf(c))
  const { member, indicator } = page
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={member.name ?? member.address}
      lead={`${t(`federation.state.${member.state}`)} · ${t('federation.column.behind')}: ${behindOf(member)}`}
      crumbs={[{ href: '/lien-thong', label: t('federation.title') }]}
    >
      <Warnings members={[member]} version={page.version} />
      <Section title={t('federation.beneath')} id="so-lieu">
        {indicator && page.rows.some(({ figure }) => figure) ? (
          <Chooser
            action={`/lien-thong/${server}#so-lieu`}
            indicators={page.indicators}
            indicator={indicator}
            year={page.year}
            years={page.years}
          />
        ) : null}
        <DataTable
          caption={t('federation.beneath')}
          quietCaption
          rows={page.rows}
          columns={[
            {
              head: t('federation.column.unit'),
              title: true,
              cell: ({ unit }: (typeof page.rows)[number]) => unit.name,
            },
            // Of communes no totals leave the province.
            ...(indicator && page.rows.some(({ figure }) => figure)
              ? figureColumns<(typeof page.rows)[number]>(indicator)
              : []),
          ]}
          empty={<EmptyState title={t('federation.no_units')}>{t('federation.no_units_help')}</EmptyState>}
        />
      </Section>
      <Section title={t('federation.reports')}>
        <DataTable
          caption={t('federation.reports')}
          quietCaption
          rows={page.reports}
          columns={[
            {
              head: t('federation.column.report'),
              title: true,
              cell: (report: (typeof page.reports)[number]) =>
                `${t('federation.report_number', { number: String(report.number) })} · ${report.unitName ?? ''}`,
            },
            {
              head: t('federation.column.period'),
              cell: (report: (typeof page.reports)[number]) => formatPeriod(report.period),
            },
            {
              head: t('federation.column.issued'),
              cell: (report: (typeof page.reports)[number]) => formatDay(report.issuedOn),
            },
            {
              head: t('federation.column.hash'),
              cell: (report: (typeof page.reports)[number]) => (
                <code class="break-all">{report.hash.slice(0, 16)}</code>
              ),
            },
          ]}
          empty={
            <EmptyState title={t('federation.no_reports')}>{t('federation.no_reports_help')}</EmptyState>
          }
        />
      </Section>
    </WorkPage>,
  )
}

/** The servers that give their figures to this one, for leaders and administrators. */
export const federationPages = new Hono<Env>()
  .get('/lien-thong', listPage)
  .get('/lien-thong/:server', serverPage)
