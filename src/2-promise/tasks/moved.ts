import { type Amount, insertFacts, reverseFactsOfMany } from '#figures'
import { type NewNotice, raiseNotices } from '#notices'
import type { Tx } from '#platform/database'
import { formatDay } from '#platform/i18n'
import type { Day } from '#platform/time'
import type { Moved } from './change-store.ts'
import { tellOutside } from './outside.ts'

/** What people are told of a task that has come into another state. */
export type Telling = { kind: string; to: 'unit' | 'giver'; roles: readonly string[]; key?: string }

const noticesOf = (
  moved: readonly Moved[],
  giverName: string,
  { kind, to, roles, key }: Telling,
): NewNotice[] =>
  moved
    // A unit is not told of what it gave to itself.
    .filter(({ unitId, giverId }) => unitId !== giverId)
    .map(({ id, unitId, giverId, title, dueOn }) => ({
      key: `task.${kind}:${id}${key ? `:${key}` : ''}`,
      unitId: to === 'unit' ? unitId : giverId,
      roles,
      kind: `tasks.notice.${kind}`,
      words: { title: title.slice(0, 200), due: formatDay(dueOn), by: giverName },
      href: `/nhiem-vu/${id}`,
    }))

/** Tells people and other systems, in the transaction of what has happened. `by` is who did it, by name. */
export async function tell(tx: Tx, moved: readonly Moved[], by: string, telling: Telling): Promise<void> {
  await raiseNotices(tx, noticesOf(moved, by, telling))
  await tellOutside(tx, moved)
}

/** Posts what tasks add to the figures on a day: only those that one unit gave to another count (S5). */
export async function count(
  tx: Tx,
  moved: readonly Moved[],
  day: Day,
  amountsOf: (task: Moved) => readonly Amount[],
): Promise<void> {
  await insertFacts(
    tx,
    moved
      .filter(({ unitId, giverId }) => unitId !== giverId)
      .flatMap((task) =>
        amountsOf(task).map((amount) => ({
          kind: 'task' as const,
          id: task.id,
          unitId: task.unitId,
          day,
          seriesId: task.id,
          themeId: task.themeId,
          assurance: 'declared' as const,
          ...amount,
        })),
      ),
  )
}

/** Each task that is handed down is one, and its unit is one of those that have to plan. */
export const handedDownAmounts = ({ unitId }: Moved): Amount[] => [
  { indicator: 'tasks_handed_down', amount: 1 },
  { indicator: 'units_with_tasks', amount: 1, subject: unitId },
]

/** Takes recalled tasks out of the figures. */
export async function uncount(tx: Tx, moved: readonly Moved[]): Promise<void> {
  const [first] = moved
    .map(({ handedOn }) => handedOn ?? '')
    .filter(Boolean)
    .sort()
  if (first !== undefined)
    await reverseFactsOfMany(
      tx,
      'task',
      moved.map(({ id }) => id),
      first,
    )
}
