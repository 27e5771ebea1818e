import type { Context } from 'hono'
import { type OfferedGroup, PeriodField } from '#figures'
import { formatDay, formatInstant, formatPeriod, t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { addMonths, today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import { nameInAddress, periodOf } from '#regimes'
import { Button, Choose, DataTable, EmptyState, LinkButton, Section, UnitPicker, WorkPage } from '#ui'
import { reportsToChoose } from '../read.ts'

/** The default period: last month. */
const usualPeriod = (): string => addMonths(today().slice(0, 7), -1)

type Outlines = Awaited<ReturnType<typeof reportsToChoose>>['outlines']

function PeriodForm(props: {
  offered: readonly OfferedGroup[]
  period: string
  query: string
  outlines: Outlines
  outline: string | undefined
}) {
  const { period, query } = props
  return (
    <form method="get" action="/bao-cao" class="filters" aria-label={t('reports.period')}>
      {query ? <input type="hidden" name="q" value={query} /> : null}
      <PeriodField label={t('reports.period')} period={period} offered={props.offered} />
      <Choose
        name="de-cuong"
        label={t('reports.outline')}
        value={props.outline}
        options={props.outlines.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <Button>{t('reports.choose')}</Button>
    </form>
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
  const period = periodAsked(c.req.query('ky'))
  const { units, hasMore, begun, outlines, outline, offered } = await reportsToChoose(c.var.actor, {
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
        offered={offered}
        period={period}
        query={text}
        outlines={outlines}
        outline={outline?.code}
      />
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
