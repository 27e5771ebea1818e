import { type Context, Hono } from 'hono'
import { formatDay, formatInstant, formatNumber, formatPeriod, t, worded } from '#platform/i18n'
import { dayPlace, packPlace, placeIn } from '#platform/lists/page'
import { qualifierOfCounts } from '#platform/precision'
import { saidInWords } from '#platform/precision-words'
import { addDays, today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  Button,
  DataTable,
  EmptyState,
  LinkButton,
  Pager,
  Section,
  Tabs,
  totalInWords,
  WorkPage,
} from '#ui'
import { queryOf as askedIn, questionOf, reachInWords } from '../../pages/addresses.ts'
import { whyChanged } from '../read.ts'
import { causesOfRecords } from '../rules.ts'
import type { ChangedRecord, MovedUnit } from '../store.ts'
import { BeforeAndNow, CauseTable, signed } from './difference.tsx'

type Page = Awaited<ReturnType<typeof whyChanged>>

/** The part of an address that says what is asked, without the page of the list. */
const queryOf = (values: Record<string, string | undefined>): string =>
  new URLSearchParams(
    Object.entries(values).filter((pair): pair is [string, string] => Boolean(pair[1])),
  ).toString()

const sinceOf = (page: Page): string => ('day' in page.since ? page.since.day : page.since.readingId)

function ChooseSince({ page, action, keep }: { page: Page; action: string; keep: Record<string, string> }) {
  const hidden = Object.entries(keep).map(([name, value]) => (
    <input type="hidden" name={name} value={value} />
  ))
  return (
    <div class="filters">
      {page.kept.length > 0 ? (
        <form method="get" action={action} class="filters" aria-label={t('readings.why.kept')}>
          {hidden}
          <label class="choose">
            <span>{t('readings.why.kept')}</span>
            <select class="select" name="tu">
              {page.kept.map(({ id, takenAt, total, ...precision }) => (
                <option value={id} selected={id === sinceOf(page)}>
                  {t('readings.why.kept_choice', {
                    when: formatInstant(takenAt),
                    amount: saidInWords(total, qualifierOfCounts(precision)),
                  })}
                </option>
              ))}
            </select>
          </label>
          <Button>{t('readings.why.compare')}</Button>
        </form>
      ) : null}
      <form method="get" action={action} class="filters" aria-label={t('readings.why.day')}>
        {hidden}
        <label class="choose">
          <span>{t('readings.why.day')}</span>
          <input
            class="input"
            type="date"
            name="tu"
            max={addDays(today(), -1)}
            value={'day' in page.since ? page.since.day : addDays(today(), -30)}
            required
          />
        </label>
        <Button>{t('readings.why.compare')}</Button>
      </form>
    </div>
  )
}

function RecordTable({ page, unit }: { page: Page; unit: string }) {
  return (
    <DataTable
      caption={t('readings.why.records')}
      quietCaption
      rows={page.records}
      columns={[
        {
          head: t('figures.column.source'),
          title: true,
          cell: (row: ChangedRecord) => {
            const said = page.words.get(row.sourceId)
            return said ? <a href={said.href}>{said.title}</a> : t('figures.source_unseen')
          },
        },
        {
          head: t('readings.why.column.cause'),
          cell: (row: ChangedRecord) =>
            row.causes.map((cause) => <Badge>{t(`readings.cause.${cause}`)}</Badge>),
        },
        { head: t('figures.column.unit'), cell: (row: ChangedRecord) => row.unitName },
        { head: t('figures.column.day'), cell: (row: ChangedRecord) => formatDay(row.day) },
        {
          head: `${t('readings.why.column.before')} (${unit})`,
          number: true,
          cell: (row: ChangedRecord) => formatNumber(row.before),
        },
        {
          head: `${t('readings.why.column.now')} (${unit})`,
          number: true,
          cell: (row: ChangedRecord) => formatNumber(row.after),
        },
      ]}
    />
  )
}

function MovedTable({ rows, unit }: { rows: readonly MovedUnit[]; unit: string }) {
  return (
    <DataTable
      caption={t('readings.why.moved')}
      quietCaption
      rows={rows}
      columns={[
        { head: t('readings.why.column.unit'), title: true, cell: (row) => row.unitName },
        { head: t('readings.why.column.records'), number: true, cell: (row) => row.records },
        {
          head: `${t('readings.why.column.change')} (${unit})`,
          number: true,
          cell: (row) => signed(row.change),
        },
      ]}
    />
  )
}

