import { roles as everyone, type Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'parameter.read': everyone,
  'parameter.manage': ['administrator'],
} as const satisfies Permissions
