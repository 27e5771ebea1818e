import { type Context, Hono } from 'hono'
import type { Indicator, LineageRow, OfferedGroup } from '#figures'
import {
  ArchiveNote,
  type Assurance,
  assurances,
  BesideColumns,
  BeyondNote,
  choosesPeriod,
  leadingFirst,
  OfWhich,
  opened,
  overview,
  PeriodField,
  type Question,
  reaches,
  spanInWords,
  stepOf,
  sumInArchive,
  totalOf,
} from '#figures'
import { formatDay, formatPeriod, t, worded } from '#platform/i18n'
import { dayPlace, nextHref, placeIn } from '#platform/lists/page'
import { saidInWords } from '#platform/precision-words'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  Button,
  Card,
  DataTable,
  EmptyState,
  Figure,
  FoldedGrid,
  LinkButton,
  Pager,
  PeriodBars,
  Section,
  ShareBars,
  Tabs,
  WorkPage,
} from '#ui'
import { missingOf, partsInWords } from '../explorer/words.ts'
import { compareAt, linkTo, queryOf, questionOf, reachInWords } from './addresses.ts'
import { choosePage } from './choose-page.tsx'

const nameOf = (indicator: Indicator): string => worded(indicator.nameVi, indicator.nameEn)
const unitOf = (indicator: Indicator): string => worded(indicator.unitVi, indicator.unitEn)

/** The period, and how units are meant where that is not as usual. */
const periodAndBasis = ({ period, basis }: Question): string =>
  basis === 'then' ? `${formatPeriod(period)} · ${t('explorer.basis.then_lead')}` : formatPeriod(period)

/** The ways to see the figure of all, of the unit itself, and of those beneath it. */
const ReachTabs = ({
  slug,
  question,
  indicator,
}: {
  slug: string
  question: Question
  indicator?: string
}) => (
  <Tabs
    label={t('figures.reach.label')}
    tabs={[undefined, ...reaches].map((reach) => ({
      href: linkTo(slug, { ...question, reach }, indicator),
      label: t(`figures.reach.${reach ?? 'all'}`),
      current: question.reach === reach,
    }))}
  />
)

/** What a chooser of the period carries along. */
const kept = (question: Question): Record<string, string> => {
  const { ky: _, ...others } = queryOf(question)
  return others
}

/** The chooser of a period: a form that leads to an address. */
const PeriodChooser = (props: {
  action: string
  period: string
  offered: readonly OfferedGroup[]
  keep: Record<string, string | undefined>
}) => (
  <form method="get" action={props.action} class="filters" aria-label={t('figures.choose_period')}>
    {Object.entries(props.keep).map(([name, value]) =>
      value ? <input type="hidden" name={name} value={value} /> : null,
    )}
    <PeriodField label={t('figures.choose_period')} period={props.period} offered={props.offered} />
    <Button>{t('figures.show')}</Button>
  </form>
)

