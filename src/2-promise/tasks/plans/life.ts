import { life } from '#life'
import { findPlan, type Plan } from './store.ts'

const written = { may: 'plan.write', stateFirst: true, otherwise: 'plan_is_issued_already' } as const

/** The life of a plan: a draft is issued once, and closed when nothing of it is open. */
export const planLife = life({
  name: 'plan',
  table: 'programme.plan',
  writes: ['state', 'version'],
  find: findPlan,
  state: ({ state }) => state,
  version: ({ version }) => version,
  otherwise: 'plan_is_not_issued',
  steps: {
    rewrite: {
      ...written,
      from: ['draft'],
      tells: ({ id, unitId, version }: Plan) => ({
        kind: 'plan.written',
        unitId,
        data: { planId: id, version: version + 1 },
      }),
    },
    issue: { ...written, from: ['draft'], to: 'issued' },
    close: {
      may: 'plan.write',
      stateFirst: true,
      from: ['issued'],
      to: 'closed',
      tells: ({ id, unitId }: Plan) => ({ kind: 'plan.closed', unitId, data: { planId: id } }),
    },
  },
})
