import { broughtTo, defineModule } from '#platform/module'
import { littleProven } from './breakdown/tile.ts'
import { indicatorsByWords } from './find-store.ts'
import { permissions } from './permissions.ts'
import { tellProtected } from './protected/tell-protected.ts'
import { readyIndicators } from './ready-indicators.ts'
import { keepFolding, prepareFigures } from './roll-up/fold.ts'
import { countFacts, type IndicatorRow, loadIndicators } from './store.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
  interface Module {
    /** Indicators that come with the software. */
    indicators?: readonly IndicatorRow[]
  }
}

/** Runs what every module does on a new day, one after the other. */
async function beginDay(): Promise<void> {
  for (const begin of broughtTo('onNewDay')) await begin()
}

export const figures = defineModule({
  name: 'figures',
  schemas: ['figures'],
  permissions,
  finders: [{ kind: 'indicator', action: 'figure.read', find: indicatorsByWords }],
  tiles: [{ action: 'figure.share', rank: 30, read: littleProven }],
  indicators: readyIndicators,
  prepare: (tx) => loadIndicators(tx, broughtTo('indicators').flat()),
  afterPrepare: prepareFigures,
  onNewDay: tellProtected,
  loops: [{ fault: 'figures could not be folded', start: (onFault) => keepFolding(onFault, beginDay) }],
  touched: { 'figures.touched': countFacts },
})
