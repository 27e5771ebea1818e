import type { Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'initiative.recognise': ['checker', 'leader'],
  'initiative.contact': ['checker', 'leader', 'administrator'],
} as const satisfies Permissions
