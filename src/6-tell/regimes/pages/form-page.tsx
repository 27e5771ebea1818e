import type { Context } from 'hono'
import { issuingSystems } from '#parameters'
import { t } from '#platform/i18n'
import { isId } from '#platform/ids'
import { addDays, today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import { fieldsOfRule, RuleForm, ruleTyped, type SelectionRule } from '#tasks'
import {
  Button,
  Buttons,
  ChoiceField,
  Choose,
  DataTable,
  DayField,
  EmptyState,
  Form,
  type FormState,
  Section,
  SelectField,
  TextField,
  WorkPage,
} from '#ui'
import { regimePeriods } from '../entry.ts'
import type { KeptRegime } from '../manage-store.ts'
import { ChangedMeanwhile } from '../outlines/pages/head-pages.tsx'
import { formForRegime } from '../read.ts'
import { regimeToChange } from '../set-regime.ts'
import { regimeHref, regimesHref } from './list-page.tsx'

type Page = Awaited<ReturnType<typeof formForRegime>>
type Chosen = NonNullable<Page['form']>

/** Preview: the units that the rule chooses. */
function Preview({
  form,
  rule,
  at,
  keep,
}: {
  form: Chosen
  rule: SelectionRule
  at: string
  keep: Record<string, string>
}) {
  const { chosen, count } = form
  if (!chosen || count === 0)
    return (
      <EmptyState title={t(chosen ? 'tasks.hand_down.nobody' : 'tasks.hand_down.nothing_yet')}>
        {t('tasks.hand_down.nobody_help')}
      </EmptyState>
    )
  const without = (id: string) =>
    `${at}?${new URLSearchParams({ ...keep, ...fieldsOfRule({ ...rule, plus: rule.plus.filter((one) => one !== id), minus: [...rule.minus, id] }) })}`
  return (
    <>
      <p>{t('tasks.hand_down.chosen', { count })}</p>
      <DataTable
        caption={t('regimes.reporters')}
        quietCaption
        rows={chosen}
        columns={[
          { head: t('regimes.unit'), title: true, cell: (unit) => unit.name },
          { head: t('regimes.area'), cell: (unit) => unit.areaName ?? '' },
          {
            head: t('tasks.hand_down.change'),
            cell: (unit) => (
              <a
                class="link"
                href={without(unit.id)}
                aria-label={t('tasks.hand_down.leave_out_named', { name: unit.name })}
              >
                {t('tasks.hand_down.leave_out')}
              </a>
            ),
          },
        ]}
      />
      {count > chosen.length ? (
        <p class="quiet">{t('regimes.more', { count: count - chosen.length })}</p>
      ) : null}
    </>
  )
}

function WhatFields({
  form,
  regime,
  state,
}: {
  form: Chosen
  regime: KeptRegime | undefined
  state: FormState
}) {
  return (
    <>
      <TextField
        name="name"
        label={t('regimes.name')}
        hint={t('regimes.name_hint')}
        value={regime?.name}
        maxLength={200}
        required
        form={state}
      />
      <SelectField
        name="outline"
        label={t('regimes.outline')}
        value={regime?.outline}
        choices={form.outlines.map(({ code, name, periods }) => ({
          value: code,
          label: `${name} (${periods.map((kind) => t(`outlines.period.${kind}`)).join(', ')})`,
        }))}
        required
        form={state}
      />
      <ChoiceField
        name="periodKind"
        label={t('regimes.period')}
        value={regime?.periodKind}
        choices={regimePeriods.map((kind) => ({ value: kind, label: t(`outlines.period.${kind}`) }))}
        required
        form={state}
      />
      <ChoiceField
        name="system"
        label={t('regimes.system')}
        hint={t('regimes.system_hint')}
        value={regime?.system ?? 'party'}
        choices={issuingSystems.map((system) => ({ value: system, label: t(`regimes.system_of.${system}`) }))}
        required
        form={state}
      />
      <TextField
        name="monthBegins"
        label={t('regimes.month_begins')}
        hint={t('regimes.month_begins_hint')}
        value={String(regime?.monthBegins ?? 1)}
        inputMode="numeric"
        maxLength={2}
        width="short"
        required
        form={state}
      />
      <TextField
        name="dueDays"
        label={t('regimes.due_after')}
        hint={t('regimes.due_after_hint')}
        value={String(regime?.dueDays ?? 5)}
        inputMode="numeric"
        maxLength={3}
        width="short"
        required
        form={state}
      />
      <TextField
        name="document"
        label={t('regimes.document')}
        hint={t('regimes.document_hint')}
        value={regime?.documentSymbol ?? ''}
        maxLength={200}
        width="medium"
        form={state}
      />
      <TextField
        name="source"
        label={t('regimes.source')}
        hint={t('regimes.source_hint')}
        value={regime?.source}
        maxLength={1000}
        required
        form={state}
      />
      <DayField
        name="validFrom"
        label={t(regime ? 'regimes.change_from' : 'regimes.valid_from')}
        hint={t(regime ? 'regimes.change_from_hint' : 'regimes.valid_from_hint')}
        value={regime ? addDays(today(), 1) : `${today().slice(0, 7)}-01`}
        required
        form={state}
      />
    </>
  )
}

function ChooseUnit({ units, chosen }: { units: Page['units']; chosen: string | undefined }) {
  return (
    <form method="get" action={`${regimesHref}/them`} class="filters" aria-label={t('regimes.to_whom')}>
      <Choose
        name="nhan"
        label={t('regimes.to_whom')}
        value={chosen}
        options={units.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Button>{t('reports.choose')}</Button>
    </form>
  )
}

/** Set a regime, or change one from a day on: choose the reporters by a rule, see whom it means, then say what is reported when. */
export async function formPage(
  c: Context<Env>,
  given: { id?: string | undefined; state?: FormState; rule?: SelectionRule; unitId?: string | undefined },
) {
  const { id, state = {} } = given
  const regime = id === undefined ? undefined : await regimeToChange(c.var.actor, id)
  const asked = c.req.query()
  const isFresh = Object.keys(asked).length === 0 && !given.rule
  const rule = given.rule ?? (regime && isFresh ? regime.reporters : ruleTyped(asked))
  const wanted = regime?.unitId ?? [given.unitId, asked.nhan].find(isId)
  const { units, unitId, form } = await formForRegime(c.var.actor, wanted, rule)
  const at = regime ? `${regimeHref(regime.id)}/doi` : `${regimesHref}/them`
  const keep: Record<string, string> = unitId ? { nhan: unitId } : {}
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t(regime ? 'regimes.change' : 'regimes.add')}
      above={regime?.name}
      lead={t(regime ? 'regimes.change_lead' : 'regimes.add_lead')}
      crumbs={[
        { href: '/bao-cao', label: t('reports.title') },
        { href: regimesHref, label: t('regimes.title') },
      ]}
    >
      {regime ? null : <ChooseUnit units={units} chosen={unitId} />}
      {form ? (
        <>
          <Section title={t('regimes.whom')}>
            <RuleForm {...form} rule={rule} at={at} keep={keep} />
          </Section>
          <Section title={t('regimes.reporters')}>
            <Preview form={form} rule={rule} at={at} keep={keep} />
          </Section>
          <Section title={t('regimes.what')}>
            <ChangedMeanwhile form={state} />
            <Form
              {...state}
              action={at}
              hidden={{ ...keep, ...(regime ? { seen: regime.seen } : {}), ...fieldsOfRule(rule) }}
            >
              <WhatFields form={form} regime={regime} state={state} />
              <Buttons sticky>
                <Button look="main" icon="done">
                  {t(regime ? 'regimes.do_change' : 'regimes.do_set')}
                </Button>
              </Buttons>
            </Form>
          </Section>
        </>
      ) : null}
    </WorkPage>,
  )
}
