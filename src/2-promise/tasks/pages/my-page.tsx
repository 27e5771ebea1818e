import type { Context } from 'hono'
import { t } from '#platform/i18n'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import { Card, EmptyState, Grid, LinkButton, Section, WorkPage } from '#ui'
import { myTasks } from '../read.ts'
import type { Task } from '../store.ts'
import { dueInWords, TaskBadge, unitInWords } from './words.tsx'

function TaskCards({ tasks, named }: { tasks: readonly Task[]; named: boolean }) {
  return (
    <Grid size="wide">
      {tasks.map((task) => (
        <Card
          title={task.ownTitle ?? task.title}
          href={`/nhiem-vu/${task.id}`}
          above={dueInWords(task.ownDueOn ?? task.dueOn)}
          badge={<TaskBadge task={task} />}
          foot={
            <>
              {named ? `${unitInWords(task)} · ` : ''}
              {task.giverId === task.unitId
                ? task.planTitle
                : t('tasks.mine.given_by', { name: task.giverName })}
              {task.personName ? ` · ${t('tasks.mine.for', { name: task.personName })}` : ''}
            </>
          }
        >
          {task.ownProduct ?? task.product}
        </Card>
      ))}
    </Grid>
  )
}

const parts = ['toReceive', 'late', 'returned', 'toJudge', 'thisWeek', 'later', 'waiting'] as const

/** What somebody has to do: what calls for an answer first, then by the day. */
export async function myPage(c: Context<Env>) {
  const work = await myTasks(c.var.actor, today())
  const shown = parts.filter((part) => work[part].length > 0)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('tasks.mine.title')}
      lead={
        work.units.length > 0
          ? t('tasks.mine.lead', { units: work.units.map(({ name }) => name).join(', ') })
          : undefined
      }
      actions={
        <>
          <LinkButton href="/nhiem-vu/bang" icon="figures">
            {t('tasks.mine.board')}
          </LinkButton>
          <LinkButton href="/ke-hoach" icon="tasks">
            {t('tasks.mine.plans')}
          </LinkButton>
        </>
      }
    >
      {shown.length === 0 ? (
        <EmptyState
          title={t('tasks.mine.empty')}
          {...(work.mayPlan ? { action: { href: '/ke-hoach', label: t('tasks.mine.to_plans') } } : {})}
        >
          {t('tasks.mine.empty_help')}
        </EmptyState>
      ) : null}
      {shown.map((part) => (
        <Section title={t(`tasks.mine.part.${part}`, { count: work[part].length })}>
          <TaskCards tasks={work[part]} named={work.units.length > 1 || part === 'toJudge'} />
        </Section>
      ))}
    </WorkPage>,
  )
}
