import { defineModule } from '#platform/module'
import { provenByOthers } from '../prove.ts'
import { sealWords } from '../seal-words.ts'
import { confirmationsApi } from './api.ts'
import { forgetArrivals } from './holds-store.ts'
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
    { key: 'doubts', at: '/dan-noi-khac', action: 'confirmation.review', rank: 190 },
    { key: 'answers', at: '/cau-tra-loi-cho-xem', action: 'confirmation.inspect', rank: 200 },
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
