import { Problem } from '#platform/problem'
import type { SignedIn } from '#platform/web'
import { actionsOf } from '../permissions.ts'
import { writeAudit } from '../store.ts'
import { countWrongTry, tooManyTries } from './attempts.ts'
import { loginFrom, pendingMinutes, sessionHours } from './rules.ts'
import { isRightCode } from './second-step.ts'
import { isPassword, newToken, tokenHash } from './secrets.ts'
import {
  actAs,
  beforeSignIn,
  endSessions,
  findByLogin,
  findSession,
  forgive,
  insertSession,
  lockedUntil,
  touchSession,
  useToken,
} from './store.ts'

/** From where somebody signs in, as they will see it in the list of their sessions. */
export type Device = { address: string; device: string; isKept: boolean }

/** A session: the token for the cookie, and whether the second step is still to come. */
export type Opened = { token: string; isPending: boolean; isKept: boolean }

const keysOf = (login: string, address: string): [string, string] => [
  `name:${(loginFrom(login).phone ?? loginFrom(login).userName).slice(0, 100)}`,
  `address:${address.slice(0, 60)}`,
]

type Locked = { lockedUntil: Date }

const minutesOf = (isKept: boolean): number => (isKept ? sessionHours.kept : sessionHours.shared) * 60

/**
 * Signs somebody in by user name or phone number and password. A wrong name and a wrong password are one answer, and
 * take as long; every failure is counted by what was typed and by the address, and leaves an audit line.
 * @throws Problem `sign_in_is_wrong`, `too_many_tries`
 */
export async function signIn(login: string, password: string, from: Device): Promise<Opened> {
  const keys = keysOf(login, from.address)
  const outcome = await beforeSignIn(async (tx): Promise<Opened | Locked | undefined> => {
    const until = await lockedUntil(tx, keys)
    if (until) return { lockedUntil: until }
    const person = await findByLogin(tx, loginFrom(login))
    if (!(await isPassword(password, person?.hash)) || !person) {
      await fail(tx, keys, person?.id)
      return undefined
    }
    await actAs(tx, person.id)
    const isPending = person.secret !== null
    const token = newToken()
    const minutes = isPending ? pendingMinutes : minutesOf(from.isKept)
    await insertSession(tx, { ...from, hash: tokenHash(token), personId: person.id, isPending, minutes })
    if (!isPending) await forgive(tx, [keys[0]])
    await writeAudit(tx, isPending ? 'sign_in.first_step' : 'sign_in', null, { address: from.address })
    return { token, isPending, isKept: from.isKept }
  })
  if (!outcome) throw new Problem('sign_in_is_wrong')
  if ('lockedUntil' in outcome) throw tooManyTries(outcome.lockedUntil)
  return outcome
}

async function fail(
  tx: Parameters<typeof forgive>[0],
  keys: readonly string[],
  personId: string | undefined,
): Promise<void> {
  await countWrongTry(tx, keys)
  if (personId) await actAs(tx, personId)
  await writeAudit(tx, 'sign_in.failed', null, { address: keys[1]?.slice('address:'.length) ?? '' })
}

/**
 * Takes the second step: a code of the authenticator app, or a backup code. The session gets a new token, so that
 * one seen before the step is worth nothing after it.
 * @throws Problem `not_signed_in`, `code_is_wrong`, `too_many_tries`
 */
export async function takeSecondStep(pendingToken: string, code: string, from: Device): Promise<Opened> {
  const outcome = await beforeSignIn(async (tx): Promise<Opened | Locked | 'gone' | 'wrong'> => {
    const session = await findSession(tx, tokenHash(pendingToken))
    if (!session?.isPending) return 'gone' as const
    const keys = [`step:${session.personId}`, `address:${from.address}`] as const
    const until = await lockedUntil(tx, [...keys])
    if (until) return { lockedUntil: until }
    if (!(await isRightCode(tx, session.personId, code))) {
      await fail(tx, keys, session.personId)
      return 'wrong' as const
    }
    await actAs(tx, session.personId)
    await endSessions(tx, session.personId, { id: session.id })
    const token = newToken()
    const { personId, isKept } = session
    await insertSession(tx, {
      ...from,
      isKept,
      hash: tokenHash(token),
      personId,
      isPending: false,
      minutes: minutesOf(isKept),
    })
    await forgive(tx, [keys[0], `name:${session.userName}`])
    await writeAudit(tx, 'sign_in', null, { address: from.address })
    return { token, isPending: false, isKept }
  })
  if (outcome === 'gone') throw new Problem('not_signed_in')
  if (outcome === 'wrong') throw new Problem('code_is_wrong', {}, { field: 'code' })
  if ('lockedUntil' in outcome) throw tooManyTries(outcome.lockedUntil)
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
