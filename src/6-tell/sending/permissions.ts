import type { Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'report.send': ['checker', 'leader'],
  'report.receive': ['checker', 'leader'],
} as const satisfies Permissions
