import { roles as everyone, type Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'figure.read': everyone,
  'figure.share': ['checker', 'leader', 'inspector'],
  'figure.enter_for': ['checker', 'administrator'],
  'question.read': ['recorder', 'checker', 'leader', 'inspector'],
  'question.answer': ['checker'],
  'federation.read': ['leader', 'administrator'],
} as const satisfies Permissions
