import { formatDay, formatNumber, t } from '#platform/i18n'
import { type Day, today } from '#platform/time'
import { Badge, type BadgeTone, type IconName } from '#ui'
import type { Chain } from '../chain.ts'
import type { State } from '../entry.ts'
import { daysLate, isLate, type Progress, whoWaits } from '../rules.ts'
import type { Task } from '../store.ts'

const looks: Record<State, readonly [BadgeTone, IconName]> = {
  planned: ['neutral', 'edit'],
  handed_down: ['waiting', 'clock'],
  received: ['neutral', 'done'],
  working: ['neutral', 'tasks'],
  returned: ['problem', 'back'],
  handed_in: ['waiting', 'check'],
  accepted: ['done', 'done'],
  recalled: ['neutral', 'leave'],
  carried_over: ['neutral', 'next'],
}

/** The state of a task in a word; late is said beside it, since it is no state. */
export function TaskBadge({ task, day = today() }: { task: { state: State; dueOn: Day }; day?: Day }) {
  const [tone, icon] = looks[task.state]
  return (
    <>
      <Badge tone={tone} icon={icon}>
        {t(`tasks.state.${task.state}`)}
      </Badge>
      {isLate(task, day) ? (
        <Badge tone="problem" icon="clock">
          {t('tasks.late_by', { days: daysLate(task.dueOn, day) })}
        </Badge>
      ) : null}
    </>
  )
}

/** When it is due, as people say it: the day, and how long until then. */
export function dueInWords(dueOn: Day, day: Day = today()): string {
  const late = daysLate(dueOn, day)
  const shown = formatDay(dueOn)
  if (late > 0) return t('tasks.due.late', { day: shown, days: late })
  if (late === 0) return t('tasks.due.today', { day: shown })
  return late >= -14 ? t('tasks.due.soon', { day: shown, days: -late }) : t('tasks.due.plain', { day: shown })
}

/** Who waits for whom. */
export function waitsInWords(task: {
  state: State
  giverName: string
  unitName: string
  childrenOpen: number
}): string {
  const who = whoWaits(task)
  return who === 'nobody'
    ? ''
    : t(`tasks.waits.${who}`, { giver: task.giverName, unit: task.unitName, count: task.childrenOpen })
}

/** How the tasks beneath stand, in a sentence: counted, never typed. */
export function progressInWords(progress: Progress): string {
  const { all, accepted, handedIn, late, recalled, carriedOver } = progress
  return [
    t('tasks.progress.accepted', { accepted, all }),
    ...(handedIn > 0 ? [t('tasks.progress.handed_in', { count: handedIn })] : []),
    ...(late > 0 ? [t('tasks.progress.late', { count: late })] : []),
    ...(recalled > 0 ? [t('tasks.progress.recalled', { count: recalled })] : []),
    ...(carriedOver > 0 ? [t('tasks.progress.carried_over', { count: carriedOver })] : []),
  ].join(' · ')
}

/** The unit of a task; of one that has ended, who carries on. */
export const unitInWords = (task: Pick<Task, 'unitName' | 'unitEndedOn' | 'actingName'>): string =>
  task.unitEndedOn === null
    ? task.unitName
    : task.actingName
      ? t('tasks.unit_now', { name: task.unitName, heir: task.actingName })
      : t('tasks.unit_ended', { name: task.unitName, day: formatDay(task.unitEndedOn) })

/** The way up to the directive, one click a step: tasks, the plan, the plans and documents that it carries out. */
export function ChainList({ tasks, chain }: { tasks: readonly Task[]; chain: Chain }) {
  const [plan, ...above] = chain.plans
  return (
    <ol class="links">
      {tasks.map((task) => (
        <li>
          {t('tasks.chain.task')}{' '}
          <a class="link" href={`/nhiem-vu/${task.id}`}>
            {task.title}
          </a>{' '}
          <span class="quiet">{task.unitName}</span>
        </li>
      ))}
      {(plan ? [plan, ...above] : []).map((one) => (
        <li>
          {t('tasks.chain.plan')}{' '}
          <a class="link" href={`/ke-hoach/${one.id}`}>
            {one.title}
          </a>{' '}
          <span class="quiet">{one.unitName}</span>
        </li>
      ))}
      {chain.documents.map((document) => (
        <li>
          {t('tasks.chain.document')}{' '}
          <a class="link" href={`/van-ban/${document.id}`}>
            {document.symbol}
          </a>{' '}
          <span class="quiet">
            {document.issuer}, {formatDay(document.issuedOn)}
            {document.clause ? `, ${document.clause}` : ''}
          </span>
          {document.replacedById ? (
            <>
              {' '}
              <Badge tone="problem" icon="warning">
                {t('tasks.chain.replaced')}
              </Badge>{' '}
              <a class="link" href={`/van-ban/${document.replacedById}`}>
                {document.replacedBySymbol}
              </a>
            </>
          ) : null}
        </li>
      ))}
    </ol>
  )
}

/** How many, grouped as people read it, for a tab or a head. */
export const countOf = (count: number): string => formatNumber(count)
