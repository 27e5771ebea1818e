import { life } from '#life'
import { type Declared, findDeclared, insertStep } from './store.ts'

/** A declared figure: it counts until it is withdrawn, and is corrected as often as need be. */
export const declaredLife = life({
  name: 'declared',
  table: 'declared.figure',
  writes: ['state', 'version'],
  find: findDeclared,
  state: ({ state }: Declared) => state,
  version: ({ version }) => version,
  otherwise: 'declared_figure_is_withdrawn',
  record: (tx, row, { event, words = '', personId }) =>
    insertStep(tx, { figure: row, event: event as 'corrected' | 'withdrawn', why: words, takenBy: personId }),
  steps: {
    correct: {
      may: 'figure.declare',
      from: ['counted'],
      to: 'counted',
      asks: 'declared_step_has_no_reason',
      event: 'corrected',
    },
    withdraw: {
      may: 'figure.declare',
      from: ['counted'],
      to: 'withdrawn',
      asks: 'declared_step_has_no_reason',
      event: 'withdrawn',
    },
  },
})
