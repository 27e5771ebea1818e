import type { Context } from 'hono'
import { formatDay, t } from '#platform/i18n'
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
  SelectField,
  WorkPage,
} from '#ui'
import { TaskBadge } from '../../pages/words.tsx'
import { previewCarryOver } from '../carry-over.ts'
import type { Unfinished } from '../carry-store.ts'

const mostShown = 200

/** What of a plan is unfinished, and into which plan it goes. */
export async function carryPage(c: Context<Env>, form: FormState = {}) {
  const page = await previewCarryOver(c.var.actor, c.req.param('id') ?? '')
  const { plan, tasks, into, left, handedIn } = page
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('plans.carry.title')}
      above={plan.title}
      lead={t('plans.carry.lead')}
      crumbs={[{ href: `/ke-hoach/${plan.id}`, label: plan.title }]}
    >
      {handedIn > 0 ? <Flash tone="info">{t('plans.carry.handed_in', { count: handedIn })}</Flash> : null}
      {left.length > 0 ? <Flash tone="warning">{t('plans.carry.left', { count: left.length })}</Flash> : null}
      {tasks.length === 0 ? (
        <EmptyState title={t('plans.carry.empty')}>{t('plans.carry.empty_help')}</EmptyState>
      ) : (
        <>
          <DataTable
            caption={t('plans.carry.tasks', { count: tasks.length })}
            rows={tasks.slice(0, mostShown)}
            columns={[
              {
                head: t('tasks.column.task'),
                title: true,
                cell: (row: Unfinished) => <a href={`/nhiem-vu/${row.id}`}>{row.title}</a>,
              },
              { head: t('tasks.column.unit'), cell: (row: Unfinished) => row.unitName },
              { head: t('tasks.column.state'), cell: (row: Unfinished) => <TaskBadge task={row} /> },
              { head: t('tasks.column.due'), cell: (row: Unfinished) => formatDay(row.dueOn) },
            ]}
          />
          {tasks.length > mostShown ? (
            <p class="quiet">{t('tasks.hand_down.more', { count: tasks.length - mostShown })}</p>
          ) : null}
          <Section title={t('plans.carry.into')}>
            {into.length === 0 ? (
              <EmptyState
                title={t('plans.carry.no_plan')}
                action={{ href: '/ke-hoach/moi', label: t('plans.write') }}
              >
                {t('plans.carry.no_plan_help')}
              </EmptyState>
            ) : (
              <Form {...form} action={`/ke-hoach/${plan.id}/chuyen-tiep`} hidden={{ seen: page.seen }}>
                <SelectField
                  name="intoId"
                  label={t('plans.carry.plan')}
                  required
                  value={into[0]?.id}
                  choices={into.map(({ id, title, state }) => ({
                    value: id,
                    label: `${title} (${t(`plans.state.${state}`)})`,
                  }))}
                  form={form}
                />
                <DayField
                  name="dueOn"
                  label={t('plans.carry.due')}
                  hint={t('plans.carry.due_hint')}
                  form={form}
                />
                <Buttons sticky>
                  <Button look="main" icon="next">
                    {t('plans.carry.do', { count: tasks.length })}
                  </Button>
                </Buttons>
              </Form>
            )}
          </Section>
        </>
      )}
    </WorkPage>,
  )
}
