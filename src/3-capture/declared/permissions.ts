import type { Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'figure.declare': ['recorder', 'checker', 'administrator'],
} as const satisfies Permissions
