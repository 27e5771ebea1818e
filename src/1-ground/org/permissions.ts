import { roles as everyone, type Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'unit.read': everyone,
  'unit.manage': ['administrator'],
} as const satisfies Permissions
