import { addsUp, type Indicator, type IndicatorFigure, periodInWords } from '#figures'
import { t, worded } from '#platform/i18n'
import { DataTable, EmptyState, ProofBar, totalInWords } from '#ui'

/** What a campaign came to. A figure that adds up leads to what it is made of where `hrefOf` gives an address. */
export function CampaignResults(props: {
  results: { period: string | undefined; whole: readonly IndicatorFigure[] }
  hrefOf?: (indicator: Indicator) => string | undefined
}) {
  const { results, hrefOf } = props
  if (results.whole.length === 0)
    return <EmptyState title={t('campaigns.no_results')}>{t('campaigns.no_results_help')}</EmptyState>
  return (
    <DataTable
      caption={t('campaigns.results_of', { period: periodInWords(results.period ?? '') })}
      rows={[...results.whole]}
      columns={[
        {
          head: t('campaigns.column.indicator'),
          title: true,
          cell: ({ indicator }) => {
            const name = worded(indicator.nameVi, indicator.nameEn)
            const href = addsUp(indicator.rule) ? hrefOf?.(indicator) : undefined
            return href ? <a href={href}>{name}</a> : name
          },
        },
        {
          head: t('campaigns.column.amount'),
          number: true,
          cell: ({ indicator, figure }) =>
            `${totalInWords(figure)} ${worded(indicator.unitVi, indicator.unitEn)}`,
        },
        { head: t('campaigns.column.proof'), cell: ({ figure }) => <ProofBar {...figure} compact /> },
      ]}
    />
  )
}
