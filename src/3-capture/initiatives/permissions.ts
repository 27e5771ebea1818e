import { roles as everyone, type Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'initiative.read': everyone,
  'initiative.propose': ['recorder', 'checker'],
  'initiative.decide': ['checker', 'leader'],
} as const satisfies Permissions
