/** What a person can be for a unit (DESIGN §6). */
export const roles = [
  'recorder',
  'checker',
  'leader',
  'treasurer',
  'controller',
  'editor',
  'announcer',
  'inspector',
  'administrator',
] as const
export type Role = (typeof roles)[number]

/**
 * The roles whose word makes something count: who checks, decides, signs, counts money or inspects (DESIGN §6). Nobody gives one to
 * themselves; another administrator does. The database keeps the same set in `access.signs_or_approves`.
 */
export const approvingRoles: readonly Role[] = ['checker', 'leader', 'treasurer', 'controller', 'inspector']

const everyone = roles

/**
 * Who may do what. A role counts in the unit where it is held and in every unit beneath, in the area and in the line.
 * The same table is copied into `access.permission`, where row-level security asks it again.
 */
export const permissions = {
  'unit.read': everyone,
  'unit.manage': ['administrator'],
  'person.manage': ['administrator'],
  'audit.read': ['inspector', 'administrator'],
  'parameter.read': everyone,
  'parameter.manage': ['administrator'],
  'notice.read': everyone,
  'job.watch': ['administrator'],
  'webhook.manage': ['administrator'],
  'document.read': everyone,
  'document.register': ['recorder', 'checker'],
  'document.number': ['checker', 'administrator'],
  'theme.read': everyone,
  'theme.manage': ['checker', 'leader'],
  'plan.read': everyone,
  'plan.write': ['checker', 'leader'],
  'task.read': everyone,
  'task.hand_down': ['checker', 'leader'],
  'task.work': ['recorder', 'checker'],
  'task.judge': ['checker', 'leader'],
  'target.read': everyone,
  'target.set': ['checker', 'leader'],
  'session.read': everyone,
  'session.hold': ['recorder', 'checker'],
  'session.look_at_door': ['checker', 'leader', 'inspector'],
  'pledge.make': everyone,
  'pledge.read': everyone,
  'pledge.enter': ['recorder', 'checker'],
  'pledge.confirm': ['checker', 'leader'],
  'initiative.read': everyone,
  'initiative.propose': ['recorder', 'checker'],
  'initiative.decide': ['checker', 'leader'],
  'kind.manage': ['checker', 'administrator'],
  'initiative.recognise': ['checker', 'leader'],
  'initiative.contact': ['checker', 'leader', 'administrator'],
  'activity.read': everyone,
  // Photos and words of people who need protection.
  'activity.read_protected': ['recorder', 'checker', 'inspector'],
  'activity.record': ['recorder', 'checker'],
  'activity.check': ['checker'],
  'activity.reopen': ['checker', 'leader'],
  'confirmation.issue': ['recorder', 'checker', 'inspector'],
  'confirmation.review': ['checker'],
  'confirmation.inspect': ['inspector'],
  'spotcheck.read': ['checker', 'leader', 'inspector', 'administrator'],
  'spotcheck.plan': ['inspector'],
  'spotcheck.record': ['inspector'],
  'consent.read': ['checker', 'editor', 'leader'],
  'consent.record': ['checker', 'editor'],
  'consent.withdraw': ['checker', 'editor', 'leader'],
  'photo_question.read': ['checker', 'leader', 'inspector'],
  'photo_question.answer': ['checker', 'inspector'],
  'figure.read': everyone,
  'figure.share': ['checker', 'leader', 'inspector'],
  'figure.enter_for': ['checker', 'administrator'],
  'question.read': ['recorder', 'checker', 'leader', 'inspector'],
  'question.answer': ['checker'],
  'federation.read': ['leader', 'administrator'],
  'report.read': ['checker', 'leader', 'inspector', 'editor', 'administrator'],
  'report.compose': ['checker', 'leader'],
  'report.approve': ['checker', 'leader'],
  'report.sign': ['leader'],
  'report.send': ['checker', 'leader'],
  'report.receive': ['checker', 'leader'],
  'report.publish': ['leader', 'editor'],
  'report.arrange': ['administrator'],
  'outline.manage': ['checker', 'administrator'],
  'regime.manage': ['checker', 'administrator'],
} as const satisfies Record<string, readonly Role[]>

/** Something that a person can do in the system. */
export type Action = keyof typeof permissions

/** What somebody with these roles may do somewhere. */
export const actionsOf = (held: readonly Role[]): Action[] =>
  (Object.keys(permissions) as Action[]).filter((action) =>
    held.some((role) => (permissions[action] as readonly Role[]).includes(role)),
  )
