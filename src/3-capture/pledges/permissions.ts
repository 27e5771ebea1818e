import { roles as everyone, type Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'pledge.make': everyone,
  'pledge.read': everyone,
  'pledge.enter': ['recorder', 'checker'],
  'pledge.confirm': ['checker', 'leader'],
} as const satisfies Permissions
