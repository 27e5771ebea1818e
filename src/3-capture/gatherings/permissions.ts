import { roles as everyone, type Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'session.read': everyone,
  'session.hold': ['recorder', 'checker'],
  'session.look_at_door': ['checker', 'leader', 'inspector'],
} as const satisfies Permissions
