import type { Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'spotcheck.read': ['checker', 'leader', 'inspector', 'administrator'],
  'spotcheck.plan': ['inspector'],
  'spotcheck.record': ['inspector'],
} as const satisfies Permissions
