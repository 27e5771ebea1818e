import type { Indicator } from '#figures'
import type { Kind } from '#kinds'
import { formatNumber, formatPeriod, t, worded } from '#platform/i18n'
import { inThreeDecimals } from '#platform/number'
import { Badge, DataTable, Facts, Flash } from '#ui'
import type { Estimate, StratumSeen } from '../rules.ts'
import type { Published, SpotCheck } from '../store.ts'

type Named = Pick<Indicator, 'nameVi' | 'nameEn' | 'unitVi' | 'unitEn'>

export const nameOf = (indicator: Named): string => worded(indicator.nameVi, indicator.nameEn)
export const unitOf = (indicator: Named): string => worded(indicator.unitVi, indicator.unitEn)

/** Amounts of an estimate are no more exact than whole ones, unless they are small. */
export const amountIn = (indicator: Named, amount: number): string => {
  const digits = Math.abs(amount) >= 100 ? 1 : 1000
  return `${formatNumber(Math.round(amount * digits) / digits)} ${unitOf(indicator)}`
}

type Stage = 'planned' | 'drawn' | 'closed'

export const stageOf = (check: Pick<SpotCheck, 'drawnAt' | 'closedAt'>): Stage =>
  check.closedAt ? 'closed' : check.drawnAt ? 'drawn' : 'planned'

const tones = { planned: 'neutral', drawn: 'waiting', closed: 'done' } as const

export function StageBadge({ check }: { check: Pick<SpotCheck, 'drawnAt' | 'closedAt'> }) {
  const stage = stageOf(check)
  return <Badge tone={tones[stage]}>{t(`spotchecks.stage.${stage}`)}</Badge>
}

export const aboutCheck = (
  check: Pick<SpotCheck, 'unitName' | 'period'>,
  kind: Pick<Kind, 'nameVi' | 'nameEn'> | undefined,
): string =>
  [check.unitName, formatPeriod(check.period), kind ? worded(kind.nameVi, kind.nameEn) : '']
    .filter(Boolean)
    .join(' · ')

/** The hash before the draw, the seed after it, and what anybody needs to draw again. */
export function DrawFacts({ check }: { check: Published | SpotCheck }) {
  const code = (text: string | null) => (text === null ? '' : <code class="hash">{text}</code>)
  return (
    <>
      <Facts
        items={[
          { label: t('spotchecks.draw.commitment'), value: code(check.commitment) },
          { label: t('spotchecks.draw.seed'), value: code(check.seed) },
          { label: t('spotchecks.draw.population_hash'), value: code(check.populationHash) },
          { label: t('spotchecks.draw.sample_hash'), value: code(check.sampleHash) },
        ]}
      />
      <p class="quiet">{t(check.seed === null ? 'spotchecks.draw.before' : 'spotchecks.draw.after')}</p>
    </>
  )
}

/** What the sample says of the whole, beside what was declared. Whoever reads it is told how sure it is. */
export function EstimateFacts({ estimate, indicator }: { estimate: Estimate; indicator: Named }) {
  const { declared, lower, upper, total, confidence } = estimate
  const amount = (value: number) => amountIn(indicator, value)
  const percent = (value: number) =>
    t('spotchecks.estimate.percent', { percent: formatNumber(Math.round((value / declared) * 1000) / 10) })
  return (
    <>
      <Flash tone={declared > upper ? 'warning' : 'info'}>
        {t(declared > upper ? 'spotchecks.estimate.too_much' : 'spotchecks.estimate.within', {
          confidence,
          lower: amount(lower),
          upper: amount(upper),
        })}
      </Flash>
      <Facts
        items={[
          { label: t('spotchecks.estimate.declared'), value: amount(declared) },
          { label: t('spotchecks.estimate.total'), value: `${amount(total)} (${percent(total)})` },
          {
            label: t('spotchecks.estimate.interval', { confidence }),
            value: t('spotchecks.estimate.from_to', {
              lower: `${amount(lower)} (${percent(lower)})`,
              upper: `${amount(upper)} (${percent(upper)})`,
            }),
          },
          { label: t('spotchecks.estimate.wrong'), value: formatNumber(estimate.wrong) },
        ]}
      />
      <p class="quiet">{t(`spotchecks.method.${estimate.method}`)}</p>
      <DataTable
        caption={t('spotchecks.strata.title')}
        rows={estimate.strata}
        columns={[
          {
            head: t('spotchecks.strata.stratum'),
            title: true,
            cell: (row: StratumSeen) =>
              row.stratum === 0
                ? t('spotchecks.strata.certain')
                : t('spotchecks.strata.number', { number: row.stratum }),
          },
          { head: t('spotchecks.strata.records'), number: true, cell: (row: StratumSeen) => row.records },
          { head: t('spotchecks.strata.visited'), number: true, cell: (row: StratumSeen) => row.visited },
          {
            head: t('spotchecks.strata.declared'),
            number: true,
            cell: (row: StratumSeen) => formatNumber(inThreeDecimals(row.declared)),
          },
          { head: t('spotchecks.strata.wrong'), number: true, cell: (row: StratumSeen) => row.wrong },
        ]}
      />
    </>
  )
}