async function overviewPage(c: Context<Env>) {
  const question = questionOf(c)
  const ofAll = { ...question, reach: undefined }
  const { unit, figures, path, parts, periods, carried } = await overview(c.var.actor, question)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="figures"
      title={t('figures.of_unit', { unit: unit.name })}
      lead={[reachInWords(question), periodAndBasis(question)].filter(Boolean).join(' · ')}
      crumbs={[
        { href: '/so-lieu-chi-tiet', label: t('figures.title') },
        ...path.slice(0, -1).map((above) => ({ href: linkTo(above.slug, ofAll), label: above.name })),
      ]}
    >
      <Tabs
        label={t('explorer.views_of_unit')}
        tabs={[
          { href: linkTo(unit.slug, question), label: t('explorer.tab_overview'), current: true },
          { href: compareAt(unit.slug, question), label: t('explorer.tab_table') },
        ]}
      />
      <PeriodChooser
        action={`/so-lieu-chi-tiet/${unit.slug}`}
        period={question.period}
        offered={periods}
        keep={kept(question)}
      />
      {parts.length > 0 || question.reach ? <ReachTabs slug={unit.slug} question={question} /> : null}
      {carried.predecessors.length > 0 ? (
        <p class="quiet">
          {t('figures.carries_on', { units: carried.predecessors.map(({ name }) => name).join(', ') })}
        </p>
      ) : null}
      {figures.length === 0 ? (
        <EmptyState
          title={t('figures.empty')}
          action={{ href: '/ghi-hoat-dong', label: t('figures.empty_action') }}
        >
          {t('figures.empty_help')}
        </EmptyState>
      ) : (
        <FoldedGrid
          cards={leadingFirst(figures).map(({ indicator, figure }) => (
            <Figure
              label={nameOf(indicator)}
              unit={unitOf(indicator)}
              period={formatPeriod(question.period)}
              href={linkTo(unit.slug, question, indicator.code)}
              proof={figure}
              amount={totalOf(figure)}
              missing={missingOf(figure)}
              note={<BeyondNote indicator={indicator} figure={figure} period={question.period} />}
              compact
            />
          ))}
        />
      )}
      {parts.length > 0 ? (
        <Section title={t('figures.beneath')}>
          <ul class="links">
            {parts.map((part) => (
              <li>
                <a href={linkTo(part.slug, ofAll)}>{part.name}</a>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </WorkPage>,
  )
}

type Facts = { caption?: string; rows: readonly LineageRow[]; page: Awaited<ReturnType<typeof opened>> }

function FactTable({ caption = t('figures.facts'), rows, page }: Facts) {
  return (
    <DataTable
      caption={caption}
      quietCaption
      rows={rows}
      columns={[
        {
          head: t('figures.column.source'),
          title: true,
          cell: (row: LineageRow) => {
            if (row.sourceKind === 'archive') return sumInArchive(row)
            const said = page.words.get(row.sourceId)
            return said ? <a href={said.href}>{said.title}</a> : t('figures.source_unseen')
          },
        },
        { head: t('figures.column.unit'), cell: (row: LineageRow) => row.unitName },
        {
          head: t('figures.column.day'),
          cell: (row: LineageRow) => (row.since ? spanInWords(row.since, row.day) : formatDay(row.day)),
        },
        {
          head: t('figures.column.assurance'),
          cell: (row: LineageRow) => (
            <Badge tone={row.assurance === 'declared' ? 'neutral' : 'done'}>
              {t(`figures.assurance.${row.assurance}`)}
            </Badge>
          ),
        },
        {
          head: `${t('figures.column.amount')} (${unitOf(page.indicator)})`,
          number: true,
          cell: (row: LineageRow) => saidInWords(row.amount, row.qualifier),
        },
      ]}
    />
  )
}

/** What was counted for longer than the period and is not in the figure. */
const FactsBeyond = ({ page }: Pick<Facts, 'page'>) =>
  page.facts.beyond.length === 0 ? null : (
    <Section title={t('figures.beyond.title')} id="khai-gop">
      <p class="quiet">{t('figures.beyond.help')}</p>
      <FactTable caption={t('figures.beyond.title')} rows={page.facts.beyond} page={page} />
    </Section>
  )

async function openedPage(c: Context<Env>) {
  const question = questionOf(c)
  const assurance = assurances.find((one): one is Assurance => one === c.req.query('muc'))
  const indicator = c.req.param('indicator') ?? ''
  const after = placeIn(c, dayPlace)
  const page = await opened(c.var.actor, { ...question, indicator, after, assurance })
  const parts = partsInWords(page.figure)
  const hrefOfRow = (kind: 'unit' | 'own' | 'others' | 'twice', slug: string | undefined) =>
    kind === 'own'
      ? linkTo(page.unit.slug, { ...question, reach: 'own' }, indicator)
      : slug && linkTo(slug, { ...question, reach: undefined }, indicator)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="figures"
      title={nameOf(page.indicator)}
      lead={[page.unit.name, reachInWords(question), periodAndBasis(question)].filter(Boolean).join(' · ')}
      crumbs={[
        { href: '/so-lieu-chi-tiet', label: t('figures.title') },
        { href: linkTo(page.unit.slug, question), label: page.unit.name },
      ]}
      actions={
        <>
          <LinkButton href={linkTo(page.unit.slug, question, `${indicator}/vi-sao`)}>
            {t('readings.why.link')}
          </LinkButton>
          {c.var.actor.may?.includes('figure.share') ? (
            <LinkButton href={linkTo(page.unit.slug, question, `${indicator}/chia-se`)}>
              {t('readings.share.link')}
            </LinkButton>
          ) : null}
        </>
      }
    >
      <PeriodChooser
        action={`/so-lieu-chi-tiet/${page.unit.slug}/${indicator}`}
        period={question.period}
        offered={page.periods}
        keep={kept(question)}
      />
      {page.rows.length > 0 || question.reach ? (
        <ReachTabs slug={page.unit.slug} question={question} indicator={indicator} />
      ) : null}
      <Figure
        label={t(page.indicator.rule === 'stock' ? 'figures.at_end' : 'figures.in_period')}
        unit={unitOf(page.indicator)}
        period={formatPeriod(question.period)}
        proof={page.figure}
        amount={totalOf(page.figure)}
        missing={missingOf(page.figure)}
        note={
          <>
            {parts ? <span class="cell-note">{t('explorer.parts_said', { parts })}</span> : null}
            <BeyondNote indicator={page.indicator} figure={page.figure} period={question.period} />
            {worded(page.indicator.definitionVi, page.indicator.definitionEn)}
          </>
        }
      />
      {page.beside.map(({ title, text, href }) => (
        <Card level={2} title={title} href={href}>
          {text}
        </Card>
      ))}
      <PeriodBars
        caption={t(`figures.by_${stepOf(page.columns)}`)}
        unit={unitOf(page.indicator)}
        periods={page.columns.map(({ period, figure }) => ({
          ...figure,
          period,
          href: linkTo(page.unit.slug, { ...question, period }, indicator),
        }))}
      />
      <BesideColumns
        figure={page.figure}
        columns={page.columns}
        indicator={page.indicator}
        period={question.period}
      />
      <OfWhich around={page} hrefOf={(code) => linkTo(page.unit.slug, question, code)} />
      {page.rows.length > 0 ? (
        <ShareBars
          caption={t('figures.by_unit')}
          unit={unitOf(page.indicator)}
          rows={page.rows.map((row) => ({ ...row.figure, ...row, href: hrefOfRow(row.kind, row.slug) }))}
        />
      ) : null}
      <Section title={t('figures.facts')} id="nguon">
        <p class="quiet">{t('figures.facts_help')}</p>
        <ArchiveNote archives={page.facts.archives} />
        {page.facts.rows.length === 0 ? (
          <EmptyState title={t('figures.no_facts')}>{t('figures.no_facts_help')}</EmptyState>
        ) : (
          <FactTable rows={page.facts.rows} page={page} />
        )}
        <Pager nextHref={nextHref(c, page.facts.next, '#nguon')} />
      </Section>
      <FactsBeyond page={page} />
    </WorkPage>,
  )
}

/** Figures for those who work with them: choose a unit, see its figures, open one down to what it came from. */
export const figurePages = new Hono<Env>()
  .get('/so-lieu-chi-tiet', (c) =>
    choosePage(c, {
      title: t('figures.title'),
      lead: t('figures.choose_lead'),
      action: '/so-lieu-chi-tiet',
    }),
  )
  .get('/so-lieu-chi-tiet/:unit', choosesPeriod, overviewPage)
  .get('/so-lieu-chi-tiet/:unit/:indicator', choosesPeriod, openedPage)
