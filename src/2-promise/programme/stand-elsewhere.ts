// Where plans and tasks show beside what they serve: on the pages of themes and documents, in calendars, in other systems, in
// the reminders of the morning.
import { emitEvents, everyMorning, standInCalendars } from '#notices'
import { formatDay, t } from '#platform/i18n'
import { standUnderDocuments } from './documents/standing.ts'
import { type Plan, plansServing, plansUnder } from './plans/store.ts'
import { hearTaskChanges } from './tasks/outside.ts'
import { calendarEntriesOfTasks, remindOfTasks } from './tasks/remind.ts'
import { standUnderThemes } from './themes/standing.ts'

/** So many are listed; the list of plans shows the rest. */
const most = 50

const rowOf = ({ id, title, unitName, fromDay, toDay, state }: Plan) => ({
  title,
  href: `/ke-hoach/${id}`,
  unitName,
  note: `${formatDay(fromDay)} – ${formatDay(toDay)} · ${t(`plans.state.${state}`)}`,
})

everyMorning('tasks.remind', async (tx, day) => void (await remindOfTasks(tx, day)))

standInCalendars('tasks', calendarEntriesOfTasks)

hearTaskChanges(emitEvents)

standUnderThemes({
  title: () => t('plans.title'),
  find: async (db, themeId) => (await plansServing(db, themeId, most)).map(rowOf),
})

standUnderDocuments({
  title: () => t('plans.title'),
  find: async (db, documentIds) => {
    const found = new Map<string, ReturnType<typeof rowOf>[]>()
    for (const { underId, ...plan } of await plansUnder(db, documentIds, most))
      found.set(underId, [...(found.get(underId) ?? []), rowOf(plan)])
    return found
  },
})
