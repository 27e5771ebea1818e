import type { Context } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { formatDay, t } from '#platform/i18n'
import { newId } from '#platform/ids'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  Button,
  Buttons,
  ChoiceField,
  EmptyState,
  Facts,
  Form,
  type FormState,
  Section,
  TextField,
  WorkPage,
} from '#ui'
import { answers } from '../entry.ts'
import { planPage } from '../read.ts'
import type { Asked } from '../store.ts'

function AskedTask({
  one,
  planId,
  mayWrite,
  form,
}: {
  one: Asked
  planId: string
  mayWrite: boolean
  form: FormState
}) {
  return (
    <Section title={one.title} id={`n-${one.taskId}`}>
      <Facts
        items={[
          {
            label: t('plans.coverage.answer'),
            value: one.answer ? (
              <Badge tone={one.answer === 'not_applicable' ? 'neutral' : 'done'} icon="done">
                {t(`plans.answer.${one.answer}`)}
              </Badge>
            ) : (
              <Badge tone="waiting" icon="clock">
                {t('plans.answer.none')}
              </Badge>
            ),
          },
          { label: t('plans.coverage.why'), value: one.why },
          { label: t('tasks.clause'), value: one.clause },
          { label: t('tasks.column.due'), value: formatDay(one.dueOn) },
          {
            label: t('plans.coverage.from'),
            value: <a href={`/nhiem-vu/${one.taskId}`}>{t('plans.coverage.open_task')}</a>,
          },
          {
            label: t('plans.coverage.own_task'),
            value: one.ownTaskId ? (
              <a href={`/nhiem-vu/${one.ownTaskId}`}>{t('plans.coverage.open_task')}</a>
            ) : (
              ''
            ),
          },
        ]}
      />
      {mayWrite ? (
        <details open={form.problems !== undefined}>
          <summary>{t(one.answer ? 'plans.coverage.again' : 'plans.coverage.do')}</summary>
          <Form
            {...form}
            action={`/ke-hoach/${planId}/tra-loi`}
            hidden={{ taskId: one.taskId, ownTaskId: newId() }}
          >
            <ChoiceField
              name="answer"
              label={t('plans.coverage.answer')}
              required
              value={one.answer}
              choices={answers.map((answer) => ({ value: answer, label: t(`plans.answer.${answer}`) }))}
              form={form}
            />
            <TextField
              name="why"
              label={t('plans.coverage.why')}
              hint={t('plans.coverage.why_hint')}
              value={one.why ?? ''}
              maxLength={500}
              form={form}
            />
            <TextField
              name="title"
              label={t('plans.coverage.wording')}
              hint={t('plans.coverage.wording_hint')}
              maxLength={500}
              form={form}
            />
            <Buttons>
              <Button look="main" icon="done">
                {t('plans.coverage.save')}
              </Button>
            </Buttons>
          </Form>
        </details>
      ) : null}
    </Section>
  )
}

/** How a plan answers each task of the plan above. */
export async function answerPage(c: Context<Env>, form: FormState = {}) {
  const { plan, coverage, mayWrite } = await planPage(c.var.actor, c.req.param('id') ?? '')
  const asked = coverage?.asked ?? []
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('plans.coverage.title')}
      above={plan.title}
      lead={t('plans.coverage.count', { answered: coverage?.answered ?? 0, all: asked.length })}
      crumbs={[{ href: `/ke-hoach/${plan.id}`, label: plan.title }]}
      flash={flashOf(c, 'plans.flash')}
    >
      {asked.length === 0 ? (
        <EmptyState title={t('plans.coverage.empty')}>{t('plans.coverage.empty_help')}</EmptyState>
      ) : null}
      {asked.map((one) => (
        <AskedTask
          one={one}
          planId={plan.id}
          mayWrite={mayWrite && plan.state !== 'closed'}
          form={form.typed?.taskId === one.taskId ? form : {}}
        />
      ))}
    </WorkPage>,
  )
}
