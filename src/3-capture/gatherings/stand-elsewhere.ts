// Where sessions show beside what they serve: in calendars, on the page of their theme, under the documents that they study.
import { standInCalendars } from '#notices'
import { formatDay, t } from '#platform/i18n'
import { standUnderDocuments, standUnderThemes } from '#programme'
import { calendarEntriesOfSessions } from './calendar.ts'
import { type Gathering, gatheringsMatching, gatheringsStudying } from './store.ts'

/** So many are listed; the list of sessions shows the rest. */
const most = 50

const rowOf = ({ id, title, unitName, day, state }: Gathering) => ({
  title,
  href: `/hoc-tap/${id}`,
  unitName,
  note: `${formatDay(day)} · ${t(`gatherings.state.${state}`)}`,
})

standInCalendars('sessions', (db, { from, until }) => calendarEntriesOfSessions(db, { from, until }))

standUnderThemes({
  title: () => t('gatherings.title'),
  find: async (db, themeId) => (await gatheringsMatching(db, { themeId, limit: most })).map(rowOf),
})

standUnderDocuments({
  title: () => t('gatherings.title'),
  find: async (db, documentIds) => {
    const studied = await gatheringsStudying(db, documentIds, most)
    const found = new Map<string, ReturnType<typeof rowOf>[]>()
    for (const { documentId, ...gathering } of studied)
      found.set(documentId, [...(found.get(documentId) ?? []), rowOf(gathering)])
    return found
  },
})
