import type { Context } from 'hono'
import { button, take } from '#platform/forms/take'
import { formatNumber, formatPeriod, t, worded } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import { nameInAddress } from '#regimes'
import { addressIn, unitAt } from '#reports'
import { Button, Buttons, DataTable, EmptyState, Form, type FormState, Section, WorkPage } from '#ui'
import { amendReport } from '../amend-report.ts'
import type { ToldChange } from '../differ.ts'
import { differencesAt } from '../read-sending.ts'

const figureHref = ({ unitSlug, indicator, period, line }: ToldChange): string =>
  `/so-lieu-chi-tiet/${unitSlug}/${indicator}?${new URLSearchParams({ ky: period, ...(line ? { nganh: line } : {}) })}`

const whyHref = ({ unitSlug, indicator, period, line, readingId }: ToldChange): string =>
  `/so-lieu-chi-tiet/${unitSlug}/${indicator}/vi-sao?${new URLSearchParams({
    ky: period,
    ...(line ? { nganh: line } : {}),
    ...(readingId ? { tu: readingId } : {}),
  })}`

function Changes({ changes }: { changes: readonly ToldChange[] }) {
  return (
    <DataTable
      caption={t('report_gathering.differences.title')}
      quietCaption
      rows={changes}
      columns={[
        {
          head: t('report_gathering.differences.figure'),
          title: true,
          cell: (row: ToldChange) => (
            <>
              <a href={figureHref(row)}>{worded(row.nameVi, row.nameEn)}</a>
              <span class="quiet">{` ${row.unitName} · ${formatPeriod(row.period)}`}</span>
            </>
          ),
        },
        {
          head: t('report_gathering.differences.before'),
          number: true,
          cell: (row: ToldChange) =>
            row.amount === null ? '–' : `${formatNumber(row.amount)} ${worded(row.unitVi, row.unitEn)}`,
        },
        {
          head: t('report_gathering.differences.now'),
          number: true,
          cell: (row: ToldChange) =>
            row.isKnown ? `${formatNumber(row.now)} ${worded(row.unitVi, row.unitEn)}` : '–',
        },
        {
          head: t('report_gathering.differences.why'),
          cell: (row: ToldChange) => (
            <>
              {row.why ?? t(`report_gathering.differences.${row.amount === null ? 'later' : 'open'}`)}
              {row.readingId ? (
                <>
                  {' '}
                  <a href={whyHref(row)}>{t('report_gathering.differences.records')}</a>
                </>
              ) : null}
            </>
          ),
        },
      ]}
    />
  )
}

async function differencesPage(c: Context<Env>, form: FormState = {}) {
  const page = await differencesAt(c.var.actor, addressIn(c))
  const report = `/bao-cao/${page.unit.slug}/${nameInAddress(page.period, page.outline.code)}`
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('report_gathering.differences.title')}
      above={page.unit.name}
      lead={`${page.outline.name} · ${formatPeriod(page.period)}`}
      crumbs={[
        { href: '/bao-cao', label: t('reports.title') },
        { href: report, label: t('reports.of', { unit: page.unit.name }) },
      ]}
    >
      {page.changes.length === 0 ? (
        <EmptyState
          title={t(
            page.inForce ? 'report_gathering.differences.none' : 'report_gathering.differences.not_issued',
          )}
        >
          {t(
            page.inForce
              ? 'report_gathering.differences.none_help'
              : 'report_gathering.differences.not_issued_help',
          )}
        </EmptyState>
      ) : (
        <>
          <p class="quiet">{t('report_gathering.differences.help')}</p>
          <Changes changes={page.changes} />
        </>
      )}
      {page.mayAmend && (page.changes.length > 0 || form.problems) ? (
        <Section title={t('report_gathering.amend.title')}>
          <p>{t('report_gathering.amend.lead')}</p>
          <Form {...form} action={`${report}/dieu-chinh`}>
            <Buttons>
              <Button look="main" icon="edit">
                {t('report_gathering.amend.button')}
              </Button>
            </Buttons>
          </Form>
        </Section>
      ) : null}
    </WorkPage>,
  )
}

export const showDifferences = (c: Context<Env>) => differencesPage(c)

/** Makes an amendment and opens the page of its approval. */
export const amend = (c: Context<Env>) =>
  take(
    c,
    button,
    async () => {
      const { slug, ...asked } = addressIn(c)
      const unit = await unitAt(c.var.actor, slug)
      await amendReport(c.var.actor, { ...asked, unitId: unit.id })
    },
    {
      to: `${c.req.path.replace(/dieu-chinh$/, 'trinh-ky')}?da=chot`,
      page: (form) => differencesPage(c, form),
    },
  )
