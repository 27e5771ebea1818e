// Where reports that are owed show beside other work: in calendars, on the page of one's own work.
import type { Child } from 'hono/jsx'
import type { Actor } from '#access'
import type { CalendarEntry } from '#notices'
import type { Reader } from '#platform/database'
import { formatPeriod, t } from '#platform/i18n'
import { type Day, today } from '#platform/time'
import { OwnReports } from './pages/own-reports.tsx'
import { myReports, ownDue } from './read.ts'
import { nameInAddress } from './report-period.ts'

export const calendarEntriesOfReports = async (
  db: Reader,
  { from, until }: { from: Day; until: Day },
): Promise<CalendarEntry[]> =>
  (await ownDue(db, { from, until }, today())).map(({ regime, unit, period, dueOn }) => ({
    uid: `report-${regime.id}-${period}-${unit.id}`,
    start: dueOn,
    title: t('regimes.calendar', { name: regime.name, unit: unit.name, period: formatPeriod(period) }),
    href: `/bao-cao/${unit.slug}/${nameInAddress(period, regime.outline)}`,
    sequence: 0,
  }))

export async function reportsOfMine(actor: Actor): Promise<Child> {
  const day = today()
  const due = await myReports(actor, day)
  return due.length === 0 ? null : <OwnReports due={due} day={day} />
}
