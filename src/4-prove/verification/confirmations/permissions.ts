import type { Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'confirmation.issue': ['recorder', 'checker', 'inspector'],
  'confirmation.review': ['checker'],
  'confirmation.inspect': ['inspector'],
} as const satisfies Permissions
