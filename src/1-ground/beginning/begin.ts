import { randomBytes, timingSafeEqual } from 'node:crypto'
import { asSystem, inviteAs, lookAsSystem, note } from '#access'
import { loadUnits } from '#org'
import { Problem } from '#platform/problem'
import type { Beginning } from './entry.ts'
import { communesOf, listed } from './national-list.ts'
import { type Area, layOut } from './rules.ts'
import { isUntouched, nameOfFirst, slugsTaken } from './store.ts'

/** The secret part of the address at which the first administrator begins. It ends with this run of the program. */
let token: Buffer | undefined
let afterwards: () => Promise<unknown> = async () => {}

/**
 * Opens the address for beginning.
 * @param onBegun runs once the first units are there
 * @returns the secret part of the address; undefined where somebody is here already
 */
export async function openBeginning(onBegun: () => Promise<unknown>): Promise<string | undefined> {
  afterwards = onBegun
  token = (await lookAsSystem(isUntouched)) ? randomBytes(24) : undefined
  return token?.toString('base64url')
}

/** Whether this is the secret part of the open address. */
export function mayBegin(typed: string): boolean {
  const sent = Buffer.from(typed, 'base64url')
  return token !== undefined && sent.length === token.length && timingSafeEqual(sent, token)
}

/** The authority that is meant. @throws Problem `beginning_code_is_unknown` */
function authorityOf(entry: Beginning): Area {
  if (entry.isByHand) return { code: entry.code || null, kind: entry.kind, name: entry.name }
  const found = listed(entry.code)
  if (!found) throw new Problem('beginning_code_is_unknown', { code: entry.code }, { field: 'code' })
  return found
}

/**
 * Sets up an authority with its first units. Several can stand side by side on one server.
 * @returns the secret part of the link that invites its first administrator
 * @throws Problem `beginning_code_is_unknown`, `unit_code_is_taken`
 */
export function setUpAuthority(entry: Beginning): Promise<string> {
  const authority = authorityOf(entry)
  return asSystem('system.begin', async (tx) => {
    const { root, units, placements } = layOut(authority, {
      communes: entry.communes && authority.code ? communesOf(authority.code) : [],
      organisations: entry.organisations,
      since: entry.since,
      taken: await slugsTaken(tx),
    })
    await loadUnits(tx, { units, placements })
    note(tx, { unit: root.id, units: units.length })
    return inviteAs(tx, { role: 'administrator', unitId: root.id, madeBy: null })
  })
}

/**
 * The same by the open address, once. @throws Problem `not_found_or_not_allowed` where the address is not open, `beginning_is_over`
 * where somebody began elsewhere meanwhile, and those of `setUpAuthority`
 */
export async function beginAt(typed: string, entry: Beginning): Promise<string> {
  if (!mayBegin(typed)) throw new Problem('not_found_or_not_allowed')
  const held = token
  token = undefined
  try {
    if (!(await lookAsSystem(isUntouched))) throw new Problem('beginning_is_over')
    const invitation = await setUpAuthority(entry)
    await afterwards()
    return invitation
  } catch (fault) {
    if (!(fault instanceof Problem && fault.code === 'beginning_is_over')) token = held
    throw fault
  }
}

/** What the system calls itself where no name is configured: by the first unit. */
export async function nameOfSite(): Promise<string> {
  const first = await lookAsSystem(nameOfFirst)
  return first ? `Lan Tỏa ${first.replace(/^(Tỉnh|Thành phố|Xã|Phường|Đặc khu) /, '')}` : 'Lan Tỏa'
}
