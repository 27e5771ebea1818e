import { type CalendarSource, type NewNotice, raiseNotices } from '#notices'
import type { Tx } from '#platform/database'
import { formatDay } from '#platform/i18n'
import type { Day } from '#platform/time'
import { inheritTasks } from './inherit.ts'
import { dueForMe, type ToRemind, takeStep } from './reminder-store.ts'
import { daysLate, dueDaysOf, type LadderStep, ladder, toldBy, whoWaits } from './rules.ts'

/** So many notices go in one statement. */
const atOnce = 5000

function noticesOf(task: ToRemind, step: LadderStep, day: Day): NewNotice[] {
  const { unit, giver } = toldBy(step)
  const late = daysLate(task.dueOn, day)
  // Everybody reads who waits for whom: the giver for the unit, or the unit for those beneath it.
  const waits = whoWaits({ state: 'working', childrenOpen: task.childrenOpen })
  const words = {
    title: task.title.slice(0, 200),
    due: formatDay(task.dueOn),
    days: Math.abs(late),
    unit: task.unitName,
    giver: task.giverName,
    beneath: task.childrenOpen,
  }
  const one = (unitId: string, roles: string[], whom: 'unit' | 'giver'): NewNotice[] =>
    roles.length === 0
      ? []
      : [
          {
            key: `task.reminder.${step}:${task.id}:${whom}`,
            unitId,
            roles,
            kind: `tasks.notice.${step === 'soon' || step === 'today' ? step : `late_${whom}`}${waits === 'beneath' && late > 0 ? '_beneath' : ''}`,
            words,
            href: `/nhiem-vu/${task.id}`,
          },
        ]
  return [
    ...one(task.unitId, unit, 'unit'),
    ...(task.giverId === task.unitId ? [] : one(task.giverId, giver, 'giver')),
  ]
}

/**
 * What happens to tasks on a day before people come to work: those of units that have ended go over to whoever took their
 * place; then everybody is reminded of what is due soon, today, or late. A second time on the same day changes nothing.
 */
export async function remindOfTasks(tx: Tx, day: Day): Promise<{ inherited: number; reminded: number }> {
  const inherited = await inheritTasks(tx, day)
  let reminded = 0
  for (const rung of ladder) {
    const tasks = await takeStep(tx, { step: rung.step, ...dueDaysOf(rung, day), day })
    const notices = tasks.flatMap((task) => noticesOf(task, rung.step, day))
    for (let first = 0; first < notices.length; first += atOnce)
      await raiseNotices(tx, notices.slice(first, first + atOnce))
    reminded += tasks.length
  }
  return { inherited, reminded }
}

/** What stands in the calendar of the person of this transaction: what their units have to do. */
export const calendarEntriesOfTasks: CalendarSource = (db, { from, until }) => dueForMe(db, { from, until })
