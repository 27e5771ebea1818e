// Where reports that are owed show beside other work: on the page of one's own work, in calendars, in the reminders of the morning.
import { showOnMyWork } from '#activities'
import { everyMorning, standInCalendars } from '#notices'
import { formatPeriod, t } from '#platform/i18n'
import { today } from '#platform/time'
import { nameInAddress } from '../rules.ts'
import { OwnReports } from './pages/own-reports.tsx'
import { myReports, ownDue } from './read.ts'
import { remindOfReports } from './remind.ts'

everyMorning('reports.remind', async (tx, day) => void (await remindOfReports(tx, day)))

standInCalendars('reports', async (db, { from, until }) =>
  (await ownDue(db, { from, until }, today())).map(({ regime, unit, period, dueOn }) => ({
    uid: `report-${regime.id}-${period}-${unit.id}`,
    start: dueOn,
    title: t('regimes.calendar', { name: regime.name, unit: unit.name, period: formatPeriod(period) }),
    href: `/bao-cao/${unit.slug}/${nameInAddress(period, regime.outline)}`,
    sequence: 0,
  })),
)

showOnMyWork(async (actor) => {
  const day = today()
  const due = await myReports(actor, day)
  return due.length === 0 ? null : <OwnReports due={due} day={day} />
})
