import type { Tx } from '#platform/database'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import type { SignedIn } from '#platform/web'
import type { Role } from '../permissions.ts'
import { type EndOfKey, endKey, keysOf } from '../signing/store.ts'
import { insertPerson, insertRole, manages, personById, updateOwn, writeAudit } from '../store.ts'
import { forgivePerson } from './attempts.ts'
import { forgetDevices } from './device-store.ts'
import { eventsOf, noteEvent, type SecurityEventKind, type Where } from './event-store.ts'
import { giverStillMay } from './offers.ts'
import { askerOf, noteOwn, ownTries } from './own-tries.ts'
import { linkDays, passwordObjection, phoneFrom } from './rules.ts'
import { hashPassword, isPassword, newToken, tokenHash } from './secrets.ts'
import {
  actAs,
  beforeSignIn,
  endSessions,
  findLink,
  hashOf,
  insertLink,
  insertToken,
  revokeToken,
  revokeTokens,
  secondStepOf,
  sessionsOf,
  setHash,
  spendLink,
  tokensOf,
} from './store.ts'

function refusePassword(password: string, userName: string): void {
  const objection = passwordObjection(password, userName)
  if (objection) throw new Problem(objection, {}, { field: 'password' })
}

function phoneOrProblem(text: string): string | null {
  if (text.trim() === '') return null
  const phone = phoneFrom(text)
  if (!phone) throw new Problem('person_phone_is_malformed', {}, { field: 'phone' })
  return phone
}

/** A person as they are entered. `hash` is a password's hash made before, where many share one. */
export type NewPerson = {
  id?: string
  name: string
  userName: string
  phone?: string | null
  language?: string
  hash?: string
}

/** Enters a person. @returns their id. @throws Problem `person_user_name_is_taken`, `person_phone_is_taken` … */
export async function addPerson(tx: Tx, person: NewPerson): Promise<string> {
  const id = person.id ?? newId()
  await insertPerson(tx, { ...person, id, phone: person.phone ?? null, language: person.language ?? 'vi' })
  if (person.hash) await setHash(tx, id, person.hash)
  return id
}

/** What an invitation says: the unit and the role. Undefined where it does not work (any more). */
export const invitationOf = (token: string) =>
  beforeSignIn(async (tx) => {
    const link = await findLink(tx, 'invitation', tokenHash(token))
    return link && !link.personId && (await giverStillMay(tx, link)) ? link : undefined
  })

/** For whom a reset link works. */
export const resetOf = (token: string) => beforeSignIn((tx) => findLink(tx, 'reset', tokenHash(token)))

/** What somebody says of themselves when they come. */
export type Arrival = { name: string; userName: string; phone: string; password: string }

/**
 * Accepts an invitation: a person, their password and their role, in one go; the link works once.
 * @throws Problem `link_is_spent`, `password_is_…`, `person_user_name_is_taken`, `person_phone_is_taken`
 */
export async function acceptInvitation(token: string, arrival: Arrival): Promise<void> {
  if (!(await invitationOf(token))) throw new Problem('link_is_spent')
  const userName = arrival.userName.toLowerCase()
  refusePassword(arrival.password, userName)
  const phone = phoneOrProblem(arrival.phone)
  const hash = await hashPassword(arrival.password, `link:${token}`)
  await beforeSignIn(async (tx) => {
    const link = await findLink(tx, 'invitation', tokenHash(token))
    if (!link?.role || !link.unitId || link.personId || !(await giverStillMay(tx, link)))
      throw new Problem('link_is_spent')
    const personId = await addPerson(tx, { ...arrival, userName, phone, hash })
    await insertRole(tx, { personId, role: link.role as Role, unitId: link.unitId, givenBy: link.madeBy })
    await spendLink(tx, link.id)
    await actAs(tx, personId)
    await writeAudit(tx, 'invitation.accept', link.unitId, { role: link.role, invited_by: link.madeBy })
  })
}

/**
 * Sets another password. All known devices are forgotten but that of `keptSession`, at which the person sits. The signing key lies
 * under the old one, so it ends; the next signing makes a new one.
 */
async function replacePassword(
  tx: Tx,
  personId: string,
  hash: string,
  why: EndOfKey,
  keptSession?: string,
): Promise<void> {
  await setHash(tx, personId, hash)
  await forgetDevices(tx, personId, keptSession)
  await endSigningKey(tx, personId, why)
}

/** Ends the signing key of a person, if they have one. What was signed with it stays valid. */
export async function endSigningKey(tx: Tx, personId: string, why: EndOfKey): Promise<void> {
  const keyId = await endKey(tx, personId, why)
  if (keyId) await writeAudit(tx, 'signing_key.end', null, { signing_key: keyId, why })
}

/** Ends all by which somebody is let in without their password: sessions, tokens for programs, known devices. */
export async function endAccess(tx: Tx, personId: string): Promise<void> {
  await endSessions(tx, personId, {})
  await revokeTokens(tx, personId)
  await forgetDevices(tx, personId)
}

/**
 * Sets a new password by a link; every session, token and known device of the person ends, and so does a lock.
 * @throws Problem `link_is_spent`, `password_is_…`, `sign_in_is_busy`
 */
