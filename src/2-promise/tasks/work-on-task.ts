import { type Actor, note, performOnce } from '#access'
import { attach, type KeptFile } from '#evidence'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { type Change, changeTask, insertEvents } from './change-store.ts'
import type { AdaptEntry, ReportEntry } from './entry.ts'
import { tell } from './moved.ts'
import { tellOutside } from './outside.ts'
import { taskOf } from './read.ts'
import { afterAdapting, afterReport, isPossible, isUndone } from './rules.ts'
import { namesOf } from './selection-store.ts'
import { findTask, peopleOf, type Task } from './store.ts'

/** Does something with a task that one's unit has: what is changed, and what is written of it. */
async function work(
  actor: Actor,
  id: string,
  seen: number,
  action: 'task.work' | 'task.hand_down',
  said: unknown,
  step: (
    tx: Tx,
    task: Task,
  ) => Promise<{ event: string; change: Change; note?: string; detail?: Record<string, string | number> }>,
): Promise<void> {
  const { unitId } = await taskOf(actor, id)
  await performOnce(actor, action, unitId, [id, seen, said], async (tx) => {
    const task = await findTask(tx, id)
    if (!task) throw new Problem('not_found_or_not_allowed')
    if (task.version !== seen) throw new Problem('seen_is_outdated')
    const { event, change, note: words, detail } = await step(tx, task)
    if (!(await changeTask(tx, id, seen, change))) throw new Problem('seen_is_outdated')
    await insertEvents(tx, [id], {
      event,
      byId: actor.personId,
      ...(words === undefined ? {} : { note: words }),
      ...(detail === undefined ? {} : { detail }),
    })
    const state = change.state ?? task.state
    const moved = { ...task, state }
    if (event === 'handed_in') {
      const unitName = (await namesOf(tx, [task.unitId])).get(task.unitId) ?? ''
      // Told each time that it is handed in: the version tells one time from the next.
      await tell(tx, [moved], unitName, {
        kind: 'handed_in',
        to: 'giver',
        roles: ['checker', 'leader'],
        key: String(seen),
      })
    } else if (state !== task.state) await tellOutside(tx, [moved])
    note(tx, { task: id, event })
  })
}

const refuse = (isRefused: boolean): void => {
  if (isRefused) throw new Problem('task_step_is_not_possible')
}

/**
 * Acknowledges a task (tiếp nhận); the time is kept.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `task_step_is_not_possible`
 */
export const receiveTask = (actor: Actor, id: string, seen: number): Promise<void> =>
  work(actor, id, seen, 'task.work', 'receive', async (_tx, { state }) => {
    refuse(!isPossible('receive', state))
    return { event: 'received', change: { state: 'received', received_at: new Date() } }
  })

/**
 * Words a task as the unit will do it, within what the giver has set: its own title and product, a day that is not later.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `task_step_is_not_possible`, `task_own_due_is_too_late`
 */
export const adaptTask = (actor: Actor, id: string, entry: AdaptEntry): Promise<void> =>
  work(actor, id, entry.seen, 'task.work', ['adapt', entry], async (_tx, task) => {
    refuse(!isUndone(task.state))
    if (entry.dueOn > task.dueOn)
      throw new Problem('task_own_due_is_too_late', { day: task.dueOn }, { field: 'dueOn' })
    const state = afterAdapting(task.state)
    return {
      event: 'adapted',
      note: entry.reason,
      detail: { title: entry.title, product: entry.product, due: entry.dueOn },
      change: {
        state,
        own_title: entry.title === task.title ? null : entry.title,
        own_product: entry.product === task.product ? null : entry.product,
        own_due_on: entry.dueOn === task.dueOn ? null : entry.dueOn,
        own_reason: entry.reason,
        ...(state !== task.state ? { received_at: new Date() } : {}),
      },
    }
  })

/** Hangs the files of a product on a task, where there are any. */
async function attachProduct(
  tx: Tx,
  actor: Actor,
  { id, unitId }: Task,
  files: readonly KeptFile[],
): Promise<void> {
  if (files.length > 0)
    await attach(tx, { kind: 'task', id, unitId }, { kept: files, sentAhead: [] }, actor.personId)
}

/**
 * Reports how far a task has come, in words and with files. No figure is typed here: what was to be reached is counted
 * from what was recorded.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `task_step_is_not_possible`, and those of `attach`
 */
export const reportOnTask = (
  actor: Actor,
  id: string,
  { seen, text }: ReportEntry,
  files: readonly KeptFile[] = [],
): Promise<void> =>
  work(actor, id, seen, 'task.work', ['report', text, files], async (tx, task) => {
    refuse(!isPossible('report', task.state))
    await attachProduct(tx, actor, task, files)
    return {
      event: 'reported',
      note: text,
      detail: { files: files.length },
      change: {
        state: afterReport(task.state),
        ...(task.receivedAt === null ? { received_at: new Date() } : {}),
      },
    }
  })

/**
 * Hands a task in: the unit says that it is done and shows its product; the giver is told.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `task_step_is_not_possible`, and those of `attach`
 */
export const handInTask = (
  actor: Actor,
  id: string,
  { seen, text }: ReportEntry,
  files: readonly KeptFile[] = [],
  day: Day = today(),
): Promise<void> =>
  work(actor, id, seen, 'task.work', ['hand in', text, files], async (tx, task) => {
    refuse(!isPossible('hand_in', task.state))
    await attachProduct(tx, actor, task, files)
    return {
      event: 'handed_in',
      note: text,
      detail: { files: files.length },
      change: { state: 'handed_in', handed_in_on: day, handed_in_by: actor.personId },
    }
  })

/**
 * Gives a task to somebody who works for the unit, or to nobody in particular.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `task_step_is_not_possible`, `task_person_is_of_elsewhere`
 */
export const assignTask = (actor: Actor, id: string, seen: number, personId: string | null): Promise<void> =>
  work(actor, id, seen, 'task.hand_down', ['assign', personId], async (tx, task) => {
    refuse(!isUndone(task.state))
    const person = (await peopleOf(tx, task.actingId ?? task.unitId)).find((one) => one.id === personId)
    if (personId !== null && !person)
      throw new Problem('task_person_is_of_elsewhere', {}, { field: 'personId' })
    return { event: 'assigned', change: { person_id: personId }, detail: { name: person?.name ?? '' } }
  })
