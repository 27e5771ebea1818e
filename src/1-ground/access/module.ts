import { defineModule } from '#platform/module'
import { peopleByWords } from './find-store.ts'
import { accountPages } from './pages/account-pages.tsx'
import { auditPages, peoplePages } from './pages/people-pages.tsx'
import { personPages } from './pages/person-pages.tsx'
import { signInPages } from './pages/sign-in-pages.tsx'
import { ownPermissions } from './permissions.ts'
import { keepSignInTidy } from './sign-in/tidy.ts'
import { areSeveralPeople, syncPermissions } from './store.ts'

type Own = typeof ownPermissions
declare module '#platform/module' {
  interface Actions extends Own {}
}

export const access = defineModule({
  name: 'access',
  schemas: ['access'],
  permissions: ownPermissions,
  finders: [{ kind: 'person', action: 'person.manage', find: peopleByWords }],
  places: [
    { key: 'people', group: 'manage', at: '/quan-ly/nguoi-dung', action: 'person.manage', rank: 250 },
    { key: 'audit', group: 'manage', at: '/quan-ly/nhat-ky', action: 'audit.read', rank: 300 },
    { key: 'account', group: 'own', at: '/tai-khoan', action: null, rank: 310 },
  ],
  firstSteps: [{ key: 'people', at: '/quan-ly/nguoi-dung', isDone: areSeveralPeople }],
  openPages: [signInPages],
  pages: [peoplePages, personPages, auditPages, accountPages],
  prepare: syncPermissions,
  loops: [{ fault: 'what is kept of signing in could not be tidied', start: keepSignInTidy }],
})
