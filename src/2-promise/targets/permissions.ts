import { roles as everyone, type Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'target.read': everyone,
  'target.set': ['checker', 'leader'],
} as const satisfies Permissions
