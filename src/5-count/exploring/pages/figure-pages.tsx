import { type Context, Hono } from 'hono'
import type { Indicator, LineageRow } from '#figures'
import {
  ArchiveNote,
  type Assurance,
  assurances,
  BeyondNote,
  opened,
  overview,
  type Question,
  spanInWords,
  sumInArchive,
  totalOf,
} from '#figures'
import { formatDay, formatNumber, formatPeriod, t, worded } from '#platform/i18n'
import { dayPlace, nextHref, placeIn } from '#platform/lists/page'
import { addMonths, today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  Button,
  Card,
  DataTable,
  EmptyState,
  Figure,
  Grid,
  LinkButton,
  MonthBars,
  Pager,
  Section,
  ShareBars,
  Tabs,
  WorkPage,
} from '#ui'
import { missingOf, partsInWords, qualifierOf } from '../explorer/words.ts'
import { compareAt, linkTo, queryOf, questionOf } from './addresses.ts'
import { choosePage } from './choose-page.tsx'

const nameOf = (indicator: Indicator): string => worded(indicator.nameVi, indicator.nameEn)
const unitOf = (indicator: Indicator): string => worded(indicator.unitVi, indicator.unitEn)

/** The periods that can be chosen: the last two years of months, then quarters and years. */
function periodsToChoose(): string[] {
  const thisMonth = today().slice(0, 7)
  const months = Array.from({ length: 24 }, (_, index) => addMonths(thisMonth, -index))
  const year = Number(thisMonth.slice(0, 4))
  const quarters = Array.from({ length: 8 }, (_, index) => {
    const number = year * 4 + Math.floor((Number(thisMonth.slice(5)) - 1) / 3) - index
    return `${Math.floor(number / 4)}-Q${(number % 4) + 1}`
  })
  const years = Array.from({ length: year - 2020 }, (_, index) => String(year - index))
  return [...years, ...quarters, ...months]
}

/** The period, and how units are meant where that is not as usual. */
const periodAndBasis = ({ period, basis }: Question): string =>
  basis === 'then' ? `${formatPeriod(period)} · ${t('explorer.basis.then_lead')}` : formatPeriod(period)

/** What a chooser of the period carries along. */
const kept = (question: Question): Record<string, string> => {
  const { ky: _, ...others } = queryOf(question)
  return others
}

/** The chooser of a period: a form that leads to an address. */
function PeriodChooser({
  action,
  period,
  keep,
}: {
  action: string
  period: string
  keep: Record<string, string | undefined>
}) {
  const periods = periodsToChoose()
  return (
    <form method="get" action={action} class="search" aria-label={t('figures.choose_period')}>
      {Object.entries(keep).map(([name, value]) =>
        value ? <input type="hidden" name={name} value={value} /> : null,
      )}
      <label class="sr-only" for="ky">
        {t('figures.choose_period')}
      </label>
      <select class="select" id="ky" name="ky">
        {(periods.includes(period) ? periods : [period, ...periods]).map((one) => (
          <option value={one} selected={one === period}>
            {formatPeriod(one)}
          </option>
        ))}
      </select>
      <Button>{t('figures.show')}</Button>
    </form>
  )
}

async function overviewPage(c: Context<Env>) {
  const question = questionOf(c)
  const { unit, figures, path, parts, carried } = await overview(c.var.actor, question)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="figures"
      title={t('figures.of_unit', { unit: unit.name })}
      lead={periodAndBasis(question)}
      crumbs={[
        { href: '/so-lieu-chi-tiet', label: t('figures.title') },
        ...path.slice(0, -1).map((above) => ({ href: linkTo(above.slug, question), label: above.name })),
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
        keep={kept(question)}
      />
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
        <Grid size="normal">
          {figures.map(({ indicator, figure }) => (
            <Figure
              label={nameOf(indicator)}
              unit={unitOf(indicator)}
              period={formatPeriod(question.period)}
              href={linkTo(unit.slug, question, indicator.code)}
              proof={figure}
              amount={totalOf(figure)}
              missing={missingOf(figure)}
              qualifier={qualifierOf(figure)}
              note={<BeyondNote indicator={indicator} figure={figure} period={question.period} />}
              compact
            />
          ))}
        </Grid>
      )}
      {parts.length > 0 ? (
        <Section title={t('figures.beneath')}>
          <ul class="links">
            {parts.map((part) => (
              <li>
                <a href={linkTo(part.slug, question)}>{part.name}</a>
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
          cell: (row: LineageRow) => formatNumber(row.amount),
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
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="figures"
      title={nameOf(page.indicator)}
      lead={`${page.unit.name} · ${periodAndBasis(question)}`}
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
        keep={kept(question)}
      />
      <Figure
        label={t(page.indicator.rule === 'stock' ? 'figures.at_end' : 'figures.in_period')}
        unit={unitOf(page.indicator)}
        period={formatPeriod(question.period)}
        proof={page.figure}
        amount={totalOf(page.figure)}
        missing={missingOf(page.figure)}
        qualifier={qualifierOf(page.figure)}
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
      <MonthBars
        caption={t('figures.by_month')}
        unit={unitOf(page.indicator)}
        months={page.months.slice(-24).map(({ month, figure }) => ({
          ...figure,
          month,
          href: linkTo(page.unit.slug, { ...question, period: month }, indicator),
        }))}
      />
      {page.parts.some((part) => part.figure.entries > 0) ? (
        <ShareBars
          caption={t('figures.by_unit')}
          unit={unitOf(page.indicator)}
          rows={page.parts
            .filter((part) => part.figure.entries > 0)
            .map((part) => ({
              ...part.figure,
              label: part.unit.name,
              href: linkTo(part.unit.slug, question, indicator),
            }))}
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
  .get('/so-lieu-chi-tiet/:unit', overviewPage)
  .get('/so-lieu-chi-tiet/:unit/:indicator', openedPage)
