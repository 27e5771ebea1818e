import { defineModule } from '#platform/module'
import { figuresApi } from './api.ts'
import { explorerPages } from './explorer/pages/explorer-pages.tsx'
import { figurePages } from './pages/figure-pages.tsx'
import { permissions } from './permissions.ts'
import { questionsApi } from './quality/api.ts'
import { keepAsking, loadQualityRules } from './quality/look-for-questions.ts'
import { questionPages } from './quality/pages/question-pages.tsx'
import { countToAnswer } from './quality/store.ts'
import { openQuestions } from './quality/tile-store.ts'
import { readingsApi } from './readings/api.ts'
import { sharePages } from './readings/pages/share-pages.tsx'
import { sharedPages } from './readings/pages/shared-page.tsx'
import { whyPages } from './readings/pages/why-page.tsx'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
}

export const exploring = defineModule({
  name: 'exploring',
  schemas: ['figures'],
  permissions,
  tiles: [{ action: 'question.read', rank: 20, read: openQuestions }],
  places: [
    { key: 'shares', group: 'figures', at: '/lien-ket-chia-se', action: 'figure.share', rank: 120 },
    { key: 'questions', group: 'figures', at: '/cau-hoi-so-lieu', action: 'question.read', rank: 130 },
  ],
  waiting: [{ at: 'questions', action: 'question.answer', count: countToAnswer }],
  openPages: [sharedPages],
  pages: [figurePages, explorerPages, whyPages, sharePages, questionPages],
  api: [figuresApi, readingsApi, questionsApi],
  prepare: loadQualityRules,
  loops: [{ fault: 'figures could not be looked at', start: (onFault) => keepAsking(onFault) }],
})
