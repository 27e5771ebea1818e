import { type Actions, tableOf } from '#platform/module'

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

/** Who may do what: the roles that may do each action. */
export type Permissions = Readonly<Record<string, readonly Role[]>>

declare module '#platform/module' {
  interface Module {
    /**
     * Who may do what. A role counts in the unit where it is held and in every unit beneath, in the area and in the line. The
     * same table is copied into `access.permission`, where row-level security asks it again.
     */
    permissions?: Permissions
  }
}

/** Something that a person can do in the system. */
export type Action = keyof Actions

/** The permissions of all modules together. */
export const permissions = tableOf('permissions') as Readonly<Record<Action, readonly Role[]>>

/** Who may do what with people and the audit trail. */
export const ownPermissions = {
  'person.manage': ['administrator'],
  'audit.read': ['inspector', 'administrator'],
} as const satisfies Permissions

/** What somebody with these roles may do somewhere. */
export const actionsOf = (held: readonly Role[]): Action[] =>
  (Object.keys(permissions) as Action[]).filter((action) =>
    held.some((role) => permissions[action].includes(role)),
  )
