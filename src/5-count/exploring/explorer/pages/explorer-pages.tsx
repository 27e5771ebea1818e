import { type Context, Hono } from 'hono'
import { choosesPeriod, type Indicator, isEntered, isTold } from '#figures'
import { nameOf } from '#org'
import { formatDay, formatNumber, sentenceOf, t, worded } from '#platform/i18n'
import { type Problem, statusOf } from '#platform/problem'
import { spreadsheetHeaders } from '#platform/spreadsheet'
import { type Env, frameOf, originOf, refusedBy } from '#platform/web'
import { Buttons, EmptyState, Figure, Flash, Grid, LinkButton, Section, Tabs, WorkPage } from '#ui'
import { linkTo } from '../../pages/addresses.ts'
import { choosePage } from '../../pages/choose-page.tsx'
import { type Explored, explore, mostIndicators } from '../read-explorer.ts'
import type { Cell } from '../rows.ts'
import { reachedPercent } from '../rules.ts'
import { exportExplored } from '../sheet.ts'
import { beforeOf, changeInWords, missingOf, nowOf, numberOf, partsInWords, qualifierOf } from '../words.ts'
import { explorerAt, lineageAt, type PageAsked, pageAsked, type View } from './asked.ts'
import { Filters } from './filters.tsx'
import { ComparisonTable, LevelsTable, MonthsView, TilesView } from './tables.tsx'

type Shown = { asked: PageAsked; explored: Explored }

/** How the whole compares with the span before and with its target, and the two parts of a rate. */
function WholeNote(props: { indicator: Indicator; cell: Cell | undefined; explored: Explored }) {
  const { indicator, cell, explored } = props
  const period = beforeOf({ ...explored, by: 'areas' })
  const { figure, before, change, target } = cell ?? {}
  const reached = target && reachedPercent(figure, target.amount)
  const parts = partsInWords(figure)
  return (
    <>
      {parts ? <span class="cell-note">{t('explorer.parts_said', { parts })}</span> : null}
      <span class="cell-note">
        {change
          ? t('explorer.compared', { period, change: changeInWords(change, indicator) })
          : isEntered(before)
            ? t('explorer.compared_before', { period, number: numberOf(before) ?? '' })
            : t('explorer.not_compared', { period })}
      </span>
      {target ? (
        <span class="cell-note">
          {reached === undefined
            ? t('explorer.target_set', { target: formatNumber(target.amount) })
            : t('explorer.target_reached', { percent: reached, target: formatNumber(target.amount) })}
        </span>
      ) : null}
    </>
  )
}

/** The figures of the unit itself, with their proof. */
function Whole({ explored }: { explored: Explored }) {
  return (
    <Grid size={explored.indicators.length > 2 ? 'narrow' : 'normal'}>
      {explored.indicators.map((indicator) => {
        const cell = explored.whole.cells.get(indicator.code)
        const missing = missingOf(cell?.figure)
        const qualifier = cell?.figure && qualifierOf(cell.figure)
        return (
          <Figure
            label={worded(indicator.nameVi, indicator.nameEn)}
            unit={worded(indicator.unitVi, indicator.unitEn)}
            href={lineageAt(explored.question, explored.whole, indicator.code)}
            proof={cell?.figure}
            missing={missing}
            qualifier={qualifier}
            note={<WholeNote indicator={indicator} cell={cell} explored={explored} />}
            compact
          />
        )
      })}
    </Grid>
  )
}

/** The views in which this can be laid out: months and tiles are of units. */
const viewsFor = ({ by }: Explored): View[] =>
  by === 'areas' || by === 'organisations' ? ['table', 'levels', 'months', 'tiles'] : ['table', 'levels']

function Breakdown({ asked, explored }: Shown) {
  const offered = viewsFor(explored)
  const view = offered.includes(asked.view) ? asked.view : 'table'
  const indicator = explored.alone
  if (!indicator) return null
  const shown = { asked: { ...asked, codes: explored.question.codes, view }, explored }
  return (
    <Section title={t(`explorer.by_title.${explored.by}`)} id="chia">
      <Tabs
        label={t('explorer.view.label')}
        tabs={offered.map((one) => ({
          href: `${explorerAt(explored.unit.slug, { ...shown.asked, view: one })}#chia`,
          label: t(`explorer.view.${one}`),
          current: one === view,
        }))}
      />
      {view === 'table' || explored.indicators.length === 1 ? null : (
        <IndicatorTabs shown={shown} indicator={indicator} />
      )}
      {view === 'table' ? (
        <>
          <p class="quiet">{t('explorer.table_help', { before: beforeOf(explored) })}</p>
          <ComparisonTable {...shown} />
        </>
      ) : view === 'levels' ? (
        <LevelsTable {...shown} indicator={indicator} />
      ) : view === 'months' ? (
        <MonthsView {...shown} indicator={indicator} />
      ) : (
        <TilesView {...shown} indicator={indicator} />
      )}
      <Section title={t('explorer.export.title')}>
        <p class="quiet">{t('explorer.export.help')}</p>
        <Buttons>
          <LinkButton href={explorerAt(explored.unit.slug, shown.asked, 'xlsx')} download>
            {t('explorer.export.xlsx')}
          </LinkButton>
          <LinkButton href={explorerAt(explored.unit.slug, shown.asked, 'csv')} download>
            {t('explorer.export.csv')}
          </LinkButton>
        </Buttons>
      </Section>
    </Section>
  )
}

