import type { Context } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { formatInstant, formatNumber, formatPeriod, t, worded } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  Button,
  Buttons,
  CheckField,
  DataTable,
  Facts,
  Flash,
  Form,
  type FormState,
  LinkButton,
  LongText,
  RowProblems,
  Section,
  WorkPage,
} from '#ui'
import { importAddress } from '../in/describe.ts'
import { type ImportShown, importPage, keptImport } from '../in/enter-figures.ts'
import { countingTwice, type PlannedFigure } from '../in/rules.ts'
import { headingOf } from '../in/sheet.ts'
import type { KeptImport } from '../in/store.ts'
import { crumbsOf, tones } from './enter-page.tsx'

/** The import in the address. The unit and the period in the address must be its own. */
export async function importIn(c: Context<Env>): Promise<KeptImport> {
  const kept = await keptImport(c.var.actor, c.req.param('id') ?? '')
  const named = (c.req.param('period') ?? '').split('~')[0]
  if (kept.unitSlug !== c.req.param('unit') || kept.period !== named)
    throw new Problem('not_found_or_not_allowed')
  return kept
}

const measured = ({ indicator }: PlannedFigure, amount: number): string =>
  `${formatNumber(amount)} ${worded(indicator.unitVi, indicator.unitEn)}`

function Rows({ plan: { planned }, kept }: ImportShown) {
  const isWaiting = kept.state === 'waiting'
  return (
    <DataTable
      caption={t('report_exchange.enter.rows', { count: planned.length })}
      rows={planned}
      columns={[
        { head: t('ui.rows.row'), number: true, cell: (one: PlannedFigure) => String(one.row) },
        {
          head: t('report_exchange.enter.indicator'),
          title: true,
          cell: ({ indicator }: PlannedFigure) => worded(indicator.nameVi, indicator.nameEn),
        },
        {
          head: t('report_exchange.enter.amount'),
          number: true,
          cell: (one: PlannedFigure) => measured(one, one.amount),
        },
        ...(isWaiting
          ? [
              {
                head: t('report_exchange.enter.standing'),
                number: true,
                cell: (one: PlannedFigure) =>
                  one.standing
                    ? t('report_exchange.enter.standing_amount', {
                        amount: measured(one, one.standing.amount),
                        count: one.standing.entries,
                      })
                    : '–',
              },
            ]
          : []),
      ]}
    />
  )
}

function Confirm({ shown, here, form }: { shown: ImportShown; here: string; form: FormState }) {
  const twice = countingTwice(shown.plan.planned).length
  const count = shown.plan.planned.length
  return (
    <Form {...form} action={here} hidden={{ seen: shown.seen }}>
      {twice > 0 ? (
        <>
          <Flash tone="warning">{t('report_exchange.enter.twice', { count: twice })}</Flash>
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
      ) : null}
      <Buttons sticky>
        <Button look="main" icon="done">
          {t('report_exchange.enter.confirm', { count })}
        </Button>
        <LinkButton href={here.replace(/\/[^/]*$/, '')} look="quiet">
          {t('report_exchange.enter.other')}
        </LinkButton>
      </Buttons>
    </Form>
  )
}

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

/** One file of figures: what it would count, what it counts, or that it was taken back; and the file itself. */
export async function showImport(c: Context<Env>, forms: { confirm?: FormState; takeBack?: FormState } = {}) {
  const { id } = await importIn(c)
  const shown = await importPage(c.var.actor, id)
  const { kept, plan, mayEnter } = shown
  const here = importAddress(kept)
  const isWaiting = kept.state === 'waiting'
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
            value: formatInstant(kept.countedAt ?? kept.sentAt),
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
      {isWaiting && plan.problems.length > 0 ? (
        <>
          <Flash tone="problem">{t('report_exchange.enter.nothing_counted')}</Flash>
          <RowProblems problems={plan.problems} headingOf={headingOf} />
        </>
      ) : (
        <Rows {...shown} />
      )}
      {isWaiting && mayEnter && plan.problems.length === 0 ? (
        <Confirm shown={shown} here={here} form={forms.confirm ?? {}} />
      ) : null}
      {kept.state === 'counted' && mayEnter ? <TakeBack here={here} form={forms.takeBack ?? {}} /> : null}
    </WorkPage>,
  )
}
