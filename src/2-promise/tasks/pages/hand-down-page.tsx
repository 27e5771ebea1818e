import type { Context } from 'hono'
import { formatDay, sentenceOf, t } from '#platform/i18n'
import { newId } from '#platform/ids'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  DataTable,
  DayField,
  EmptyState,
  Flash,
  Form,
  type FormState,
  Section,
  TextField,
  WorkPage,
} from '#ui'
import { fieldsOfRule, ruleTyped, type SelectionRule } from '../entry.ts'
import { formForHandingDown } from '../hand-down.ts'
import { RuleForm } from './rule-form.tsx'

type Page = Awaited<ReturnType<typeof formForHandingDown>>
type Chosen = NonNullable<Page['chosen']>
type Unit = Chosen['units'][number]

function Preview({ chosen, rule, at }: { chosen: Chosen; rule: SelectionRule; at: string }) {
  const without = (id: string) =>
    `${at}?${new URLSearchParams(fieldsOfRule({ ...rule, plus: rule.plus.filter((one) => one !== id), minus: [...rule.minus, id] }))}`
  return (
    <>
      <p>
        {t('tasks.hand_down.chosen', { count: chosen.count })}
        {chosen.haveIt > 0 ? ` ${t('tasks.hand_down.have_it', { count: chosen.haveIt })}` : ''}
      </p>
      <DataTable
        caption={t('tasks.hand_down.units')}
        quietCaption
        rows={chosen.units}
        columns={[
          { head: t('tasks.column.unit'), title: true, cell: (unit: Unit) => unit.name },
          { head: t('tasks.hand_down.area'), cell: (unit: Unit) => unit.areaName ?? '' },
          {
            head: t('tasks.hand_down.change'),
            cell: (unit: Unit) =>
              unit.hasIt ? (
                t('tasks.hand_down.has_it')
              ) : (
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
      {chosen.count > chosen.units.length ? (
        <p class="quiet">{t('tasks.hand_down.more', { count: chosen.count - chosen.units.length })}</p>
      ) : null}
    </>
  )
}

/** Handing a task down: choose by a rule, see whom it means, then do it in one step. */
export async function handDownPage(c: Context<Env>, form: FormState = {}, rule = ruleTyped(c.req.query())) {
  const id = c.req.param('id') ?? ''
  const at = `/nhiem-vu/${id}/giao`
  const page = await formForHandingDown(c.var.actor, id, rule)
  const { task, chosen } = page
  const fresh = chosen ? chosen.count - chosen.haveIt : 0
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('tasks.hand_down.title')}
      above={task.ownTitle ?? task.title}
      lead={t('tasks.hand_down.lead')}
      crumbs={[{ href: `/nhiem-vu/${id}`, label: task.ownTitle ?? task.title }]}
    >
      {page.objection ? (
        <Flash tone="problem">{sentenceOf(page.objection)}</Flash>
      ) : (
        <>
          <Section title={t('tasks.hand_down.whom')}>
            <RuleForm {...page} rule={rule} at={at} />
          </Section>
          {page.unfit.map((unit) => (
            <Flash tone="warning">
              {sentenceOf({
                code:
                  unit.endedOn === null
                    ? 'task_unit_is_not_beneath'
                    : unit.successors.length > 0
                      ? 'task_unit_has_ended'
                      : 'task_unit_has_ended_without_heir',
                params: { name: unit.name, day: unit.endedOn ?? '', successors: unit.successors.join(', ') },
              })}
            </Flash>
          ))}
          <Section title={t('tasks.hand_down.units')}>
            {chosen && chosen.count > 0 ? (
              <Preview chosen={chosen} rule={rule} at={at} />
            ) : (
              <EmptyState title={t(chosen ? 'tasks.hand_down.nobody' : 'tasks.hand_down.nothing_yet')}>
                {t('tasks.hand_down.nobody_help')}
              </EmptyState>
            )}
          </Section>
          {fresh > 0 ? (
            <Section title={t('tasks.hand_down.what')}>
              <Form
                {...form}
                action={at}
                hidden={{
                  id: form.typed?.id ? String(form.typed.id) : newId(),
                  expected: fresh,
                  ...fieldsOfRule(rule),
                }}
              >
                <DayField
                  name="dueOn"
                  label={t('tasks.column.due')}
                  hint={t('tasks.hand_down.due_hint', { day: formatDay(task.dueOn) })}
                  value={page.dueOn}
                  min={today()}
                  max={task.dueOn}
                  required
                  form={form}
                />
                <TextField
                  name="title"
                  label={t('tasks.hand_down.wording')}
                  hint={t('tasks.hand_down.wording_hint')}
                  maxLength={500}
                  form={form}
                />
                <TextField
                  name="product"
                  label={t('tasks.product')}
                  value={task.ownProduct ?? task.product}
                  maxLength={500}
                  form={form}
                />
                <Buttons sticky>
                  <Button look="main" icon="people">
                    {t('tasks.hand_down.do', { count: fresh })}
                  </Button>
                </Buttons>
              </Form>
            </Section>
          ) : null}
        </>
      )}
    </WorkPage>,
  )
}
