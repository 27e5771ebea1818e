import { roles as everyone, type Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'activity.read': everyone,
  // Photos and words of people who need protection.
  'activity.read_protected': ['recorder', 'checker', 'inspector'],
  'activity.record': ['recorder', 'checker'],
  'activity.check': ['checker'],
  'activity.reopen': ['checker', 'leader'],
} as const satisfies Permissions
