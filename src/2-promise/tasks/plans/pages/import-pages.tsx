import { importPages, PlannedRows } from '#imports'
import { formatDay, formatNumber, t } from '#platform/i18n'
import { emptyTable, taskImport } from '../import/import-tasks.ts'
import { headingOf } from '../import/task-table.ts'
import { formForTask } from '../read.ts'

/** Tasks of a plan from a table. */
export const taskImportPages = importPages({
  of: taskImport,
  at: '/ke-hoach/:id/nhap',
  words: 'plans.import',
  within: (c) => ({ planId: c.req.param('id') ?? '' }),
  head: async (c) => {
    const { plan } = await formForTask(c.var.actor, c.req.param('id') ?? '')
    return { above: plan.title, crumbs: [{ href: `/ke-hoach/${plan.id}`, label: plan.title }] }
  },
  headingOf,
  shown: ({ tasks }) => (
    <PlannedRows
      title={t('plans.tasks', { count: tasks.length })}
      rows={tasks}
      columns={[
        { head: t('tasks.column.task'), title: true, cell: (one) => one.title },
        { head: t('tasks.product'), cell: (one) => one.product },
        { head: t('tasks.column.unit'), cell: (one) => one.unitName },
        { head: t('tasks.column.due'), cell: (one) => formatDay(one.dueOn) },
        { head: t('tasks.clause'), cell: (one) => one.clause },
        {
          head: t('plans.task.amount'),
          number: true,
          cell: (one) => (one.amount === null ? '' : formatNumber(one.amount)),
        },
      ]}
    />
  ),
  confirm: ({ plan }, count) =>
    t(plan.state === 'draft' ? 'plans.import.confirm' : 'plans.import.confirm_and_hand_down', { count }),
  to: (count, c) => `/ke-hoach/${c.req.param('id')}?da=nhap&so=${count}`,
  template: { name: 'mau-nhiem-vu.xlsx', bytes: emptyTable },
})
