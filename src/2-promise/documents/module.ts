import { defineModule } from '#platform/module'
import { documentsApi } from './api.ts'
import { describe, documentsUnderTheme } from './describe.ts'
import { documentsNamed } from './find-by-symbol.ts'
import { documentsByWords } from './find-store.ts'
import { documentIndicators } from './indicators.ts'
import { areLayoutsChosen, isAnyNumbering } from './numbering/store.ts'
import { documentPages } from './pages/index.tsx'
import { permissions } from './permissions.ts'
import { findDocument } from './store.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
  interface SourceKinds {
    document: true
  }
}

export const documents = defineModule({
  name: 'documents',
  schemas: ['programme'],
  permissions,
  finders: [{ kind: 'document', action: 'document.read', find: documentsByWords }],
  places: [{ key: 'documents', group: 'lead', at: '/van-ban', action: 'document.read', rank: 20 }],
  firstSteps: [
    { key: 'numbering', at: '/van-ban', isDone: isAnyNumbering },
    { key: 'layouts', at: '/van-ban', isDone: areLayoutsChosen },
  ],
  pages: [documentPages],
  api: [documentsApi],
  indicators: documentIndicators,
  sources: { document: describe },
  underThemes: [documentsUnderTheme],
  decidesThemes: { documents: { named: documentsNamed, find: findDocument } },
})