export async function resetPassword(
  token: string,
  password: string,
  where: Where = { address: '', device: '' },
): Promise<void> {
  const offered = await resetOf(token)
  if (!offered) throw new Problem('link_is_spent')
  refusePassword(password, offered.userName ?? '')
  const hash = await hashPassword(password, `link:${token}`)
  await beforeSignIn(async (tx) => {
    const link = await findLink(tx, 'reset', tokenHash(token))
    if (!link?.personId) throw new Problem('link_is_spent')
    // Whoever made the link may not manage the account any more: the person has got a role elsewhere since, or a unit moved.
    if (link.madeBy && !(await manages(tx, link.madeBy, link.personId))) throw new Problem('link_is_spent')
    await actAs(tx, link.personId)
    await replacePassword(tx, link.personId, hash, 'password_reset')
    await endAccess(tx, link.personId)
    const person = await personById(tx, link.personId)
    if (person) await forgivePerson(tx, person)
    await spendLink(tx, link.id)
    await writeAudit(tx, 'password.reset', null, {})
    await noteEvent(tx, link.personId, 'password_reset', { where })
  })
}

/**
 * Changes one's own password; every other session ends and, where that is wanted, every token for programs.
 * @throws Problem `password_is_wrong`, `password_is_…`, `too_many_tries`, `sign_in_is_busy`
 */
export async function changePassword(
  actor: SignedIn,
  old: string,
  password: string,
  { withTokens = false }: { withTokens?: boolean } = {},
): Promise<void> {
  const before = await beforeSignIn(async (tx) => {
    const userName = (await personById(tx, actor.personId))?.userName ?? ''
    const locked = await (await ownTries(tx, actor, userName)).refusal()
    if (locked) throw locked
    return { hash: await hashOf(tx, actor.personId), userName }
  })
  const isRight = await isPassword(old, before.hash, askerOf(actor))
  if (isRight) refusePassword(password, before.userName)
  const hash = isRight ? await hashPassword(password, askerOf(actor)) : undefined
  const refusal = await beforeSignIn(async (tx): Promise<Problem | undefined> => {
    const tries = await ownTries(tx, actor, before.userName)
    const locked = await tries.refusal()
    if (locked) return locked
    if (hash === undefined || (await hashOf(tx, actor.personId)) !== before.hash) {
      await tries.count('password', 'password_failed')
      return new Problem('password_is_wrong', {}, { field: 'old' })
    }
    await tries.forgive()
    await actAs(tx, actor.personId)
    await noteOwn(tx, actor, 'password_changed')
    await replacePassword(tx, actor.personId, hash, 'password_changed', actor.sessionId)
    await endSessions(tx, actor.personId, { except: actor.sessionId })
    if (withTokens) {
      await revokeTokens(tx, actor.personId)
      await noteOwn(tx, actor, 'tokens_revoked')
    }
    await writeAudit(tx, 'password.change', null, { withTokens })
    return undefined
  })
  if (refusal) throw refusal
}

/** All that the page of one's own account shows. */
export const accountOf = (actor: SignedIn) =>
  beforeSignIn(async (tx) => ({
    person: await personById(tx, actor.personId),
    sessions: await sessionsOf(tx, actor.personId),
    tokens: await tokensOf(tx, actor.personId),
    signingKeys: await keysOf(tx, actor.personId),
    events: await eventsOf(tx, actor.personId, 30),
    hasSecondStep: ((await secondStepOf(tx, actor.personId))?.confirmedAt ?? null) !== null,
  }))

const own = (
  actor: SignedIn,
  action: string,
  change: (tx: Tx) => Promise<void>,
  kind?: SecurityEventKind,
): Promise<void> => {
  actor.mustSee = undefined
  return beforeSignIn(async (tx) => {
    await actAs(tx, actor.personId)
    await change(tx)
    await writeAudit(tx, action, null, {})
    if (kind) await noteOwn(tx, actor, kind)
  })
}

/** Changes what one says of oneself. @throws Problem `person_phone_is_malformed`, `person_phone_is_taken` */
export const changeOwn = (
  actor: SignedIn,
  entry: { name: string; phone: string; language: string },
): Promise<void> =>
  own(actor, 'account.change', (tx) =>
    updateOwn(tx, actor.personId, { ...entry, phone: phoneOrProblem(entry.phone) }),
  )

/** Ends one session of one's own, or all others. */
export const endOwnSessions = (actor: SignedIn, id: string | undefined): Promise<void> =>
  own(
    actor,
    'session.end',
    (tx) => endSessions(tx, actor.personId, id ? { id } : { except: actor.sessionId }),
    'sessions_ended',
  )

/** Makes a personal token for a program. @returns the token, shown this once. */
export async function makeToken(actor: SignedIn, name: string, days: number): Promise<string> {
  const token = `lantoa_${newToken()}`
  await own(
    actor,
    'token.make',
    (tx) => insertToken(tx, actor.personId, name, tokenHash(token), days),
    'token_made',
  )
  return token
}

/** Revokes a personal token of one's own. */
export const dropToken = (actor: SignedIn, id: string): Promise<void> =>
  own(actor, 'token.revoke', (tx) => revokeToken(tx, actor.personId, id), 'token_revoked')

/** Makes an invitation to a role on a unit, for one person with an account where `personId` names them. @returns the secret part of the link, shown this once. */
export async function inviteAs(
  tx: Tx,
  invitation: { role: Role; unitId: string; madeBy: string | null; personId?: string },
): Promise<string> {
  const token = newToken()
  await insertLink(tx, {
    kind: 'invitation',
    hash: tokenHash(token),
    days: linkDays.invitation,
    ...invitation,
  })
  return token
}

/** Makes a link by which a person sets a new password. @returns its secret part, shown this once. */
export async function resetLinkFor(tx: Tx, personId: string, madeBy: string | null): Promise<string> {
  const token = newToken()
  await insertLink(tx, { kind: 'reset', hash: tokenHash(token), personId, madeBy, days: linkDays.reset })
  await noteEvent(tx, personId, 'reset_link_made', { byId: madeBy ?? undefined })
  return token
}
