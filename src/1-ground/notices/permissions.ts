import { roles as everyone, type Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'notice.read': everyone,
  'job.watch': ['administrator'],
  'webhook.manage': ['administrator'],
} as const satisfies Permissions
