import { life } from '#life'
import { findDocument } from './store.ts'

const registered = {
  stateFirst: true,
  may: 'document.register',
  from: ['registered'],
  otherwise: 'document_is_withdrawn',
} as const

/** A registration in the register of documents: put right as often as need be, until it is withdrawn. */
export const documentLife = life({
  name: 'document',
  table: 'programme.document',
  find: findDocument,
  writes: ['version'],
  version: ({ version }) => version,
  state: ({ withdrawnAt }) => (withdrawnAt === null ? 'registered' : 'withdrawn'),
  otherwise: 'document_is_withdrawn',
  steps: {
    correct: {
      ...registered,
      tells: ({ id, unitId, version }) => ({
        kind: 'document.corrected',
        unitId,
        data: { documentId: id, version: version + 1 },
      }),
    },
    withdraw: {
      ...registered,
      to: 'withdrawn',
      ofAnyVersion: true,
      sets: ({ at, personId, words }) => ({
        withdrawn_at: at,
        withdrawn_by: personId,
        withdrawn_why: words ?? '',
      }),
    },
  },
})
