import type { Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'federation.read': ['leader', 'administrator'],
} as const satisfies Permissions
