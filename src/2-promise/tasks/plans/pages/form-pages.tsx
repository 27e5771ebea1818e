import type { Context } from 'hono'
import { ChosenUnit } from '#org'
import { t, worded } from '#platform/i18n'
import { isId, newId } from '#platform/ids'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  DayField,
  Form,
  type FormState,
  fieldsOf,
  LongText,
  NumberField,
  SelectField,
  TextField,
  WorkPage,
} from '#ui'
import { newPlan, planKinds } from '../entry.ts'
import { formForPlan, formForTask } from '../read.ts'
import { unitChosen } from '../unit-chosen.ts'

/** Writing a plan, or changing a draft. */
export async function planForm(c: Context<Env>, form: FormState = {}) {
  const id = c.req.param('id')
  const { plan, units, documents, themes, above } = await formForPlan(c.var.actor, id)
  const year = today().slice(0, 4)
  const fresh = { kind: 'plan', fromDay: `${year}-01-01`, toDay: `${year}-12-31` }
  const f = fieldsOf(newPlan, 'plans.field', form, plan ?? fresh)
  const documentChoices = documents.map(({ id: value, symbol, subject }) => ({
    value,
    label: `${symbol} – ${subject.slice(0, 80)}`,
  }))
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t(plan ? 'plans.form.change' : 'plans.form.title')}
      lead={plan ? undefined : t('plans.form.lead')}
      crumbs={[
        { href: '/ke-hoach', label: t('plans.title') },
        ...(plan ? [{ href: `/ke-hoach/${plan.id}`, label: plan.title }] : []),
      ]}
    >
      <Form
        {...form}
        action={plan ? `/ke-hoach/${plan.id}/sua` : '/ke-hoach/moi'}
        hidden={plan ? { version: plan.version } : { id: String(form.typed?.id ?? newId()) }}
      >
        {plan ? null : (
          <f.Select
            name="unitId"
            value={units[0]?.id}
            choices={units.map(({ id: value, name }) => ({ value, label: name }))}
          />
        )}
        <f.Choice
          name="kind"
          choices={planKinds.map((kind) => ({
            value: kind,
            label: t(`plans.kind.${kind}`),
            hint: t(`plans.kind_help.${kind}`),
          }))}
        />
        <f.LongText name="title" rows={2} />
        <f.Day name="fromDay" />
        <f.Day name="toDay" />
        <f.Select name="carriesOutId" empty={t('plans.form.none')} choices={documentChoices} />
        <f.Select
          name="aboveId"
          empty={t('plans.form.none')}
          choices={above.map(({ id: value, title, unitName }) => ({
            value,
            label: `${title} – ${unitName}`,
          }))}
        />
        <f.Select name="documentId" empty={t('plans.form.none')} choices={documentChoices} />
        <f.Select
          name="themeId"
          empty={t('plans.form.none')}
          choices={themes.map(({ id: value, shortTitle, fromYear, toYear }) => ({
            value,
            label: `${fromYear === toYear ? fromYear : `${fromYear}–${toYear}`}: ${shortTitle}`,
          }))}
        />
        <Buttons sticky>
          <Button look="main" icon="done">
            {t(plan ? 'plans.form.save' : 'plans.form.do')}
          </Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

/** Putting a task into a plan, or changing one that was not handed down yet. */
export async function taskForm(c: Context<Env>, form: FormState = {}) {
  const planId = c.req.param('id') ?? ''
  const taskId = c.req.param('task')
  const { plan, task, indicators, dueOn } = await formForTask(c.var.actor, planId, taskId)
  const at = `/ke-hoach/${planId}/nhiem-vu/${task ? task.id : 'moi'}`
  const wanted = form.typed?.unitId ?? c.req.query('don-vi')
  const unit = await unitChosen(c.var.actor, isId(wanted) ? wanted : (task?.unitId ?? plan.unitId))
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t(task ? 'plans.task.change' : 'plans.task.title')}
      above={plan.title}
      crumbs={[{ href: `/ke-hoach/${planId}`, label: plan.title }]}
    >
      <Form
        {...form}
        action={at}
        hidden={task ? { id: task.id, version: task.version } : { id: String(form.typed?.id ?? newId()) }}
      >
        <ChosenUnit
          name="unitId"
          label={t('plans.task.unit')}
          unit={unit}
          chooseHref={`/chon-don-vi?tiep=${encodeURIComponent(at)}&ten=don-vi`}
          form={form}
        />
        <p class="quiet">{t('plans.task.unit_hint')}</p>
        <LongText
          name="title"
          label={t('tasks.column.task')}
          value={task?.title}
          rows={3}
          maxLength={500}
          required
          form={form}
        />
        <TextField
          name="product"
          label={t('tasks.product')}
          hint={t('plans.task.product_hint')}
          value={task?.product}
          maxLength={500}
          form={form}
        />
        <DayField
          name="dueOn"
          label={t('tasks.column.due')}
          value={task?.dueOn ?? dueOn}
          required
          form={form}
        />
        <TextField
          name="clause"
          label={t('tasks.clause')}
          hint={t('plans.task.clause_hint')}
          value={task?.clause}
          maxLength={200}
          form={form}
        />
        <SelectField
          name="indicator"
          label={t('plans.task.indicator')}
          hint={t('plans.task.indicator_hint')}
          empty={t('plans.form.none')}
          value={task?.indicator}
          choices={indicators.map(({ code, nameVi, nameEn, unitVi, unitEn }) => ({
            value: code,
            label: `${worded(nameVi, nameEn)} (${worded(unitVi, unitEn)})`,
          }))}
          form={form}
        />
        <NumberField
          name="amount"
          label={t('plans.task.amount')}
          value={task?.amount ?? undefined}
          decimals
          form={form}
        />
        <Buttons sticky>
          <Button look="main" icon="done">
            {t(task ? 'plans.form.save' : plan.state === 'draft' ? 'plans.task.do' : 'plans.task.hand_down')}
          </Button>
        </Buttons>
      </Form>
      {task && task.state === 'planned' ? (
        <Form action={`${at}/bo`} inline>
          <Button look="danger">{t('plans.task.strike')}</Button>
        </Form>
      ) : null}
    </WorkPage>,
  )
}
