/** The door of access: people, roles, the permission table, and the only ways to look and to write. */
export { type Actor, asSystem, look, lookPublic, note, perform } from './perform.ts'
export { type Action, permissions, type Role, roles } from './permissions.ts'
export { syncPermissions } from './store.ts'
