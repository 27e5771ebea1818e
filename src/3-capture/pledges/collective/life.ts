import { life } from '#life'
import { type CollectivePledge, findCollective } from './store.ts'

type State = 'made' | 'told' | 'done' | 'confirmed' | 'withdrawn'

const stateOf = (pledge: CollectivePledge): State => {
  if (pledge.withdrawnAt !== null) return 'withdrawn'
  if (pledge.confirmedOn !== null) return 'confirmed'
  if (pledge.outcome === null) return 'made'
  return pledge.outcome === 'done' ? 'done' : 'told'
}

const ofCollective = {
  may: 'pledge.enter',
  from: ['made', 'told', 'done'],
  otherwise: 'pledge_is_confirmed',
} as const
const ofAbove = { may: 'pledge.confirm', otherwise: 'pledge_is_not_done' } as const

const told = (isConfirmed: boolean) => (pledge: CollectivePledge) =>
  ({
    kind: 'pledge.confirmed',
    unitId: pledge.unitId,
    data: { pledgeId: pledge.id, isConfirmed },
  }) as const

/** What a collective registered: its outcome is told, confirmed from above, and may be withdrawn until then. */
export const collectiveLife = life({
  name: 'pledge',
  table: 'pledges.collective',
  // What is withdrawn stays in the books, and nothing can be done with it.
  find: async (db, id) => {
    const pledge = await findCollective(db, id)
    return pledge?.withdrawnAt ? undefined : pledge
  },
  state: stateOf,
  otherwise: 'not_found_or_not_allowed',
  steps: {
    tell: {
      ...ofCollective,
      tells: ({ id, unitId }) => ({
        kind: 'pledge.outcome_told',
        unitId,
        data: { pledgeId: id, isCollective: true },
      }),
    },
    confirm: {
      ...ofAbove,
      from: ['done'],
      to: 'confirmed',
      sets: ({ at, personId, words }) => ({
        confirmed_at: at,
        confirmed_by: personId,
        confirmed_words: words ?? '',
      }),
      tells: told(true),
    },
    unconfirm: {
      ...ofAbove,
      from: ['confirmed'],
      to: 'done',
      otherwise: 'not_found_or_not_allowed',
      sets: () => ({ confirmed_at: null, confirmed_by: null, confirmed_words: '' }),
      tells: told(false),
    },
    withdraw: {
      ...ofCollective,
      to: 'withdrawn',
      sets: ({ at, personId }) => ({ withdrawn_at: at, withdrawn_by: personId }),
      tells: ({ id, unitId }) => ({
        kind: 'pledge.withdrawn',
        unitId,
        data: { pledgeId: id, isCollective: true },
      }),
    },
  },
})
