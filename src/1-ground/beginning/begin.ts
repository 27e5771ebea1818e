import { randomBytes, timingSafeEqual } from 'node:crypto'
import { asSystem, inviteAs, lookAsSystem, note } from '#access'
import { loadUnits } from '#org'
import { type Tx, takeTurn } from '#platform/database'
import { asProblem, Problem } from '#platform/problem'
import { today } from '#platform/time'
import type { Beginning } from './entry.ts'
import { communesOf, listed } from './national-list.ts'
import { type Area, layOut, nameInFull, ownName } from './rules.ts'
import { firstArea, isNobodyHere, slugsTaken } from './store.ts'

/** The secret part of the address at which the first administrator begins. It ends with this run of the program. */
let token: Buffer | undefined
let afterwards: () => Promise<unknown> = async () => {}

/**
 * Opens the address for beginning. It stays open until somebody has taken the first invitation.
 * @param onBegun runs once the first units are there
 * @returns the secret part of the address; undefined where somebody is here already
 */
export async function openBeginning(onBegun: () => Promise<unknown>): Promise<string | undefined> {
  afterwards = onBegun
  token = (await lookAsSystem(isNobodyHere)) ? randomBytes(24) : undefined
  return token?.toString('base64url')
}

/** Whether this is the secret part of the open address, and nobody is here yet. */
export async function mayBegin(typed: string): Promise<boolean> {
  const sent = Buffer.from(typed, 'base64url')
  if (token === undefined || sent.length !== token.length || !timingSafeEqual(sent, token)) return false
  return lookAsSystem(isNobodyHere)
}

/** The unit that was set up without anybody having come since; undefined where there is none. */
export const begunWith = () => lookAsSystem(firstArea)

/** The authority that is meant. @throws Problem `beginning_code_is_unknown` */
function authorityOf(entry: Beginning): Area {
  if (entry.isByHand)
    return { code: entry.code || null, kind: entry.kind, name: nameInFull(entry.name, entry.kind) }
  const found = listed(entry.code)
  if (!found) throw new Problem('beginning_code_is_unknown', { code: entry.code }, { field: 'code' })
  return found
}

async function setUp(tx: Tx, entry: Beginning): Promise<string> {
  if (entry.since > today()) throw new Problem('beginning_day_is_in_future', {}, { field: 'since' })
  const authority = authorityOf(entry)
  const { root, units, placements } = layOut(authority, {
    communes: entry.communes && authority.code ? communesOf(authority.code) : [],
    organisations: entry.organisations,
    since: entry.since,
    taken: await slugsTaken(tx),
  })
  await loadUnits(tx, { units, placements })
  note(tx, { unit: root.id, units: units.length })
  return inviteAs(tx, { role: 'administrator', unitId: root.id, madeBy: null })
}

/**
 * Sets up an authority with its first units. Several can stand side by side on one server.
 * @returns the secret part of the link that invites its first administrator
 * @throws Problem `beginning_code_is_unknown`, `beginning_day_is_in_future`, `unit_code_is_taken`
 */
export async function setUpAuthority(entry: Beginning): Promise<string> {
  try {
    return await asSystem('system.begin', (tx) => setUp(tx, entry))
  } catch (fault) {
    throw asProblem(fault) ?? fault
  }
}

/**
 * The same by the open address. Where units are there already and nobody has come, whoever begins is invited to them: an answer can be
 * lost, and a button pressed twice.
 * @throws Problem `not_found_or_not_allowed` where the address is not open, and those of `setUpAuthority`
 */
export async function beginAt(typed: string, entry: Beginning | undefined): Promise<string> {
  if (!(await mayBegin(typed))) throw new Problem('not_found_or_not_allowed')
  const invitation = await asSystem('system.begin', async (tx) => {
    await takeTurn(tx, 'beginning')
    const first = await firstArea(tx)
    if (first) return inviteAs(tx, { role: 'administrator', unitId: first.id, madeBy: null })
    if (!entry) throw new Problem('not_found_or_not_allowed')
    return setUp(tx, entry)
  })
  // The name on the pages can wait; the invitation cannot be made out again.
  await afterwards().catch(() => {})
  return invitation
}

/** What the system calls itself where no name is configured: by the first unit. */
export async function nameOfSite(): Promise<string> {
  const first = await lookAsSystem(firstArea)
  return first ? `Lan Tỏa ${ownName(first.name)}` : 'Lan Tỏa'
}
