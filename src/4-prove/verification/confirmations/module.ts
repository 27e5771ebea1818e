import { defineModule } from '#platform/module'
import { provenByOthers } from '../prove.ts'
import { sealWords } from '../seal-words.ts'
import { confirmationsApi } from './api.ts'
import { countOpenDoubts } from './doubts-store.ts'
import { countOpenHolds, forgetArrivals } from './holds-store.ts'
import { answerPages } from './pages/answer-pages.tsx'
import { answersBesideFigure } from './pages/beside-figures.ts'
import { holdPages } from './pages/hold-pages.tsx'
import { confirmationPages } from './pages/issue-pages.tsx'
import { answersOfActivity, doubtsOfMine, holdsOfMine } from './pages/of-activity.tsx'
import { printPages } from './pages/print-pages.tsx'
import { permissions } from './permissions.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
}

export const confirmations = defineModule({
  name: 'confirmations',
  schemas: ['verification'],
  permissions,
  places: [
    { key: 'doubts', group: 'prove', at: '/dan-noi-khac', action: 'confirmation.review', rank: 190 },
    { key: 'answers', group: 'prove', at: '/cau-tra-loi-cho-xem', action: 'confirmation.inspect', rank: 200 },
  ],
  waiting: [
    { at: 'doubts', action: 'confirmation.review', count: countOpenDoubts },
    { at: 'answers', action: 'confirmation.inspect', count: countOpenHolds },
  ],
  openPages: [answerPages],
  pages: [confirmationPages, printPages, holdPages],
  api: [confirmationsApi],
  onNewDay: sealWords,
  mornings: { 'confirmations.forget_arrivals': forgetArrivals },
  alsoProven: provenByOthers,
  besideFigures: [answersBesideFigure],
  onActivity: [answersOfActivity],
  onMyWork: [doubtsOfMine, holdsOfMine],
})
