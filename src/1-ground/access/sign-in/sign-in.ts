import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import type { SignedIn } from '#platform/web'
import { actionsOf } from '../permissions.ts'
import { writeAudit } from '../store.ts'
import { forgive } from './attempt-store.ts'
import {
  addressKeys,
  countWrongTry,
  deviceKey,
  holdLockOf,
  type Key,
  lockOf,
  nameKey,
  stepKey,
} from './attempts.ts'
import { knownDevice, rememberDevice } from './device-store.ts'
import { noteEvent, type SecurityEventKind } from './event-store.ts'
import { loginFrom, mostDevices, mostSessions, pendingMinutes, sessionHours } from './rules.ts'
import { isRightCode } from './second-step.ts'
import { isPassword, newToken, tokenHash } from './secrets.ts'
import {
  actAs,
  beforeSignIn,
  endOldestSessions,
  endSessions,
  findByLogin,
  findSession,
  insertSession,
  touchSession,
  useToken,
} from './store.ts'

/**
 * From where somebody signs in, as they will see it in the list of their sessions. `deviceToken` is what the browser was
 * given when somebody last signed in on it.
 */
export type Device = { address: string; device: string; isKept: boolean; deviceToken?: string | undefined }

/**
 * A session: the token for the cookie, whether the second step is still to come, and, once it has been taken, the token by
 * which the device is known again.
 */
export type Opened = { token: string; isPending: boolean; isKept: boolean; deviceToken?: string }

const minutesOf = (isKept: boolean): number => (isKept ? sessionHours.kept : sessionHours.shared) * 60

const hashOfDevice = ({ deviceToken }: Device): Buffer | undefined =>
  deviceToken ? tokenHash(deviceToken) : undefined

/** What a try is counted under: by the device where the person has signed in on it before, else by what was typed and the address. */
const keysFor = (known: string | undefined, otherwise: Key, address: string): Key[] =>
  known ? [deviceKey(known)] : [otherwise, ...addressKeys(address)]

/**
 * Signs somebody in by user name or phone number and password. A wrong name and a wrong password are one answer, and
 * cost the same; every failure is counted by what was typed and by the address, and those of an account are seen by its
 * person. The password is hashed outside of any transaction, a few at once.
 * @throws Problem `sign_in_is_wrong`, `too_many_tries`, `sign_in_is_busy`
 */
export async function signIn(login: string, password: string, from: Device): Promise<Opened> {
  const { person, keys, known } = await beforeSignIn(async (tx) => {
    const person = await findByLogin(tx, loginFrom(login))
    const known = await knownDevice(tx, hashOfDevice(from), person?.id)
    const keys = keysFor(known, nameKey(login), from.address)
    const locked = await lockOf(tx, keys)
    if (locked) throw locked
    return { person, keys, known }
  })
  const isRight = await isPassword(password, person?.hash, known ?? addressKeys(from.address)[0])
  const outcome = await beforeSignIn(async (tx): Promise<Opened | Problem> => {
    // Others may have tried meanwhile, and the password may have been changed.
    const locked = await holdLockOf(tx, keys)
    if (locked) return locked
    const now = await findByLogin(tx, loginFrom(login))
    if (!isRight || !person || now?.hash !== person.hash) {
      await noteFailure(tx, keys, person?.id, 'sign_in_failed', from)
      return new Problem('sign_in_is_wrong')
    }
    await actAs(tx, person.id)
    if (now.secret !== null) {
      const token = newToken()
      const session = { ...from, hash: tokenHash(token), personId: person.id }
      await insertSession(tx, { ...session, isPending: true, minutes: pendingMinutes })
      await writeAudit(tx, 'sign_in.first_step', null, { address: from.address })
      return { token, isPending: true, isKept: from.isKept }
    }
    await forgive(tx, known ? keys : [nameKey(login)])
    return openSession(tx, person.id, from)
  })
  if (outcome instanceof Problem) throw outcome
  return outcome
}

