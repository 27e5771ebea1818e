import type { Context } from 'hono'
import { EvidenceShown } from '#evidence'
import { History, type HistoryEntry, StepForm } from '#life'
import { countIn, flashOf } from '#platform/forms/flash'
import { formatDay, formatInstant, formatNumber, t, worded } from '#platform/i18n'
import { dayPlace, nextHref, placeIn } from '#platform/lists/page'
import { type Env, frameOf } from '#platform/web'
import {
  Buttons,
  DataTable,
  Facts,
  Flash,
  type FormState,
  LinkButton,
  Pager,
  Section,
  totalInWords,
  WorkPage,
} from '#ui'
import { taskPage } from '../read.ts'
import type { Task, TaskEvent } from '../store.ts'
import { AdaptForm, AssignForm, JudgeForm, RecallForm, ReportForm } from './task-forms.tsx'
import { ChainList, dueInWords, progressInWords, TaskBadge, unitInWords, waitsInWords } from './words.tsx'

type Page = Awaited<ReturnType<typeof taskPage>>

/** What came back refused, by the form that was sent. */
export type TaskForms = Partial<
  Record<'adapt' | 'report' | 'hand_in' | 'judge' | 'recall' | 'assign' | 'receive', FormState>
>

function TaskFacts({ page }: { page: Page }) {
  const { task, reached } = page
  const childrenOpen = page.progress ? page.progress.open + page.progress.handedIn : 0
  return (
    <Facts
      items={[
        { label: t('tasks.column.unit'), value: unitInWords(task) },
        { label: t('tasks.person'), value: task.personName },
        { label: t('tasks.given_by'), value: task.giverId === task.unitId ? '' : task.giverName },
        { label: t('tasks.column.due'), value: dueInWords(task.dueOn) },
        { label: t('tasks.own_due'), value: task.ownDueOn ? formatDay(task.ownDueOn) : '' },
        { label: t('tasks.product'), value: task.ownProduct ?? task.product },
        { label: t('tasks.clause'), value: task.clause },
        { label: t('tasks.as_given'), value: task.ownTitle ? task.title : '' },
        { label: t('tasks.why_adapted'), value: task.ownReason },
        {
          label: t('tasks.expected'),
          value: reached
            ? t('tasks.expected_value', {
                reached: reached.figure ? totalInWords(reached.figure) : formatNumber(0),
                amount: formatNumber(reached.amount),
                unit: worded(reached.indicator.unitVi, reached.indicator.unitEn),
                indicator: worded(reached.indicator.nameVi, reached.indicator.nameEn),
              })
            : '',
        },
        { label: t('tasks.handed_on'), value: task.handedOn ? formatDay(task.handedOn) : '' },
        { label: t('tasks.received_at'), value: task.receivedAt ? formatInstant(task.receivedAt) : '' },
        { label: t('tasks.handed_in_on'), value: task.handedInOn ? formatDay(task.handedInOn) : '' },
        { label: t('tasks.column.waits'), value: waitsInWords({ ...task, childrenOpen }) },
        {
          label: t('tasks.column.told'),
          value: page.reminders
            .map(({ step, day }) => t(`tasks.told.${step}`, { day: formatDay(day) }))
            .join(' · '),
        },
      ]}
    />
  )
}

const eventText = (event: TaskEvent): string => {
  const { due, name, title } = event.detail
  return [
    event.note,
    event.event === 'adapted' && title
      ? t('tasks.event.adapted_to', { title, due: formatDay(String(due)) })
      : '',
    event.event === 'assigned' && name ? String(name) : '',
  ]
    .filter(Boolean)
    .join(' – ')
}

const tones: Record<string, HistoryEntry['tone']> = {
  accepted: 'done',
  returned: 'problem',
  recalled: 'warning',
}

const asEntry = (event: TaskEvent): HistoryEntry => ({
  at: event.at,
  title: t(`tasks.event.${event.event}`),
  tone: tones[event.event] ?? 'plain',
  who: event.byName,
  text: eventText(event),
  ...(event.detail.into ? { href: `/nhiem-vu/${event.detail.into}` } : {}),
})

