import { roles as everyone, type Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'document.read': everyone,
  'document.register': ['recorder', 'checker'],
  'document.number': ['checker', 'administrator'],
} as const satisfies Permissions
