import { life } from '#life'
import type { State } from './entry.ts'
import { type StepName, steps } from './rules.ts'
import { findInitiative, type Initiative, insertLife, type LifeStep } from './store.ts'

/** The life of an initiative, from its proposal to its end. Whoever takes a step has seen its state. */
export const initiativeLife = life<Initiative, State, StepName>({
  name: 'initiative',
  table: 'initiatives.initiative',
  writes: ['state'],
  find: findInitiative,
  state: ({ state }) => state,
  version: ({ state }) => state,
  steps,
  otherwise: 'initiative_step_is_not_next',
  isRepeatable: true,
  record: (tx, { id }, { event, words, detail, personId }) =>
    insertLife(tx, id, {
      event: event as LifeStep['event'],
      day: String(detail?.day),
      document: String(detail?.document ?? '') || null,
      note: words || null,
      learnt: detail?.learnt === undefined ? null : String(detail.learnt),
      unitId: null,
      personId,
    }),
})
