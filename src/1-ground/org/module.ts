import { defineModule } from '#platform/module'
import { unitsApi } from './api.ts'
import { unitsByWords } from './find-store.ts'
import { unitPages } from './pages/index.ts'
import { permissions } from './permissions.ts'
import { putNamesInPlace } from './reorganise/reorganise.ts'
import { countBeneath, countPeople } from './reorganise/store.ts'
import { isAnyBase } from './store.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
}

export const org = defineModule({
  name: 'org',
  schemas: ['org'],
  permissions,
  finders: [{ kind: 'unit', action: 'unit.read', find: unitsByWords }],
  places: [
    { key: 'units', group: 'manage', at: '/quan-ly/don-vi', action: 'unit.read', rank: 230 },
    { key: 'reorganise', group: 'manage', at: '/quan-ly/sap-xep', action: 'unit.manage', rank: 240 },
  ],
  firstSteps: [{ key: 'units', at: '/quan-ly/don-vi/nhap', isDone: isAnyBase }],
  pages: [unitPages],
  api: [unitsApi],
  afterPrepare: putNamesInPlace,
  onNewDay: putNamesInPlace,
  touched: { 'org.touched.units': countBeneath, 'org.touched.people': countPeople },
})
