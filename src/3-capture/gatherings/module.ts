import { defineModule } from '#platform/module'
import { sessionsApi } from './api.ts'
import { calendarEntriesOfSessions } from './calendar.ts'
import { describe } from './describe.ts'
import { forgetArrivals } from './door/doubts-store.ts'
import { doorPages } from './door/pages/door-pages.tsx'
import { sessionsByWords } from './find-store.ts'
import { keepForgetting } from './lists/forget-names.ts'
import { sessionPages } from './pages/index.ts'
import { permissions } from './permissions.ts'
import { sessionsInCampaign, sessionsUnderDocuments, sessionsUnderTheme } from './stand-elsewhere.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
  interface SourceKinds {
    session: true
  }
  interface ProvenKinds {
    session: true
  }
}

export const gatherings = defineModule({
  name: 'gatherings',
  schemas: ['gatherings'],
  permissions,
  finders: [{ kind: 'session', action: 'session.read', find: sessionsByWords }],
  places: [{ key: 'sessions', group: 'record', at: '/hoc-tap', action: 'session.read', rank: 60 }],
  openPages: [doorPages],
  pages: [sessionPages],
  api: [sessionsApi],
  loops: [
    {
      fault: 'names on old lists could not be deleted',
      start: (onFault, { ATTENDANCE_LIST_MONTHS }) => keepForgetting(ATTENDANCE_LIST_MONTHS, onFault),
    },
  ],
  sources: { session: describe },
  proven: { session: describe },
  provenAt: { session: (id) => `/hoc-tap/${id}` },
  mornings: { 'sessions.forget_arrivals': forgetArrivals },
  calendar: { sessions: (db, { from, until }) => calendarEntriesOfSessions(db, { from, until }) },
  underThemes: [sessionsUnderTheme],
  inCampaigns: [sessionsInCampaign],
  underDocuments: [sessionsUnderDocuments],
})
