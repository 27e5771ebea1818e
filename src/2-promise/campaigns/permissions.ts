import { roles as everyone, type Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'campaign.read': everyone,
  'campaign.manage': ['checker', 'leader'],
} as const satisfies Permissions