/** Opens a session of somebody who has shown who they are, on a device that is known from now on. */
async function openSession(tx: Tx, personId: string, from: Device): Promise<Opened> {
  const [token, deviceToken] = [newToken(), newToken()]
  const known = await rememberDevice(tx, {
    before: hashOfDevice(from),
    hash: tokenHash(deviceToken),
    personId,
    most: mostDevices,
  })
  const { isKept } = from
  await insertSession(tx, {
    ...from,
    hash: tokenHash(token),
    personId,
    known,
    isPending: false,
    minutes: minutesOf(isKept),
  })
  await endOldestSessions(tx, personId, mostSessions)
  await writeAudit(tx, 'sign_in', null, { address: from.address })
  await noteEvent(tx, personId, 'sign_in', { where: from })
  return { token, isPending: false, isKept, deviceToken }
}

/** Counts a wrong try and notes it with the account, if there is one: names of nobody cost the same. */
async function noteFailure(
  tx: Tx,
  keys: readonly Key[],
  personId: string | undefined,
  kind: SecurityEventKind,
  where: Device,
): Promise<void> {
  const locked = await countWrongTry(tx, keys)
  await noteEvent(tx, personId, kind, { where })
  // The address is everybody's who comes from there: that it is locked says nothing of this account.
  if (personId === undefined || locked.every((key) => key.startsWith('address:'))) return
  await noteEvent(tx, personId, 'locked', { where })
  await actAs(tx, personId)
  await writeAudit(tx, 'sign_in.locked', null, { address: where.address })
}

/**
 * Takes the second step: a code of the authenticator app, or a backup code. The session gets a new token, so that
 * one seen before the step is worth nothing after it.
 * @throws Problem `not_signed_in`, `code_is_wrong`, `too_many_tries`
 */
export async function takeSecondStep(pendingToken: string, code: string, from: Device): Promise<Opened> {
  const outcome = await beforeSignIn(async (tx): Promise<Opened | Problem> => {
    const session = await findSession(tx, tokenHash(pendingToken))
    if (!session?.isPending) return new Problem('not_signed_in')
    const { personId, isKept, userName } = session
    const known = await knownDevice(tx, hashOfDevice(from), personId)
    const keys = keysFor(known, stepKey(personId), from.address)
    const locked = await holdLockOf(tx, keys)
    if (locked) return locked
    if (!(await isRightCode(tx, personId, code))) {
      await noteFailure(tx, keys, personId, 'code_failed', from)
      return new Problem('code_is_wrong', {}, { field: 'code' })
    }
    await actAs(tx, personId)
    await endSessions(tx, personId, { id: session.id })
    await forgive(tx, known ? keys : [stepKey(personId), nameKey(userName)])
    return openSession(tx, personId, { ...from, isKept })
  })
  if (outcome instanceof Problem) throw outcome
  return outcome
}

/** Who a session's token stands for; undefined where it holds no longer. In use, a session stays alive. */
export function personOfSession(token: string): Promise<(SignedIn & { language: string }) | undefined> {
  return beforeSignIn(async (tx) => {
    const session = await findSession(tx, tokenHash(token))
    if (!session || session.isPending) return undefined
    if (Date.now() - session.lastSeenAt.getTime() > 5 * 60_000)
      await touchSession(tx, session.id, minutesOf(session.isKept))
    return {
      personId: session.personId,
      name: session.name,
      sessionId: session.id,
      unitName: session.unitName ?? undefined,
      may: actionsOf(session.roles),
      language: session.language,
      mustSee: session.mustSee,
    }
  })
}

/** Who a personal token of the API stands for; undefined where it holds no longer. */
export function personOfToken(token: string): Promise<(SignedIn & { language: string }) | undefined> {
  return beforeSignIn(async (tx) => {
    const found = await useToken(tx, tokenHash(token))
    if (!found) return undefined
    const { personId, name, language, mustSee } = found
    return { personId, name, language, mustSee }
  })
}

/** Ends the session of a token. */
export const signOut = (token: string): Promise<void> =>
  beforeSignIn(async (tx) => {
    const session = await findSession(tx, tokenHash(token))
    if (!session) return
    await actAs(tx, session.personId)
    await endSessions(tx, session.personId, { id: session.id })
    await writeAudit(tx, 'sign_out', null, {})
  })
