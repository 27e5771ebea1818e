import type { Context } from 'hono'
import { countIn, flashOf } from '#platform/forms/flash'
import { formatDay, t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  DataTable,
  EmptyState,
  Facts,
  Flash,
  Form,
  type FormState,
  LinkButton,
  Section,
  WorkPage,
} from '#ui'
import { ChainList, progressInWords, TaskBadge, unitInWords } from '../../pages/words.tsx'
import { planPage } from '../read.ts'
import type { Year } from '../store.ts'
import { PlanBadge, spanInWords } from './words.tsx'

type Page = Awaited<ReturnType<typeof planPage>>
type Row = Page['tasks'][number]

function Tasks({ page }: { page: Page }) {
  const { plan, tasks, mayWrite } = page
  const at = `/ke-hoach/${plan.id}`
  return (
    <Section title={t('plans.tasks', { count: tasks.length })}>
      <DataTable
        caption={t('plans.tasks', { count: tasks.length })}
        quietCaption
        rows={tasks}
        empty={
          <EmptyState
            title={t('plans.no_tasks')}
            {...(mayWrite && plan.state !== 'closed'
              ? { action: { href: `${at}/nhiem-vu/moi`, label: t('plans.add_task') } }
              : {})}
          >
            {t('plans.no_tasks_help')}
          </EmptyState>
        }
        columns={[
          {
            head: t('tasks.column.task'),
            title: true,
            cell: ({ task }: Row) => (
              <a href={task.state === 'planned' ? `${at}/nhiem-vu/${task.id}` : `/nhiem-vu/${task.id}`}>
                {task.ownTitle ?? task.title}
              </a>
            ),
          },
          { head: t('tasks.clause'), cell: ({ task }: Row) => task.clause },
          { head: t('tasks.column.unit'), cell: ({ task }: Row) => unitInWords(task) },
          { head: t('tasks.column.due'), cell: ({ task }: Row) => formatDay(task.dueOn) },
          { head: t('tasks.column.state'), cell: ({ task }: Row) => <TaskBadge task={task} /> },
          {
            head: t('plans.column.progress'),
            cell: ({ beneath }: Row) => (beneath ? progressInWords(beneath) : ''),
          },
        ]}
      />
      {mayWrite && plan.state !== 'closed' && tasks.length > 0 ? (
        <Buttons>
          <LinkButton href={`${at}/nhiem-vu/moi`} icon="record">
            {t('plans.add_task')}
          </LinkButton>
          <LinkButton href={`${at}/nhap`} icon="file">
            {t('plans.import.link')}
          </LinkButton>
        </Buttons>
      ) : null}
      {mayWrite && plan.state !== 'closed' && tasks.length === 0 ? (
        <p>
          <a class="link" href={`${at}/nhap`}>
            {t('plans.import.link')}
          </a>
        </p>
      ) : null}
    </Section>
  )
}

function Years({ years }: { years: readonly Year[] }) {
  if (years.length === 0) return null
  return (
    <Section title={t('plans.years.title')}>
      <DataTable
        caption={t('plans.years.title')}
        quietCaption
        rows={years}
        columns={[
          { head: t('plans.years.year'), title: true, cell: ({ year }: Year) => String(year) },
          { head: t('plans.years.all'), number: true, cell: ({ all }: Year) => all },
          { head: t('plans.years.accepted'), number: true, cell: ({ accepted }: Year) => accepted },
          { head: t('plans.years.in_time'), number: true, cell: ({ inTime }: Year) => inTime },
          { head: t('plans.years.carried_over'), number: true, cell: ({ carriedOver }: Year) => carriedOver },
          { head: t('plans.years.open'), number: true, cell: ({ open }: Year) => open },
        ]}
      />
    </Section>
  )
}