const IndicatorTabs = ({ shown, indicator }: { shown: Shown; indicator: Indicator }) => (
  <Tabs
    label={t('explorer.shown_indicator')}
    tabs={shown.explored.indicators.map((one) => ({
      href: `${explorerAt(shown.explored.unit.slug, { ...shown.asked, alone: one.code })}#chia`,
      label: worded(one.nameVi, one.nameEn),
      current: one.code === indicator.code,
    }))}
  />
)

/** What must be known before the numbers are read. */
function Notices({ explored }: { explored: Explored }) {
  const { unit, predecessors, leftOut } = explored
  return (
    <>
      {leftOut.length > 0 ? (
        <Flash tone="warning">
          {t('explorer.left_out', {
            most: mostIndicators,
            names: leftOut.map((one) => worded(one.nameVi, one.nameEn)).join(', '),
          })}
        </Flash>
      ) : null}
      {explored.hasEnded && explored.question.basis === 'today' && unit.validTo ? (
        <Flash tone="info">
          {t('explorer.has_ended', { unit: unit.name, day: formatDay(unit.validTo) })}
        </Flash>
      ) : null}
      {predecessors.length > 0 ? (
        <p class="quiet">{t('figures.carries_on', { units: predecessors.join(', ') })}</p>
      ) : null}
    </>
  )
}

const isEmpty = ({ whole, rows, rest }: Explored): boolean =>
  ![whole, ...rows, ...(rest ? [rest] : [])].some(({ cells }) =>
    [...cells.values()].some(({ figure, before }) => isTold(figure) || isTold(before)),
  )

async function explorerPage(c: Context<Env>) {
  const asked = pageAsked(c)
  const explored = await explore(c.var.actor, asked)
  const { unit, question, lines, themes } = explored
  const slice = [...lines, ...themes].find(({ code }) => code === (question.line ?? question.themeId))
  const lead = [
    nowOf(explored),
    t(`explorer.basis.${question.basis === 'then' ? 'then' : 'today'}_lead`),
    ...(slice ? [nameOf(slice)] : []),
  ].join(' · ')
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="figures"
      width="full"
      title={t('explorer.title_of', { unit: unit.name })}
      lead={lead}
      crumbs={[
        { href: '/so-sanh-so-lieu', label: t('explorer.title') },
        ...explored.path
          .slice(0, -1)
          .map((above) => ({ href: explorerAt(above.slug, asked), label: above.name })),
      ]}
    >
      <Tabs
        label={t('explorer.views_of_unit')}
        tabs={[
          { href: linkTo(unit.slug, question), label: t('explorer.tab_overview') },
          { href: explorerAt(unit.slug, asked), label: t('explorer.tab_table'), current: true },
        ]}
      />
      <Filters asked={asked} explored={explored} />
      <Notices explored={explored} />
      {isEmpty(explored) ? (
        <EmptyState title={t('explorer.empty')}>
          {t('explorer.empty_help', { period: nowOf(explored) })}
        </EmptyState>
      ) : (
        <>
          <Whole explored={explored} />
          <Breakdown asked={asked} explored={explored} />
        </>
      )}
    </WorkPage>,
  )
}

/** What cannot be shown as it was asked: why, and where to begin anew. */
function refusedPage(c: Context<Env>, problem: Problem) {
  const slug = c.req.param('unit') ?? ''
  const isUnitKnown = problem.code !== 'not_found_or_not_allowed'
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="figures"
      title={t('explorer.refused_title')}
      crumbs={[{ href: '/so-sanh-so-lieu', label: t('explorer.title') }]}
    >
      <Flash tone="problem">{sentenceOf(problem)}</Flash>
      <Buttons>
        {isUnitKnown ? (
          <LinkButton look="main" href={`/so-sanh-so-lieu/${encodeURIComponent(slug)}`}>
            {t('explorer.start_anew')}
          </LinkButton>
        ) : null}
        <LinkButton href="/so-sanh-so-lieu">{t('explorer.other_unit')}</LinkButton>
      </Buttons>
    </WorkPage>,
    statusOf(problem),
  )
}

/** Answers a problem on a page of the working area, where a person can choose anew. */
const orRefused = refusedBy(refusedPage)

const download = (form: 'xlsx' | 'csv') =>
  orRefused(async (c) => {
    const asked = pageAsked(c)
    const address = new URL(explorerAt(asked.slug, asked), originOf(c)).href
    return c.body(
      await exportExplored(c.var.actor, { ...asked, withMonths: form === 'xlsx' }, form, address),
      200,
      spreadsheetHeaders(`so-lieu-${asked.slug}-${asked.period.replaceAll('..', '-den-')}.${form}`),
    )
  })

/** Figures side by side: compared, broken down, drawn, and taken along as a file. */
export const explorerPages = new Hono<Env>()
  .get('/so-sanh-so-lieu', (c) =>
    choosePage(c, {
      title: t('explorer.title'),
      lead: t('explorer.choose_lead'),
      action: '/so-sanh-so-lieu',
    }),
  )
  .get('/so-sanh-so-lieu/:unit', choosesPeriod, orRefused(explorerPage))
  .get('/so-sanh-so-lieu/:unit/tai-ve.xlsx', download('xlsx'))
  .get('/so-sanh-so-lieu/:unit/tai-ve.csv', download('csv'))
