import { roles as everyone, type Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'theme.read': everyone,
  'theme.manage': ['checker', 'leader'],
} as const satisfies Permissions
