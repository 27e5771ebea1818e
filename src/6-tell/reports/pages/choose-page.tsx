import type { Context } from 'hono'
import { formatDay, formatInstant, formatPeriod, t } from '#platform/i18n'
import { addMonths, today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import { Button, DataTable, EmptyState, LinkButton, Section, UnitPicker, WorkPage } from '#ui'
import { reportsToChoose } from '../read.ts'
import { nameInAddress, periodsToReport } from '../rules.ts'

/** The period that is mostly wanted: last month. */
const usualPeriod = (): string => addMonths(today().slice(0, 7), -1)

function PeriodForm({
  periods,
  period,
  query,
}: {
  periods: readonly string[]
  period: string
  query: string
}) {
  return (
    <form method="get" action="/bao-cao" class="filters" aria-label={t('reports.period')}>
      {query ? <input type="hidden" name="q" value={query} /> : null}
      <label class="choose">
        <span>{t('reports.period')}</span>
        <select class="select" name="ky">
          {periods.map((one) => (
            <option value={one} selected={one === period}>
              {formatPeriod(one)}
            </option>
          ))}
        </select>
      </label>
      <Button>{t('reports.choose')}</Button>
    </form>
  )
}

/** Choose a period, then a unit; below, the reports that are begun. */
export async function choosePage(c: Context<Env>) {
  const text = (c.req.query('q') ?? '').slice(0, 100)
  const periods = periodsToReport(today())
  const asked = c.req.query('ky')
  const period = asked && periods.includes(asked) ? asked : usualPeriod()
  const { units, hasMore, begun } = await reportsToChoose(c.var.actor, text)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('reports.title')}
      lead={t('reports.lead')}
      actions={<LinkButton href="/bao-cao-cap-duoi">{t('report_gathering.title')}</LinkButton>}
    >
      <PeriodForm periods={periods} period={period} query={text} />
      <Section title={t('reports.unit', { period: formatPeriod(period) })}>
        <UnitPicker
          action="/bao-cao"
          query={text}
          keep={{ ky: period }}
          units={units.map((unit) => ({
            id: unit.slug,
            name: unit.name,
            code: unit.officialCode,
            detail: unit.validTo ? t('reports.until', { day: formatDay(unit.validTo) }) : '',
          }))}
          hrefOf={(unit) => `/bao-cao/${unit.id}/${period}`}
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
