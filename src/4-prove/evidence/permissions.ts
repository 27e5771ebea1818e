import type { Permissions } from '#access'

/** Who may do what here. */
export const permissions = {
  'consent.read': ['checker', 'editor', 'leader'],
  'consent.record': ['checker', 'editor'],
  'consent.withdraw': ['checker', 'editor', 'leader'],
  'photo_question.read': ['checker', 'leader', 'inspector'],
  'photo_question.answer': ['checker', 'inspector'],
} as const satisfies Permissions
