import { type Context, Hono } from 'hono'
import { PublicEvidence } from '#evidence'
import { hostsInWords, type State, states } from '#initiatives'
import { formatDay, formatNumber, formatPeriod, t, worded } from '#platform/i18n'
import { dayPlace, namePlace, packPlace, placeIn } from '#platform/lists/page'
import { today } from '#platform/time'
import type { Env } from '#platform/web'
import { RecognitionBadges } from '#spreading'
import {
  Badge,
  EmptyState,
  Facts,
  Pager,
  PeriodBars,
  Prose,
  SearchForm,
  Section,
  StateBadge,
  Timeline,
} from '#ui'
import type { PublicTally } from '#verification'
import { initiativePage, initiativesIn } from '../read.ts'
import { FigureCards, InitiativeCards } from './cards.tsx'
import { Choose, publish, to } from './frame.tsx'

const publicStates = states.filter((state) => state !== 'proposed')
const isPublicState = (text: string | undefined): text is State =>
  publicStates.some((state) => state === text)

async function registryPage(c: Context<Env>) {
  const text = (c.req.query('q') ?? '').slice(0, 100)
  const kind = c.req.query('loai') || undefined
  const line = c.req.query('nganh') || undefined
  const asked = c.req.query('trang-thai')
  const state = isPublicState(asked) ? asked : undefined
  const found = await initiativesIn({
    text,
    kind,
    line,
    state,
    after: placeIn(c, namePlace),
  })
  const next = packPlace(found.next)
  const keep = {
    ...(text ? { q: text } : {}),
    ...(kind ? { loai: kind } : {}),
    ...(line ? { nganh: line } : {}),
    ...(state ? { 'trang-thai': state } : {}),
  }
  const any = { value: '', label: t('portal.any') }
  return publish(c, {
    title: t('portal.initiatives.title'),
    lead: t('portal.initiatives.lead'),
    children: (
      <>
        <p>
          <a href={to('/phong-trao-cong-khai')}>{t('campaigns.title')}</a>
        </p>
        <SearchForm action={to('/mo-hinh')} label={t('portal.initiatives.search')} query={text}>
          <Choose
            name="nganh"
            label={t('portal.initiatives.line')}
            value={line ?? ''}
            options={[
              any,
              ...found.lines.map((one) => ({ value: one.code, label: worded(one.nameVi, one.nameEn) })),
            ]}
          />
          <Choose
            name="loai"
            label={t('portal.initiatives.kind')}
            value={kind ?? ''}
            options={[
              any,
              ...found.kinds.map((one) => ({ value: one.code, label: worded(one.nameVi, one.nameEn) })),
            ]}
          />
          <Choose
            name="trang-thai"
            label={t('portal.initiatives.state')}
            value={state ?? ''}
            options={[
              any,
              ...publicStates.map((one) => ({ value: one, label: t(`initiatives.state.${one}`) })),
            ]}
          />
        </SearchForm>
        {found.rows.length > 0 ? (
          <InitiativeCards rows={found.rows} level={2} />
        ) : (
          <EmptyState
            title={t('portal.initiatives.empty')}
            action={{ href: to('/mo-hinh'), label: t('portal.initiatives.all') }}
          >
            {t('portal.initiatives.empty_help')}
          </EmptyState>
        )}
        <Pager nextHref={next ? `${to('/mo-hinh')}?${new URLSearchParams({ ...keep, sau: next })}` : null} />
      </>
    ),
  })
}

