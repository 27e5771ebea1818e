import { type Context, Hono } from 'hono'
import { take } from '#platform/forms/take'
import { t, worded } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  ChoiceField,
  Form,
  type FormState,
  LongText,
  NumberField,
  TextField,
  WorkPage,
} from '#ui'
import { confidences, planEntry } from '../entry.ts'
import { planSpotCheck } from '../plan-spot-check.ts'
import { formForPlanning } from '../read.ts'
import { nameOf } from './words.tsx'

async function planPage(c: Context<Env>, form: FormState = {}) {
  const { indicators, kinds } = await formForPlanning(c.var.actor)
  const given = (name: string) => c.req.query(name)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('spotchecks.plan.title')}
      lead={t('spotchecks.plan.lead')}
      crumbs={[{ href: '/kiem-tra-thuc-te', label: t('spotchecks.title') }]}
    >
      <Form {...form}>
        <TextField
          name="unit"
          label={t('spotchecks.plan.unit')}
          hint={t('spotchecks.plan.unit_hint')}
          value={given('don-vi')}
          required
          form={form}
        />
        <ChoiceField
          name="indicator"
          label={t('spotchecks.plan.indicator')}
          value={given('chi-tieu')}
          required
          form={form}
          choices={indicators.map((one) => ({ value: one.code, label: nameOf(one) }))}
        />
        <ChoiceField
          name="kind"
          label={t('spotchecks.plan.kind')}
          hint={t('spotchecks.plan.kind_hint')}
          form={form}
          choices={kinds.map((one) => ({ value: one.code, label: worded(one.nameVi, one.nameEn) }))}
        />
        <TextField
          name="period"
          label={t('spotchecks.plan.period')}
          hint={t('spotchecks.plan.period_hint')}
          value={given('ky') ?? today().slice(0, 4)}
          width="short"
          required
          form={form}
        />
        <ChoiceField
          name="confidence"
          label={t('spotchecks.plan.confidence')}
          hint={t('spotchecks.plan.confidence_hint')}
          value="95"
          required
          form={form}
          choices={confidences.map((value) => ({
            value,
            label: t('spotchecks.estimate.percent', { percent: value }),
          }))}
        />
        <NumberField
          name="tolerable"
          label={t('spotchecks.plan.tolerable')}
          hint={t('spotchecks.plan.tolerable_hint')}
          value="5"
          unit="%"
          decimals
          required
          form={form}
        />
        <NumberField
          name="expected"
          label={t('spotchecks.plan.expected')}
          hint={t('spotchecks.plan.expected_hint')}
          value="10"
          unit="%"
          decimals
          required
          form={form}
        />
        <LongText
          name="purpose"
          label={t('spotchecks.plan.purpose')}
          hint={t('spotchecks.plan.purpose_hint')}
          rows={2}
          maxLength={1000}
          required
          form={form}
        />
        <Buttons>
          <Button look="main">{t('spotchecks.plan.do')}</Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

/** A unit that is not there, or not theirs to check: said at its field, in the same words. */
function saidOfUnit(fault: unknown): never {
  if (!(fault instanceof Problem) || fault.code !== 'not_found_or_not_allowed') throw fault
  throw new Problem('spot_check_unit_is_none_of_yours', {}, { field: 'unit' })
}

/** Planning a check: what, where, how surely and how closely. */
export const planPages = new Hono<Env>()
  .get('/kiem-tra-thuc-te/moi', (c) => planPage(c))
  .post('/kiem-tra-thuc-te/moi', (c) =>
    take(c, planEntry, (plan) => planSpotCheck(c.var.actor, plan).catch(saidOfUnit), {
      to: (id) => `/kiem-tra-thuc-te/${id}?da=lap`,
      page: (form) => planPage(c, form),
    }),
  )
