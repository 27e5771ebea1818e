import type { Context } from 'hono'
import { PaperSheet, sheetOf } from '#papers'
import { formatPeriod, sentenceOf, t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import { crumbsOfOutlines, exampleHref, outlineHref } from '#regimes'
import { Button, Choose, Flash, WorkPage } from '#ui'
import { exampleOf } from '../example.ts'

/** A preview of a report by an outline, with real figures. Nothing is stored. */
export async function examplePage(c: Context<Env>) {
  const code = c.req.param('code') ?? ''
  const version = Number(c.req.query('phien-ban')) || 0
  const { outline, periods, period, unit, report, objection } = await exampleOf(c.var.actor, {
    code,
    version,
    unit: c.req.query('don-vi')?.slice(0, 120),
    period: c.req.query('ky')?.slice(0, 40),
  })
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('outlines.example.title')}
      above={outline.name}
      lead={t('outlines.example.lead', { unit: unit.name, period: formatPeriod(period) })}
      crumbs={[...crumbsOfOutlines(), { href: outlineHref(code), label: outline.name }]}
    >
      <form
        method="get"
        action={`${outlineHref(code)}/xem-thu`}
        class="filters"
        aria-label={t('outlines.example.choose')}
      >
        <input type="hidden" name="phien-ban" value={String(version)} />
        <input type="hidden" name="don-vi" value={unit.slug} />
        <Choose
          name="ky"
          label={t('reports.period')}
          value={period}
          options={periods.map((one) => ({ value: one, label: formatPeriod(one) }))}
        />
        <Button>{t('reports.choose')}</Button>
      </form>
      <p>
        <a
          class="link"
          href={`/chon-don-vi?${new URLSearchParams({ tiep: `${exampleHref(code, version)}&ky=${period}`, ten: 'don-vi' })}`}
        >
          {t('outlines.example.other_unit')}
        </a>
      </p>
      {objection ? <Flash tone="warning">{sentenceOf(objection)}</Flash> : null}
      {report ? <PaperSheet report={report} sheet={await sheetOf(report)} /> : null}
    </WorkPage>,
  )
}
