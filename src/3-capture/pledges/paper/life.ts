import { life } from '#life'
import { findPaper } from './store.ts'

/** A count of pledges on paper: it stands until it is withdrawn. */
export const paperLife = life({
  name: 'paper',
  table: 'pledges.paper',
  find: findPaper,
  state: ({ withdrawnAt }) => (withdrawnAt === null ? 'stands' : 'withdrawn'),
  otherwise: 'not_found_or_not_allowed',
  steps: {
    withdraw: {
      may: 'pledge.enter',
      from: ['stands'],
      to: 'withdrawn',
      sets: ({ at, personId }) => ({ withdrawn_at: at, withdrawn_by: personId }),
    },
  },
})
