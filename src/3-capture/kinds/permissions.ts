import type { Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'kind.manage': ['checker', 'administrator'],
} as const satisfies Permissions