/** What the next thing to do with a plan is. */
function Steps({ page, form }: { page: Page; form: FormState }) {
  const { plan, mayWrite, progress, coverage } = page
  if (!mayWrite) return null
  const at = `/ke-hoach/${plan.id}`
  const unanswered = coverage ? coverage.asked.length - coverage.answered : 0
  return (
    <>
      {plan.state === 'draft' ? (
        <Form {...form} action={`${at}/ban-hanh`} hidden={{ version: plan.version }}>
          <p>{t(unanswered > 0 ? 'plans.issue.unanswered' : 'plans.issue.help', { count: unanswered })}</p>
          <Buttons>
            {unanswered > 0 ? null : (
              <Button look="main" icon="done">
                {t('plans.issue.do', { count: page.tasks.length })}
              </Button>
            )}
            <LinkButton href={`${at}/sua`} icon="edit">
              {t('plans.change')}
            </LinkButton>
          </Buttons>
        </Form>
      ) : null}
      {plan.state === 'issued' ? (
        <Form {...form} action={`${at}/ket-thuc`} hidden={{ version: plan.version }}>
          <Buttons>
            {progress.open > 0 ? (
              <LinkButton href={`${at}/chuyen-tiep`} icon="next">
                {t('plans.carry.link', { count: progress.open })}
              </LinkButton>
            ) : null}
            {progress.open + progress.handedIn === 0 ? (
              <Button icon="calendar">{t('plans.close.do')}</Button>
            ) : null}
          </Buttons>
        </Form>
      ) : null}
    </>
  )
}

/** A plan: what it is, what it carries out, its tasks and how they stand. */
export async function showPlan(c: Context<Env>, form: FormState = {}) {
  const page = await planPage(c.var.actor, c.req.param('id') ?? '')
  const { plan, coverage } = page
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={plan.title}
      above={t(`plans.kind.${plan.kind}`)}
      badge={<PlanBadge plan={plan} />}
      crumbs={[{ href: '/ke-hoach', label: t('plans.title') }]}
      flash={flashOf(c, 'plans.flash', { count: countIn(c, 'so') })}
      actions={
        plan.state === 'draft' ? undefined : (
          <>
            <LinkButton href={`/nhiem-vu/bang?don-vi=${plan.unitSlug}&ke-hoach=${plan.id}`} icon="figures">
              {t('plans.board')}
            </LinkButton>
            <LinkButton href={`/nhiem-vu/xuat.xlsx?ke-hoach=${plan.id}`} icon="download" download>
              {t('tasks.board.export')}
            </LinkButton>
          </>
        )
      }
    >
      {page.chain.documents.some(({ replacedById }) => replacedById) ? (
        <Flash tone="warning">{t('tasks.chain.replaced_help')}</Flash>
      ) : null}
      <Facts
        items={[
          { label: t('plans.column.unit'), value: plan.unitName },
          { label: t('plans.column.span'), value: spanInWords(plan) },
          {
            label: t('plans.document'),
            value: plan.documentId ? <a href={`/van-ban/${plan.documentId}`}>{plan.symbol}</a> : '',
          },
          {
            label: t('plans.carries_out'),
            value: plan.carriesOutId ? (
              <a href={`/van-ban/${plan.carriesOutId}`}>{plan.carriesOutSymbol}</a>
            ) : (
              ''
            ),
          },
          {
            label: t('plans.theme'),
            value: plan.themeId ? <a href={`/chuyen-de/${plan.themeId}`}>{plan.themeTitle}</a> : '',
          },
          { label: t('plans.issued_on'), value: plan.issuedOn ? formatDay(plan.issuedOn) : '' },
          { label: t('plans.closed_on'), value: plan.closedOn ? formatDay(plan.closedOn) : '' },
          { label: t('plans.writer'), value: plan.writerName },
          {
            label: t('plans.column.progress'),
            value: page.progress.all > 0 ? progressInWords(page.progress) : '',
          },
        ]}
      />
      <Steps page={page} form={form} />
      {coverage && coverage.asked.length > 0 ? (
        <Section
          title={t('plans.coverage.title')}
          link={{ href: `/ke-hoach/${plan.id}/tra-loi`, label: t('plans.coverage.open') }}
        >
          <p>{t('plans.coverage.count', { answered: coverage.answered, all: coverage.asked.length })}</p>
        </Section>
      ) : null}
      <Tasks page={page} />
      <Years years={page.years} />
      {page.chain.plans.length > 1 || page.chain.documents.length > 0 ? (
        <Section title={t('tasks.chain.title')}>
          <ChainList tasks={[]} chain={{ ...page.chain, plans: page.chain.plans.slice(1) }} />
        </Section>
      ) : null}
    </WorkPage>,
  )
}
