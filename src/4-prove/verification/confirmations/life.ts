import { findActivity } from '#activities'
import { life } from '#life'
import { findDoubt } from './doubts-store.ts'
import { findHold, timeOfTransaction } from './holds-store.ts'
import { findBatch } from './store.ts'

const stateOf = ({ settledAt }: { settledAt: Date | null }) => (settledAt === null ? 'open' : 'settled')
const open = { from: ['open'], to: 'settled' } as const

/** A question that people raised: open until a checker says what was found out. */
export const doubtLife = life({
  name: 'doubt',
  table: 'verification.doubt',
  find: findDoubt,
  state: stateOf,
  otherwise: 'seen_is_outdated',
  steps: {
    settle: {
      may: 'confirmation.review',
      ...open,
      sets: ({ at, personId }) => ({ settled_at: at, settled_by: personId }),
    },
  },
})

/** Answers that came in a crowd: held until an inspector says whether they count. */
export const holdLife = life({
  name: 'hold',
  table: 'verification.hold',
  find: findHold,
  state: stateOf,
  otherwise: 'seen_is_outdated',
  steps: {
    settle: {
      may: 'confirmation.inspect',
      ...open,
      // Facts may be posted in the transaction of the look alone: their policy compares the time.
      sets: ({ personId }) => ({ settled_at: timeOfTransaction, settled_by: personId }),
    },
  },
})

/** A batch of codes: good until it is taken back. */
export const batchLife = life({
  name: 'batch',
  table: 'verification.batch',
  find: async (db, id) => {
    const batch = await findBatch(db, id)
    const activity = batch && (await findActivity(db, batch.activityId))
    return batch && activity ? { ...batch, unitId: activity.unitId } : undefined
  },
  state: ({ revokedAt }) => (revokedAt === null ? 'issued' : 'revoked'),
  otherwise: 'seen_is_outdated',
  steps: {
    revoke: {
      may: 'confirmation.issue',
      from: ['issued'],
      to: 'revoked',
      sets: ({ at, personId }) => ({ revoked_at: at, revoked_by: personId }),
    },
  },
})