async function onePage(c: Context<Env>) {
  const page = await initiativePage(c.req.param('slug') ?? '', placeIn(c, dayPlace))
  const { initiative, activities } = page
  return publish(c, {
    title: initiative.name,
    above: hostsInWords(initiative),
    lead: worded(initiative.kindVi, initiative.kindEn),
    description: initiative.summary.slice(0, 200) || undefined,
    crumbs: [{ href: to('/mo-hinh'), label: t('portal.initiatives.title') }],
    children: (
      <>
        <p class="library-badges">
          <StateBadge state={initiative.state} />
          <RecognitionBadges recognitions={page.recognitions} />
          {initiative.protectsPeople ? (
            <Badge tone="neutral">{t('portal.initiatives.protected')}</Badge>
          ) : null}
        </p>
        {initiative.summary ? (
          <Prose>
            <p>{initiative.summary}</p>
          </Prose>
        ) : null}
        {initiative.state === 'registered' ? null : (
          <p>
            <a href={to(`/thu-vien/${initiative.slug}`)}>{t('portal.library.how')}</a>
          </p>
        )}
        <Facts
          items={[
            { label: t('portal.initiatives.unit'), value: initiative.unitName },
            ...(initiative.coHosts.length > 0
              ? [
                  {
                    label: t('initiatives.hosts.title'),
                    value: initiative.coHosts.map((host, index) => (
                      <>
                        {index > 0 ? ', ' : ''}
                        <a href={to(`/don-vi/${host.unitSlug}`)}>{host.unitName}</a>
                      </>
                    )),
                  },
                ]
              : []),
            ...(initiative.startedOn
              ? [{ label: t('initiatives.started_on'), value: formatDay(initiative.startedOn) }]
              : []),
            ...(initiative.endedOn
              ? [{ label: t('initiatives.ended_on'), value: formatDay(initiative.endedOn) }]
              : []),
          ]}
        />
        <Section title={t('portal.initiatives.results')}>
          {initiative.protectsPeople ? (
            <p>{t('portal.initiatives.results_protected')}</p>
          ) : page.figures.length > 0 ? (
            <OwnFigures page={page} />
          ) : (
            <EmptyState title={t('portal.initiatives.no_results')}>
              {t('portal.initiatives.no_results_help')}
            </EmptyState>
          )}
        </Section>
        {page.said ? <WhatPeopleSay said={page.said} /> : null}
        <Section title={t('portal.initiatives.activities')} id="hoat-dong">
          {initiative.protectsPeople ? (
            <>
              <p>{t('portal.initiatives.why_protected')}</p>
              <PublicEvidence files={page.consented} alt={t('portal.initiatives.with_consent')} />
            </>
          ) : activities.rows.length > 0 ? (
            <Timeline
              label={t('portal.initiatives.activities')}
              items={activities.rows.map((row) => ({
                when: formatDay(row.day),
                title: row.unitName,
                text: (
                  <>
                    <p>{row.summary}</p>
                    <PublicEvidence files={row.files} alt={row.summary.slice(0, 80)} />
                  </>
                ),
              }))}
            />
          ) : (
            <EmptyState title={t('portal.initiatives.no_activities')}>
              {t('portal.initiatives.no_activities_help')}
            </EmptyState>
          )}
          <Pager
            nextHref={
              activities.next
                ? `${to(`/mo-hinh/${initiative.slug}`)}?sau=${packPlace(activities.next)}#hoat-dong`
                : null
            }
          />
        </Section>
        <Section title={t('initiatives.life.title')}>
          <Timeline
            label={t('initiatives.life.title')}
            items={page.life.toReversed().map((event) => ({
              when: formatDay(event.day),
              title: t(`initiatives.life.${event.event}`, { unit: event.unitName ?? '' }),
              text: [event.document, event.note, event.learnt].filter(Boolean).join(' · ') || undefined,
            }))}
          />
        </Section>
      </>
    ),
  })
}

/** What those say who attended or benefited; only there once enough of them have answered. */
function WhatPeopleSay({ said }: { said: PublicTally }) {
  const percent = (part: number) =>
    t('confirmations.public.percent', { percent: Math.floor((part * 100) / said.answered) })
  const average = formatNumber(Math.round(said.quality * 10) / 10)
  return (
    <Section title={t('confirmations.public.title')}>
      <p>{t('confirmations.public.answered', said)}</p>
      {said.waiting > 0 ? <p>{t('confirmations.public.waiting', { count: said.waiting })}</p> : null}
      <Facts
        items={[
          { label: t('confirmations.public.happened'), value: percent(said.happened) },
          { label: t('confirmations.public.received'), value: percent(said.received) },
          {
            label: t('confirmations.public.quality'),
            value: said.rated >= 5 ? t('confirmations.public.quality_value', { average }) : '',
          },
        ]}
      />
      <p class="quiet">{t('confirmations.public.how')}</p>
    </Section>
  )
}

/** The figures of one initiative; the whole figure of the area is a click further. */
const OwnFigures = ({ page }: { page: Awaited<ReturnType<typeof initiativePage>> }) => (
  <>
    <FigureCards
      figures={page.figures}
      period={today().slice(0, 4)}
      words={t('portal.home.since_beginning', { month: formatPeriod(page.since) })}
      own
    />
    {page.main ? (
      <PeriodBars
        caption={worded(page.main.indicator.nameVi, page.main.indicator.nameEn)}
        unit={worded(page.main.indicator.unitVi, page.main.indicator.unitEn)}
        periods={page.main.columns.map(({ period, figure }) => ({ ...figure, period }))}
      />
    ) : null}
  </>
)

/** The registry of initiatives and a page for each. */
export const initiativePages = new Hono<Env>().get('/mo-hinh', registryPage).get('/mo-hinh/:slug', onePage)