function PartTable({ page, query }: { page: Page; query: string }) {
  type Part = Page['difference']['parts'][number]
  return (
    <DataTable
      caption={t('readings.why.parts')}
      quietCaption
      rows={page.difference.parts}
      columns={[
        {
          head: t('readings.why.column.part'),
          title: true,
          cell: ({ indicator }: Part) => (
            <a href={`/so-lieu-chi-tiet/${page.unit.slug}/${indicator.code}/vi-sao?${query}`}>
              {worded(indicator.nameVi, indicator.nameEn)}
            </a>
          ),
        },
        {
          head: t('readings.why.column.before'),
          number: true,
          cell: ({ before }: Part) => totalInWords(before),
        },
        { head: t('readings.why.column.now'), number: true, cell: ({ after }: Part) => totalInWords(after) },
      ]}
    />
  )
}

async function whyPage(c: Context<Env>) {
  const code = c.req.param('indicator') ?? ''
  const cause = causesOfRecords.find((one) => one === c.req.query('loai'))
  const question = questionOf(c)
  const asked = askedIn(question)
  const page = await whyChanged(c.var.actor, {
    ...question,
    indicator: code,
    since: c.req.query('tu'),
    cause,
    after: placeIn(c, dayPlace),
  })
  const figurePath = `/so-lieu-chi-tiet/${page.unit.slug}/${page.indicator.code}`
  const address = (over: Record<string, string | undefined>) =>
    `${figurePath}/vi-sao?${queryOf({ ...asked, tu: sinceOf(page), loai: cause, ...over })}`
  const unit = worded(page.indicator.unitVi, page.indicator.unitEn)
  // Later pages compare with the same reading, even when a newer one is kept meanwhile.
  const sau = packPlace(page.next)
  const present = page.difference.causes.map((one) => one.cause)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="figures"
      title={t('readings.why.title', { indicator: worded(page.indicator.nameVi, page.indicator.nameEn) })}
      lead={[page.unit.name, reachInWords(question), formatPeriod(page.period)].filter(Boolean).join(' · ')}
      crumbs={[
        { href: '/so-lieu-chi-tiet', label: t('figures.title') },
        {
          href: `${figurePath}?${queryOf(asked)}`,
          label: worded(page.indicator.nameVi, page.indicator.nameEn),
        },
      ]}
      actions={
        c.var.actor.may?.includes('figure.share') ? (
          <LinkButton href={`${figurePath}/chia-se?${queryOf(asked)}`}>{t('readings.share.link')}</LinkButton>
        ) : undefined
      }
    >
      <ChooseSince page={page} action={`${figurePath}/vi-sao`} keep={asked} />
      <BeforeAndNow
        difference={page.difference}
        indicator={page.indicator}
        since={page.since}
        period={formatPeriod(page.period)}
        beforeLabel={t('readings.why.before')}
        nowLabel={t('readings.why.now')}
      />
      {'day' in page.since ? <p class="quiet">{t('readings.why.day_help')}</p> : null}
      {page.difference.causes.length > 0 ? (
        <Section title={t('readings.why.causes')}>
          <p class="quiet">{t('readings.why.causes_help')}</p>
          <CauseTable difference={page.difference} unit={unit} />
        </Section>
      ) : null}
      {page.moved.length > 0 ? (
        <Section title={t('readings.why.moved')}>
          <MovedTable rows={page.moved} unit={unit} />
        </Section>
      ) : null}
      {page.indicator.rule === 'derived' ? (
        <Section title={t('readings.why.parts')}>
          <p class="quiet">{t('readings.why.parts_help')}</p>
          <PartTable page={page} query={queryOf(asked)} />
        </Section>
      ) : (
        <Section title={t('readings.why.records')} id="ghi">
          {page.records.length > 0 || cause ? (
            <>
              <p class="quiet">{t('readings.why.records_help')}</p>
              <Tabs
                label={t('readings.why.filter')}
                tabs={[
                  {
                    href: `${address({ loai: undefined })}#ghi`,
                    label: t('readings.why.all'),
                    current: !cause,
                  },
                  ...causesOfRecords
                    .filter((one) => present.includes(one))
                    .map((one) => ({
                      href: `${address({ loai: one })}#ghi`,
                      label: t(`readings.cause.${one}`),
                      current: one === cause,
                    })),
                ]}
              />
              <RecordTable page={page} unit={unit} />
              <Pager nextHref={sau ? `${address({ sau })}#ghi` : null} />
            </>
          ) : (
            <EmptyState title={t('readings.why.no_records')}>{t('readings.why.no_records_help')}</EmptyState>
          )}
        </Section>
      )}
    </WorkPage>,
  )
}

/** Why a figure is not what it was. */
export const whyPages = new Hono<Env>().get('/so-lieu-chi-tiet/:unit/:indicator/vi-sao', whyPage)
