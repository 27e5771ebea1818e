import type { Actor } from '#access'
import { attach, type KeptFile } from '#evidence'
import { takeStep } from '#life'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import type { AdaptEntry, ReportEntry } from './entry.ts'
import { taskLife } from './life.ts'
import { peopleOf, type Task } from './store.ts'

/**
 * Acknowledges a task (tiếp nhận); the time is kept.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `task_step_is_not_possible`
 */
export const receiveTask = (actor: Actor, id: string, version: number): Promise<void> =>
  takeStep(actor, taskLife, id, 'receive', { version })

/**
 * Words a task as the unit will do it, within what the giver has set: its own title and product, a day that is not later.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `task_step_is_not_possible`, `task_own_due_is_too_late`
 */
export const adaptTask = (actor: Actor, id: string, { version, ...entry }: AdaptEntry): Promise<void> =>
  takeStep(actor, taskLife, id, 'adapt', {
    version,
    words: entry.reason,
    said: entry,
    change: (_tx, task) => {
      if (entry.dueOn > task.dueOn)
        throw new Problem('task_own_due_is_too_late', { day: task.dueOn }, { field: 'dueOn' })
      return {
        detail: { title: entry.title, product: entry.product, due: entry.dueOn },
        sets: {
          own_title: entry.title === task.title ? null : entry.title,
          own_product: entry.product === task.product ? null : entry.product,
          own_due_on: entry.dueOn === task.dueOn ? null : entry.dueOn,
          own_reason: entry.reason,
        },
      }
    },
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
  { version, text }: ReportEntry,
  files: readonly KeptFile[] = [],
): Promise<void> =>
  takeStep(actor, taskLife, id, 'report', {
    version,
    words: text,
    said: files,
    change: async (tx, task) => {
      await attachProduct(tx, actor, task, files)
      return { detail: { files: files.length } }
    },
  })

/**
 * Hands a task in: the unit says that it is done and shows its product; the giver is told.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `task_step_is_not_possible`, and those of `attach`
 */
export const handInTask = (
  actor: Actor,
  id: string,
  { version, text }: ReportEntry,
  files: readonly KeptFile[] = [],
  day: Day = today(),
): Promise<void> =>
  takeStep(actor, taskLife, id, 'hand_in', {
    version,
    words: text,
    said: files,
    change: async (tx, task) => {
      await attachProduct(tx, actor, task, files)
      return { detail: { files: files.length }, sets: { handed_in_on: day } }
    },
  })

/**
 * Gives a task to somebody who works for the unit, or to nobody in particular.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `task_step_is_not_possible`, `task_person_is_of_elsewhere`
 */
export const assignTask = (
  actor: Actor,
  id: string,
  version: number,
  personId: string | null,
): Promise<void> =>
  takeStep(actor, taskLife, id, 'assign', {
    version,
    said: personId,
    change: async (tx, task) => {
      const person = (await peopleOf(tx, task.actingId ?? task.unitId)).find((one) => one.id === personId)
      if (personId !== null && !person)
        throw new Problem('task_person_is_of_elsewhere', {}, { field: 'personId' })
      return { sets: { person_id: personId }, detail: { name: person?.name ?? '' } }
    },
  })
