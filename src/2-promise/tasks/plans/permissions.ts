import { roles as everyone, type Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'plan.read': everyone,
  'plan.write': ['checker', 'leader'],
} as const satisfies Permissions
