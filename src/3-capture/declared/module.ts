import { readIndicators } from '#figures'
import { defineModule } from '#platform/module'
import { declaredApi } from './api.ts'
import { describe, describeForEverybody } from './describe.ts'
import { declaredPages } from './pages/index.ts'
import { permissions } from './permissions.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
  interface SourceKinds {
    declared: true
  }
}

export const declared = defineModule({
  name: 'declared',
  schemas: ['declared'],
  permissions,
  places: [{ key: 'declared', group: 'record', at: '/khai-so-lieu', action: 'figure.declare', rank: 65 }],
  pages: [declaredPages],
  api: [declaredApi],
  // What reviews set their results against: people, households, members, cells.
  indicators: readIndicators('src/3-capture/declared/indicators.csv'),
  sources: { declared: describe },
  publicSources: { declared: describeForEverybody },
})
