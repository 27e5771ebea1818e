import { roles as everyone, type Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'task.read': everyone,
  'task.hand_down': ['checker', 'leader'],
  'task.work': ['recorder', 'checker'],
  'task.judge': ['checker', 'leader'],
} as const satisfies Permissions
