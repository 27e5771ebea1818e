import type { Context } from 'hono'
import { formatDay, formatInstant, formatPeriod, t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { addMonths, today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import { Button, DataTable, EmptyState, LinkButton, Section, UnitPicker, WorkPage } from '#ui'
import { reportsToChoose } from '../read.ts'
import { monthsToReport, nameInAddress, periodOf, periodsToReport } from '../rules.ts'

/** The period that is mostly wanted: last month. */
const usualPeriod = (): string => addMonths(today().slice(0, 7), -1)

type Outlines = Awaited<ReturnType<typeof reportsToChoose>>['outlines']

function PeriodForm(props: {
  periods: readonly string[]
  period: string
  query: string
  outlines: Outlines
  outline: string | undefined
}) {
  const { periods, period, query } = props
  return (
    <form method="get" action="/bao-cao" class="filters" aria-label={t('reports.period')}>
      {query ? <input type="hidden" name="q" value={query} /> : null}
      <label class="choose">
        <span>{t('reports.period')}</span>
        <select class="select" name="ky">
          {[...(periods.includes(period) ? [] : [period]), ...periods].map((one) => (
            <option value={one} selected={one === period}>
              {formatPeriod(one)}
            </option>
          ))}
        </select>
      </label>
      <label class="choose">
        <span>{t('reports.outline')}</span>
        <select class="select" name="de-cuong">
          {props.outlines.map(({ code, name }) => (
            <option value={code} selected={code === props.outline}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Button>{t('reports.choose')}</Button>
    </form>
  )
}

/** A review of several years: from which month to which. */
function YearsForm({ months }: { months: readonly string[] }) {
  const choose = (name: 'tu' | 'den', label: string, chosen: string | undefined) => (
    <label class="choose">
      <span>{label}</span>
      <select class="select" name={name}>
        {months.map((one) => (
          <option value={one} selected={one === chosen}>
            {formatPeriod(one)}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <details>
      <summary>{t('reports.years')}</summary>
      <form method="get" action="/bao-cao" class="filters" aria-label={t('reports.years')}>
        {choose('tu', t('reports.years_from'), months.at(-1))}
        {choose('den', t('reports.years_until'), months[1])}
        <Button>{t('reports.choose')}</Button>
      </form>
    </details>
  )
}

/** A period as an address asks for it: one of the list, or any other on which one can report. */
function periodAsked(asked: string | undefined): string {
  if (!asked) return usualPeriod()
  try {
    periodOf(asked, today())
    return asked
  } catch (fault) {
    if (fault instanceof Problem) return usualPeriod()
    throw fault
  }
}

/** Choose a period, then a unit; below, the reports that are begun. */
export async function choosePage(c: Context<Env>) {
  const text = (c.req.query('q') ?? '').slice(0, 100)
  const { tu, den, ky } = c.req.query()
  const period = periodAsked(tu && den ? `${tu}..${den}` : ky)
  const { units, hasMore, begun, outlines, outline } = await reportsToChoose(c.var.actor, {
    text,
    period,
    outline: c.req.query('de-cuong'),
  })
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('reports.title')}
      lead={t('reports.lead')}
      actions={<LinkButton href="/bao-cao-cap-duoi">{t('report_gathering.title')}</LinkButton>}
    >
      <PeriodForm
        periods={periodsToReport(today())}
        period={period}
        query={text}
        outlines={outlines}
        outline={outline?.code}
      />
      <YearsForm months={monthsToReport(today())} />
      <Section title={t('reports.unit', { period: formatPeriod(period) })}>
        <UnitPicker
          action="/bao-cao"
          query={text}
          keep={{ ky: period, 'de-cuong': outline?.code }}
          units={units.map((unit) => ({
            id: unit.slug,
            name: unit.name,
            code: unit.officialCode,
            detail: unit.validTo ? t('reports.until', { day: formatDay(unit.validTo) }) : '',
          }))}
          hrefOf={(unit) => `/bao-cao/${unit.id}/${outline ? nameInAddress(period, outline.code) : period}`}
          hasMore={hasMore}
        />
      </Section>
      <Section title={t('reports.begun')}>
        <DataTable
          caption={t('reports.begun')}
          quietCaption
          rows={begun}
          empty={<EmptyState title={t('reports.empty')}>{t('reports.empty_help')}</EmptyState>}
          columns={[
            {
              head: t('reports.report'),
              title: true,
              cell: (row) => (
                <a href={`/bao-cao/${row.unitSlug}/${nameInAddress(row.period, row.outline)}`}>
                  {`${row.unitName} · ${formatPeriod(row.period)}`}
                </a>
              ),
            },
            { head: t('reports.number'), number: true, cell: (row) => row.number ?? '–' },
            {
              head: t('reports.written'),
              cell: (row) => [formatInstant(row.writtenAt), row.writerName].filter(Boolean).join(' · '),
            },
          ]}
        />
      </Section>
    </WorkPage>,
  )
}