function Beneath({ page, nextHref }: { page: Page; nextHref: string | null }) {
  const { progress, beneath } = page
  if (!progress) return null
  return (
    <Section title={t('tasks.beneath')}>
      <p>{progressInWords(progress)}</p>
      <DataTable
        caption={t('tasks.beneath')}
        quietCaption
        rows={beneath}
        columns={[
          {
            head: t('tasks.column.unit'),
            title: true,
            cell: (row: Task) => <a href={`/nhiem-vu/${row.id}`}>{unitInWords(row)}</a>,
          },
          { head: t('tasks.column.state'), cell: (row: Task) => <TaskBadge task={row} /> },
          { head: t('tasks.column.due'), cell: (row: Task) => formatDay(row.dueOn) },
          {
            head: t('tasks.handed_in_on'),
            cell: (row: Task) => (row.handedInOn ? formatDay(row.handedInOn) : ''),
          },
        ]}
      />
      <Pager nextHref={nextHref} />
    </Section>
  )
}

/** Acknowledging stands above everything: on a phone it is the first thing under the thumb. */
function Receive({ page, forms }: { page: Page; forms: TaskForms }) {
  const { task, may } = page
  return may.steps.has('receive') ? (
    <StepForm
      form={forms.receive}
      action={`/nhiem-vu/${task.id}/tiep-nhan`}
      version={task.version}
      submit={{ label: t('tasks.receive.do'), look: 'main', icon: 'done' }}
    />
  ) : null
}

/** What can be done with the task now, the most likely thing first and open. */
function Steps({ page, forms }: { page: Page; forms: TaskForms }) {
  const { task, may } = page
  return (
    <>
      {may.judge ? <JudgeForm task={task} form={forms.judge} /> : null}
      {may.steps.has('report') && task.state !== 'handed_down' ? (
        <ReportForm task={task} forms={forms} mayHandIn={may.steps.has('hand_in')} />
      ) : null}
      {may.handDown ? (
        <Buttons>
          <LinkButton href={`/nhiem-vu/${task.id}/giao`} icon="people">
            {t('tasks.hand_down.link')}
          </LinkButton>
        </Buttons>
      ) : null}
      {may.steps.has('adapt') ? <AdaptForm task={task} form={forms.adapt} /> : null}
      {may.steps.has('assign') && page.people.length > 0 ? (
        <AssignForm task={task} people={page.people} form={forms.assign} />
      ) : null}
      {may.steps.has('recall') ? (
        <RecallForm task={task} progress={page.progress} form={forms.recall} />
      ) : null}
    </>
  )
}

/** A task: where it comes from, what it is, how it stands, what may be done, what was done. */
export async function showTask(c: Context<Env>, forms: TaskForms = {}) {
  const id = c.req.param('id') ?? ''
  const page = await taskPage(c.var.actor, id, placeIn(c, dayPlace))
  const { task } = page
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={task.ownTitle ?? task.title}
      above={t('tasks.title')}
      badge={<TaskBadge task={task} />}
      crumbs={[
        { href: '/nhiem-vu', label: t('tasks.mine.title') },
        { href: `/ke-hoach/${task.planId}`, label: task.planTitle },
      ]}
      flash={flashOf(c, 'tasks.flash', { count: countIn(c, 'so') })}
    >
      {page.chain.documents.some(({ replacedById }) => replacedById) ? (
        <Flash tone="warning">{t('tasks.chain.replaced_help')}</Flash>
      ) : null}
      {task.carriedInto ? (
        <Flash tone="info">
          {t('tasks.carried')}{' '}
          <a class="link" href={`/nhiem-vu/${task.carriedInto}`}>
            {t('tasks.carried_link')}
          </a>
        </Flash>
      ) : null}
      <Receive page={page} forms={forms} />
      <TaskFacts page={page} />
      <Steps page={page} forms={forms} />
      <Section title={t('tasks.chain.title')}>
        <ChainList tasks={page.tasksAbove} chain={page.chain} />
      </Section>
      <Beneath page={page} nextHref={nextHref(c, page.next, '', `/nhiem-vu/${task.id}`)} />
      {page.files.length > 0 ? (
        <Section title={t('tasks.files')}>
          <EvidenceShown files={page.files} alt={task.title.slice(0, 80)} />
        </Section>
      ) : null}
      <History title={t('tasks.history')} entries={page.events.map(asEntry)} />
    </WorkPage>,
  )
}
