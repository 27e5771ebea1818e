import type { Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'report.read': ['checker', 'leader', 'inspector', 'editor', 'administrator'],
  'outline.manage': ['checker', 'administrator'],
  'regime.manage': ['checker', 'administrator'],
} as const satisfies Permissions
