import type { Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'figure.share': ['checker', 'leader', 'inspector'],
  'question.read': ['recorder', 'checker', 'leader', 'inspector'],
  'question.answer': ['checker'],
} as const satisfies Permissions
