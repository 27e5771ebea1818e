import { type Context, Hono } from 'hono'
import { formatNumber, t } from '#platform/i18n'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import { Card, type Column, EmptyState, Figure, Grid, Section, Tabs, WideTable, WorkPage } from '#ui'
import { type FunnelCode, type FunnelRow, funnelOf, unitsToBegin } from '../funnel/read-funnel.ts'
import type { Step } from '../rules.ts'
import { addressOf } from './addresses.ts'
import { Free, yearAsked } from './words.tsx'

async function choosePage(c: Context<Env>) {
  const year = yearAsked(c)
  const units = await unitsToBegin(c.var.actor)
  const [only] = units
  if (units.length === 1 && only) return c.redirect(addressOf.funnel(only.slug, year), 303)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('pledges.funnel.title', { year: String(year) })}
      crumbs={[{ href: addressOf.start, label: t('pledges.title') }]}
    >
      {units.length === 0 ? (
        <EmptyState title={t('pledges.funnel.no_units')}>{t('pledges.funnel.no_units_help')}</EmptyState>
      ) : (
        <Grid size="normal">
          {units.map(({ name, slug }) => (
            <Card level={2} title={name} href={addressOf.funnel(slug, year)} />
          ))}
        </Grid>
      )}
    </WorkPage>,
  )
}

const personal: readonly FunnelCode[] = ['pledges_personal', 'pledges_done_personal']

/** A number, or in words why there is none: not entered, too few to be told, or not counted at such a unit. */
function amountIn(row: FunnelRow, code: FunnelCode): string {
  const amount = row.amounts[code]
  if (amount !== undefined) return formatNumber(amount)
  if (!personal.includes(code)) return t('pledges.funnel.nothing')
  return t(row.countsPersons ? 'pledges.funnel.too_few' : 'pledges.funnel.not_apart')
}

const stepInWords = (step: Step | undefined): string =>
  step === undefined
    ? ''
    : t('pledges.funnel.step', {
        part: formatNumber(step.part),
        whole: formatNumber(step.whole),
        percent: formatNumber(step.percent),
      })

const steps = [
  ['study_persons', undefined],
  ['pledges_personal', 'pledged'],
  ['pledges_done_personal', 'done'],
  ['pledges_collective', undefined],
  ['pledges_done_collective', 'doneTogether'],
  ['pledges_verified', 'confirmed'],
  ['commitments_signed', undefined],
  ['heads_plans', undefined],
] as const satisfies readonly (readonly [FunnelCode, keyof FunnelRow | undefined])[]

async function funnelPage(c: Context<Env>) {
  const year = yearAsked(c)
  const page = await funnelOf(c.var.actor, c.req.param('unit') ?? '', year)
  const { unit, whole, parts } = page
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="full"
      title={t('pledges.funnel.title', { year: String(year) })}
      above={unit.name}
      lead={t('pledges.funnel.lead')}
      crumbs={[{ href: addressOf.start, label: t('pledges.title') }]}
    >
      <Tabs
        label={t('pledges.field.year')}
        tabs={[1, 0, -1, -2, -3].map((ahead) => {
          const one = Number(today().slice(0, 4)) + ahead
          return { href: addressOf.funnel(unit.slug, one), label: String(one), current: one === year }
        })}
      />
      <Grid size="narrow">
        {steps.map(([code, rate]) => {
          const amount = whole.amounts[code]
          const step = rate ? stepInWords(whole[rate]) : ''
          return (
            <Figure
              label={t(`pledges.funnel.${code}`)}
              {...(amount === undefined ? { missing: amountIn(whole, code) } : { amount })}
              {...(amount === undefined ? {} : { href: `/so-lieu-chi-tiet/${unit.slug}/${code}?ky=${year}` })}
              unit={t(`pledges.funnel.unit.${code}`)}
              note={step}
            />
          )
        })}
      </Grid>
      <Free />
      <p class="quiet">{t('pledges.funnel.small')}</p>
      {parts.length > 0 ? (
        <Section title={t('pledges.funnel.beneath')}>
          <WideTable
            caption={t('pledges.funnel.beneath_caption', { unit: unit.name, year: String(year) })}
            columns={columns(year)}
            rows={parts}
            totals={[whole]}
          />
        </Section>
      ) : null}
    </WorkPage>,
  )
}

const columns = (year: number): Column<FunnelRow>[] => [
  {
    head: t('pledges.column.unit'),
    title: true,
    cell: (row) => <a href={addressOf.funnel(row.unit.slug, year)}>{row.unit.name}</a>,
  },
  ...steps.map(
    ([code, rate]): Column<FunnelRow> => ({
      head: t(`pledges.funnel.${code}`),
      number: true,
      cell: (row) => (
        <>
          {amountIn(row, code)}
          {rate && row[rate] ? <span class="cell-note">{stepInWords(row[rate])}</span> : null}
        </>
      ),
    }),
  ),
]

/** From studying to doing, in counts alone. */
export const funnelPages = new Hono<Env>()
  .get('/dang-ky-lam-theo/ket-qua', choosePage)
  .get('/dang-ky-lam-theo/ket-qua/:unit', funnelPage)
