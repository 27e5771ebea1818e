import { life } from '#life'
import { findRecognition } from './store.ts'

/** A recognition stands until it is taken back: entered by mistake, or revoked. */
export const recognitionLife = life({
  name: 'recognition',
  table: 'initiatives.recognition',
  find: findRecognition,
  state: ({ withdrawnAt }) => (withdrawnAt === null ? 'stands' : 'withdrawn'),
  otherwise: 'not_found_or_not_allowed',
  steps: {
    withdraw: {
      may: 'initiative.recognise',
      from: ['stands'],
      to: 'withdrawn',
      sets: ({ at, personId, words }) => ({
        withdrawn_at: at,
        withdrawn_by: personId,
        withdrawn_why: words ?? '',
      }),
    },
  },
})
