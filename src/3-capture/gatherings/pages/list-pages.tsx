import { type Context, Hono } from 'hono'
import { nameOfOccasion } from '#occasions'
import { formatNumber, t, worded } from '#platform/i18n'
import { isId } from '#platform/ids'
import { dayPlace, nextHref, placeIn } from '#platform/lists/page'
import { isYear, today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  DataTable,
  EmptyState,
  Figure,
  Grid,
  LinkButton,
  Pager,
  precisionOf,
  Tabs,
  WorkPage,
} from '#ui'
import { states } from '../entry.ts'
import { sessionsPage, studyOfUnit } from '../read.ts'
import type { Gathering } from '../store.ts'
import { SessionBadge, saidInWords, whenOf } from './words.tsx'

/** A year out of an address, or none. */
const yearFrom = (text: string | undefined): number | undefined =>
  isYear(Number(text)) ? Number(text) : undefined

/** Sessions in a table. */
function SessionTable({ rows, empty }: { rows: readonly Gathering[]; empty: string }) {
  return (
    <DataTable
      caption={t('gatherings.title')}
      quietCaption
      rows={rows}
      empty={<EmptyState title={empty}>{t('gatherings.empty_help')}</EmptyState>}
      columns={[
        {
          head: t('gatherings.column.title'),
          title: true,
          cell: (row) => (
            <>
              <a href={`/hoc-tap/${row.id}`}>{row.title}</a>
              <span class="cell-note">{row.themeTitle ?? nameOfOccasion(row.occasion)}</span>
            </>
          ),
        },
        { head: t('gatherings.column.unit'), cell: (row) => row.unitName },
        { head: t('gatherings.column.when'), cell: whenOf },
        { head: t('gatherings.column.state'), cell: (row) => <SessionBadge state={row.state} /> },
        {
          head: t('gatherings.column.attendances'),
          number: true,
          cell: (row) => saidInWords(row.attendances, row.attendancesAre) || '–',
        },
      ]}
    />
  )
}

async function listPage(c: Context<Env>) {
  const asked = {
    nam: c.req.query('nam'),
    'trang-thai': c.req.query('trang-thai'),
    'chuyen-de': c.req.query('chuyen-de'),
  }
  const state = states.find((one) => one === asked['trang-thai'])
  const themeId = isId(asked['chuyen-de']) ? asked['chuyen-de'] : undefined
  const year = yearFrom(asked.nam)
  const page = await sessionsPage(c.var.actor, {
    state,
    year,
    themeId,
    after: placeIn(c, dayPlace),
    limit: 20,
  })
  const address = (over: Record<string, string | undefined>) => {
    const all = { nam: year && String(year), 'trang-thai': state, 'chuyen-de': themeId, ...over }
    const query = new URLSearchParams(
      Object.entries(all).flatMap(([name, value]) => (value ? [[name, value]] : [])),
    )
    return query.size > 0 ? `/hoc-tap?${query}` : '/hoc-tap'
  }
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('gatherings.title')}
      lead={t('gatherings.lead')}
      actions={
        page.mayHold ? (
          <LinkButton href="/hoc-tap/moi" look="main" icon="record">
            {t('gatherings.plan.link')}
          </LinkButton>
        ) : undefined
      }
    >
      <Tabs
        label={t('gatherings.by_state')}
        tabs={[
          { href: address({ 'trang-thai': undefined }), label: t('gatherings.all'), current: !state },
          ...states.map((one) => ({
            href: address({ 'trang-thai': one }),
            label: t(`gatherings.state.${one}`),
            current: one === state,
          })),
        ]}
      />
      <form class="search" method="get" action="/hoc-tap">
        {state ? <input type="hidden" name="trang-thai" value={state} /> : null}
        <label>
          <span class="sr-only">{t('gatherings.by_year')}</span>
          <select class="select" name="nam">
            <option value="">{t('gatherings.all_years')}</option>
            {yearsUntil(Number(today().slice(0, 4)) + 1).map((one) => (
              <option value={String(one)} selected={one === year}>
                {t('platform.year', { year: String(one) })}
              </option>
            ))}
          </select>
        </label>
        {page.themes.length > 0 ? (
          <label>
            <span class="sr-only">{t('gatherings.field.theme')}</span>
            <select class="select" name="chuyen-de">
              <option value="">{t('gatherings.all_themes')}</option>
              {page.themes.map((theme) => (
                <option value={theme.id} selected={theme.id === themeId}>
                  {theme.name}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <Button>{t('gatherings.filter')}</Button>
      </form>
      <SessionTable
        rows={page.rows}
        empty={t(state || year || themeId ? 'gatherings.nothing_found' : 'gatherings.empty')}
      />
      <Pager nextHref={nextHref(c, page.next)} />
    </WorkPage>,
  )
}

const yearsUntil = (last: number): number[] => Array.from({ length: last - 2015 }, (_, index) => last - index)

async function unitPage(c: Context<Env>) {
  const year = yearFrom(c.req.query('nam')) ?? Number(today().slice(0, 4))
  const slug = c.req.param('slug') ?? ''
  const { unit, figures, rows, next } = await studyOfUnit(c.var.actor, slug, year, placeIn(c, dayPlace))
  const at = (of: number) => `/hoc-tap/don-vi/${slug}?nam=${of}`
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('gatherings.unit.title', { year: String(year) })}
      above={unit.name}
      lead={t('gatherings.unit.lead')}
      crumbs={[{ href: '/hoc-tap', label: t('gatherings.title') }]}
    >
      <Tabs
        label={t('gatherings.by_year')}
        tabs={[year - 2, year - 1, year, year + 1].map((one) => ({
          href: at(one),
          label: t('platform.year', { year: String(one) }),
          current: one === year,
        }))}
      />
      <Grid size="narrow">
        {figures.filter(isShown).map(({ indicator, figure }) => (
          <StudyFigure
            indicator={indicator}
            figure={figure}
            href={`/so-lieu-chi-tiet/${slug}/${indicator.code}?ky=${year}`}
          />
        ))}
      </Grid>
      <SessionTable rows={rows} empty={t('gatherings.nothing_found')} />
      <Pager nextHref={nextHref(c, next)} />
    </WorkPage>,
  )
}

type OneFigure = Awaited<ReturnType<typeof studyOfUnit>>['figures'][number]

/** The rate stands with both of its parts; they need no cards of their own. */
const isShown = ({ indicator }: OneFigure): boolean =>
  !['study_party_members_present', 'study_party_members_invited'].includes(indicator.code)

/** One figure of a unit's study; of the rate both parts. */
function StudyFigure({ indicator, figure, href }: OneFigure & { href: string }) {
  const label = worded(indicator.nameVi, indicator.nameEn)
  const unit = worded(indicator.unitVi, indicator.unitEn)
  if (figure.entries === 0) return <Figure label={label} missing={t('gatherings.unit.nothing')} />
  const { derived } = figure
  if (!derived) return <Figure label={label} unit={unit} proof={figure} href={href} />
  return (
    <Figure
      label={label}
      unit={unit}
      href={href}
      qualifier={precisionOf(figure)}
      {...(derived.value === null
        ? { missing: t('gatherings.unit.no_rate') }
        : { amount: Math.floor(derived.value * 10) / 10 })}
      note={t('gatherings.unit.parts', {
        came: formatNumber(derived.numerator ?? 0),
        called: formatNumber(derived.denominator ?? 0),
      })}
    />
  )
}

/** Sessions, and how a unit studied in a year. */
export const listPages = new Hono<Env>().get('/hoc-tap', listPage).get('/hoc-tap/don-vi/:slug', unitPage)
