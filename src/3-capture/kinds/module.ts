import { defineModule } from '#platform/module'
import { kindsByWords } from './find-store.ts'
import { kindSetupPages } from './forms/pages/index.ts'
import { permissions } from './permissions.ts'
import { readyKinds } from './ready-kinds/index.ts'
import { loadKinds } from './ready-kinds/load-kinds.ts'
import { areKindsChosen } from './ready-kinds/store.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
}

export const kinds = defineModule({
  name: 'kinds',
  schemas: ['initiatives'],
  permissions,
  finders: [{ kind: 'kind', action: 'kind.manage', find: kindsByWords }],
  places: [
    { key: 'kinds', group: 'initiatives', at: '/quan-ly/loai-mo-hinh', action: 'kind.manage', rank: 160 },
  ],
  firstSteps: [{ key: 'kinds', at: '/quan-ly/loai-mo-hinh#chon', isDone: areKindsChosen }],
  pages: [kindSetupPages],
  prepare: (tx) => loadKinds(tx, readyKinds, '2021-05-18'),
})
