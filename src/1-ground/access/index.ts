/** The door of access: people, roles, the permission table, and the only ways to look and to write. */
export { brokenAudit, countAudit } from './audit-store.ts'
export { inviteMany, rolesOf } from './manage-people.ts'
export { access } from './module.ts'
export {
  type Actor,
  asSystem,
  asSystemKeeping,
  asSystemSnapshot,
  look,
  lookAsSystem,
  lookPublic,
  note,
  perform,
  performOnce,
  performPublic,
} from './perform.ts'
export { type Action, type Permissions, permissions, type Role, roles } from './permissions.ts'
export { eraseAsSystem } from './personal-data.ts'
export { idOfUserName } from './personal-data-store.ts'
export { addPerson, inviteAs, type NewPerson } from './sign-in/account.ts'
export { closeAccounts, openWithPassword } from './sign-in/close-accounts.ts'
export { apiSignedIn, basicSignedIn, signedIn, signedInPerson } from './sign-in/middleware.ts'
export { hashPassword } from './sign-in/secrets.ts'
export { fingerprintOf, verifySignature } from './signing/keys.ts'
export { type Proof, performSigned, type Signature, signingAsksForCode } from './signing/sign.ts'
export { keyOfSigner } from './signing/store.ts'
export {
  covers,
  insertRole as giveRoleTo,
  mayAnywhere,
  mayIn,
  rolesHeldBy,
  syncPermissions,
  type UnitToAct,
  unitsHeldFor,
  unitsToAct,
} from './store.ts'
