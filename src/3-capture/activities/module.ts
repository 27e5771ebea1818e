import { defineModule } from '#platform/module'
import { activitiesApi } from './api.ts'
import { describe } from './describe.ts'
import { activitiesByWords } from './find-store.ts'
import { activityPages } from './pages/activity-page.tsx'
import { workPages } from './pages/list-pages.tsx'
import { previewPages } from './pages/preview-page.tsx'
import { recordPages } from './pages/record-page.tsx'
import { permissions } from './permissions.ts'
import { sealProtected } from './seal-protected.ts'
import { countReturnedTo, countWaiting, countWaitingFor, isAnyRecord, publishedPictures } from './store.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
  interface SourceKinds {
    activity: true
  }
  interface ProvenKinds {
    activity: true
  }
}

export const activities = defineModule({
  name: 'activities',
  schemas: ['activities'],
  permissions,
  finders: [{ kind: 'activity', action: 'activity.read', find: activitiesByWords }],
  places: [{ key: 'activities', group: 'record', at: '/hoat-dong', action: 'activity.read', rank: 180 }],
  waiting: [
    { at: 'mine', action: 'activity.record', count: countReturnedTo },
    { at: 'check', action: 'activity.check', count: countWaitingFor },
  ],
  pages: [workPages, recordPages, activityPages, previewPages],
  api: [activitiesApi],
  onNewDay: sealProtected,
  sources: { activity: describe },
  proven: { activity: describe },
  provenAt: { activity: (id) => `/hoat-dong/${id}` },
  touched: { 'activities.touched': countWaiting },
  firstSteps: [{ key: 'record', at: '/hoat-dong', isDone: isAnyRecord }],
  pictures: publishedPictures,
})
