import { broughtTo, defineModule } from '#platform/module'
import { figuresApi } from './api.ts'
import { explorerPages } from './explorer/pages/explorer-pages.tsx'
import { federationPages } from './federation/pages/federation-pages.tsx'
import { keepBeating } from './federation/publish.ts'
import { figurePages } from './pages/figure-pages.tsx'
import { permissions } from './permissions.ts'
import { tellProtected } from './protected/tell-protected.ts'
import { questionsApi } from './quality/api.ts'
import { keepAsking, loadQualityRules } from './quality/look-for-questions.ts'
import { questionPages } from './quality/pages/question-pages.tsx'
import { readingsApi } from './readings/api.ts'
import { sharePages } from './readings/pages/share-pages.tsx'
import { sharedPages } from './readings/pages/shared-page.tsx'
import { whyPages } from './readings/pages/why-page.tsx'
import { readyIndicators } from './ready-indicators.ts'
import { keepFolding, prepareFigures } from './roll-up/fold.ts'
import { countFacts, type IndicatorRow, loadIndicators } from './store.ts'

declare module '#platform/module' {
  interface Module {
    /** Indicators that come with the software. */
    indicators?: readonly IndicatorRow[]
  }
}

/** Runs what every module does on a new day, one after the other. */
async function beginDay(): Promise<void> {
  for (const begin of broughtTo('onNewDay')) await begin()
}

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
}

export const figures = defineModule({
  name: 'figures',
  schemas: ['figures', 'federation'],
  permissions,
  places: [
    { key: 'shares', at: '/lien-ket-chia-se', action: 'figure.share', rank: 120 },
    { key: 'questions', at: '/cau-hoi-so-lieu', action: 'question.read', rank: 130 },
    { key: 'federation', at: '/lien-thong', action: 'federation.read', rank: 290 },
  ],
  openPages: [sharedPages],
  pages: [figurePages, explorerPages, whyPages, sharePages, questionPages, federationPages],
  api: [figuresApi, readingsApi, questionsApi],
  indicators: readyIndicators,
  prepare: async (tx) => {
    await loadIndicators(tx, broughtTo('indicators').flat())
    await loadQualityRules(tx)
  },
  afterPrepare: prepareFigures,
  onNewDay: tellProtected,
  loops: [
    { fault: 'figures could not be folded', start: (onFault) => keepFolding(onFault, beginDay) },
    { fault: 'the heartbeat was missed', start: (onFault) => keepBeating(onFault) },
    { fault: 'figures could not be looked at', start: (onFault) => keepAsking(onFault) },
  ],
  touched: { 'figures.touched': countFacts },
})
