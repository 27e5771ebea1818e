import type { Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'report.compose': ['checker', 'leader'],
  'report.approve': ['checker', 'leader'],
  'report.sign': ['leader'],
  'report.publish': ['leader', 'editor'],
  'report.arrange': ['administrator'],
} as const satisfies Permissions
