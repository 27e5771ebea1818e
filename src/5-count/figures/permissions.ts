import { roles as everyone, type Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'figure.read': everyone,
  'figure.enter_for': ['checker', 'administrator'],
} as const satisfies Permissions
