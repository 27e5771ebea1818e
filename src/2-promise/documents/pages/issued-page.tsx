import type { Context } from 'hono'
import { totalOf } from '#figures'
import { formatNumber, t, worded } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import { type Column, DataTable, EmptyState, WorkPage } from '#ui'
import { issuedByYear } from '../read.ts'
import { at } from './words.tsx'

type Issued = Awaited<ReturnType<typeof issuedByYear>>
type Indicator = Issued['indicators'][number]

/** How many documents a unit and those beneath it issued, by type and year. */
export async function issuedPage(c: Context<Env>) {
  const issued = await issuedByYear(c.var.actor, c.req.param('slug') ?? '')
  const { unit, years, indicators, figures } = issued
  const of = (year: number, { code }: Indicator): number => {
    const figure = figures.get(year)?.get(code)
    return figure ? totalOf(figure) : 0
  }
  const sumOf = (indicator: Indicator) => years.reduce((sum, year) => sum + of(year, indicator), 0)
  const [all, ...types] = indicators
  const yearColumn = (year: number): Column<Indicator> => ({
    head: String(year),
    number: true,
    cell: (indicator) => {
      const count = of(year, indicator)
      return count === 0 ? (
        '0'
      ) : (
        <a href={`/so-lieu-chi-tiet/${unit.slug}/${indicator.code}?ky=${year}`}>{formatNumber(count)}</a>
      )
    },
  })
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('documents.issued.title')}
      above={unit.name}
      lead={t('documents.issued.lead')}
      crumbs={[{ href: at.list, label: t('documents.list.title') }]}
    >
      {all && sumOf(all) > 0 ? (
        <DataTable
          caption={t('documents.issued.caption')}
          columns={[
            { head: t('documents.issued.type'), cell: ({ nameVi, nameEn }) => worded(nameVi, nameEn) },
            ...years.map(yearColumn),
            { head: t('documents.issued.total'), number: true, cell: sumOf },
          ]}
          rows={types.filter((one) => sumOf(one) > 0)}
          total={all}
        />
      ) : (
        <EmptyState
          title={t('documents.issued.none')}
          action={{ href: at.list, label: t('documents.list.title') }}
        />
      )}
    </WorkPage>,
  )
}
