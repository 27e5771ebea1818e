import { life } from '#life'
import { findSpotCheck, type SpotCheck } from './store.ts'

const stateOf = ({ drawnAt, closedAt }: SpotCheck) =>
  closedAt !== null ? 'closed' : drawnAt !== null ? 'drawn' : 'planned'

/** A spot check: planned, drawn once, closed when everything that was drawn was visited. */
export const spotCheckLife = life({
  name: 'check',
  table: 'verification.spot_check',
  find: findSpotCheck,
  state: stateOf,
  otherwise: 'spot_check_is_not_drawn',
  steps: {
    draw: {
      may: 'spotcheck.plan',
      from: ['planned'],
      to: 'drawn',
      otherwise: 'spot_check_is_drawn_already',
      sets: ({ at, personId }) => ({ drawn_by: personId, drawn_at: at }),
    },
    close: {
      may: 'spotcheck.record',
      from: ['drawn'],
      to: 'closed',
      otherwise: ({ closedAt }) => (closedAt === null ? 'spot_check_is_not_drawn' : 'spot_check_is_closed'),
      sets: ({ at, personId }) => ({ closed_by: personId, closed_at: at }),
    },
  },
})
