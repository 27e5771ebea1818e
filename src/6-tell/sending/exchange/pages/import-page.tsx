import type { Context } from 'hono'
import { importPages, PlannedRows } from '#imports'
import { flashOf } from '#platform/forms/flash'
import { formatInstant, formatPeriod, t, worded } from '#platform/i18n'
import type { Qualifier } from '#platform/precision'
import { saidInWords } from '#platform/precision-words'
import { Problem } from '#platform/problem'
import { type Env, frameOf } from '#platform/web'
import { addressIn } from '#reports'
import {
  Badge,
  Button,
  Buttons,
  CheckField,
  type Column,
  DataTable,
  Facts,
  Flash,
  Form,
  type FormState,
  LinkButton,
  LongText,
  Section,
  WorkPage,
} from '#ui'
import { importAddress } from '../in/describe.ts'
import { figureImport, formForEntering, importPage, keptImport } from '../in/enter-figures.ts'
import { countingTwice, type PlannedFigure } from '../in/rules.ts'
import { headingOf } from '../in/sheet.ts'
import type { KeptImport } from '../in/store.ts'
import { crumbsOf, enterPage, tones } from './enter-page.tsx'

/** The import in the address. The unit and the period in the address must be its own. */
export async function importIn(c: Context<Env>): Promise<KeptImport> {
  const kept = await keptImport(c.var.actor, c.req.param('id') ?? '')
  const named = (c.req.param('period') ?? '').split('~')[0]
  if (kept.unitSlug !== c.req.param('unit') || kept.period !== named)
    throw new Problem('not_found_or_not_allowed')
  return kept
}

const measured = ({ indicator }: PlannedFigure, amount: number, qualifier: Qualifier = 'exact'): string =>
  `${saidInWords(amount, qualifier)} ${worded(indicator.unitVi, indicator.unitEn)}`

/** The columns of figures, in the language of the request. */
const figureColumns = (): Column<PlannedFigure>[] => [
  { head: t('ui.rows.row'), number: true, cell: (one) => String(one.row) },
  {
    head: t('report_exchange.enter.indicator'),
    title: true,
    cell: ({ indicator }) => worded(indicator.nameVi, indicator.nameEn),
  },
  {
    head: t('report_exchange.enter.amount'),
    number: true,
    cell: (one) => measured(one, one.amount, one.qualifier),
  },
]

const Planned = ({ planned }: { planned: readonly PlannedFigure[] }) => (
  <PlannedRows
    title={t('report_exchange.enter.rows', { count: planned.length })}
    rows={planned}
    columns={[
      ...figureColumns(),
      {
        head: t('report_exchange.enter.standing'),
        number: true,
        cell: (one) =>
          one.standing
            ? t('report_exchange.enter.standing_amount', {
                amount: measured(one, one.standing.amount),
                count: one.standing.entries,
              })
            : '–',
      },
    ]}
  />
)

const CountsTwice = ({ count, form }: { count: number; form: FormState }) => (
  <>
    <Flash tone="warning">{t('report_exchange.enter.twice', { count })}</Flash>
    <CheckField name="countsBesides" label={t('report_exchange.enter.counts_besides')} form={form} />
    <LongText
      name="besides"
      label={t('report_exchange.enter.besides')}
      hint={t('report_exchange.enter.besides_hint')}
      rows={3}
      maxLength={1000}
      form={form}
    />
  </>
)

const enter = '/bao-cao/:unit/:period/nhap-so-lieu'
const enterIn = (c: Context<Env>) => `/bao-cao/${c.req.param('unit')}/${c.req.param('period')}/nhap-so-lieu`
const intoIn = (c: Context<Env>) => {
  const { slug, period } = addressIn(c)
  return { slug, period }
}

/** Figures from a file: see what it would count, confirm it. */
export const figureImportPages = importPages({
  of: figureImport,
  at: `${enter}/xem-truoc`,
  words: 'report_exchange.enter',
  within: intoIn,
  head: async (c) => {
    const { unit } = await formForEntering(c.var.actor, addressIn(c))
    return { crumbs: crumbsOf(unit, c.req.param('period') ?? '') }
  },
  choose: { at: enterIn, page: enterPage },
  headingOf,
  shown: (plan) => <Planned {...plan} />,
  asks: ({ planned }, form) => {
    const count = countingTwice(planned).length
    return count > 0 ? <CountsTwice count={count} form={form} /> : null
  },
  to: (id, c) => `${enterIn(c)}/${id}?da=nhap`,
})

const TakeBack = ({ here, form }: { here: string; form: FormState }) => (
  <Section title={t('report_exchange.enter.take_back')}>
    <p class="quiet">{t('report_exchange.enter.take_back_help')}</p>
    <Form {...form} action={`${here}/rut-lai`}>
      <LongText
        name="why"
        label={t('report_exchange.enter.why')}
        rows={3}
        maxLength={1000}
        required
        form={form}
      />
      <Buttons>
        <Button>{t('report_exchange.enter.take_back')}</Button>
      </Buttons>
    </Form>
  </Section>
)

/** One file of figures: what it counts, or that it was taken back; and the file itself. */
export async function showImport(c: Context<Env>, form: FormState = {}) {
  const { id } = await importIn(c)
  const shown = await importPage(c.var.actor, id)
  const { kept, plan, mayEnter } = shown
  const here = importAddress(kept)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={kept.fileName}
      above={`${kept.unitName} · ${formatPeriod(kept.period)}`}
      lead={t(`report_exchange.enter.lead_${kept.state}`)}
      badge={
        <>
          {' '}
          <Badge tone={tones[kept.state]}>{t(`report_exchange.enter.state.${kept.state}`)}</Badge>
        </>
      }
      crumbs={[
        ...crumbsOf({ slug: kept.unitSlug, name: kept.unitName }, kept.period),
        { href: here.replace(/\/[^/]*$/, ''), label: t('report_exchange.enter.title') },
      ]}
      actions={
        <LinkButton href={`${here}/${kept.sha256}.xlsx`} icon="download" download>
          {t('report_exchange.enter.open_file')}
        </LinkButton>
      }
      flash={flashOf(c, 'report_exchange.enter.done')}
    >
      <Facts
        items={[
          { label: t('report_exchange.enter.who'), value: kept.who },
          {
            label: t('report_exchange.enter.when'),
            value: formatInstant(kept.countedAt),
          },
          { label: t('report_exchange.enter.besides'), value: kept.besides },
          {
            label: t('report_exchange.enter.taken_back'),
            value: kept.takenBackAt
              ? `${kept.takenBackBy ?? '–'}, ${formatInstant(kept.takenBackAt)}: ${kept.why}`
              : '',
          },
          { label: 'SHA-256', value: <code class="hash">{kept.sha256}</code> },
        ]}
      />
      <DataTable
        caption={t('report_exchange.enter.rows', { count: plan.planned.length })}
        rows={plan.planned}
        columns={figureColumns()}
      />
      {kept.state === 'counted' && mayEnter ? <TakeBack here={here} form={form} /> : null}
    </WorkPage>,
  )
}
