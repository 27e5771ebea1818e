import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Action, type Actor, asSystem, look, perform, permissions, type Role, roles } from '#access'
import { database } from '#platform/database'
import { useDatabase } from '../support/database.ts'
import { aDistrict, aPerson } from '../support/district.ts'

useDatabase()

const people = new Map<Role, Actor>()
let district: Awaited<ReturnType<typeof aDistrict>>

beforeAll(async () => {
  district = await aDistrict()
  await asSystem('test.people', async (tx) => {
    for (const role of roles) people.set(role, await aPerson(tx, role, { role, unitId: district.commune }))
  })
})

const answer = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'allowed',
    (fault: { code?: string }) => fault.code ?? 'fault',
  )

const actions = Object.keys(permissions) as Action[]

describe.each(actions)('%s', (action) => {
  test.each(roles)('%s', async (role) => {
    const actor = people.get(role) as Actor
    const expected = (permissions[action] as readonly Role[]).includes(role)
      ? 'allowed'
      : 'not_found_or_not_allowed'
    const nothing = async () => undefined

    expect(await answer(look(actor, action, district.commune, nothing))).toBe(expected)
    expect(await answer(perform(actor, action, district.commune, nothing))).toBe(expected)
    // Beneath its unit a role counts too, beside and above it never.
    expect(await answer(perform(actor, action, district.hamlet, nothing))).toBe(expected)
    expect(await answer(perform(actor, action, district.neighbour, nothing))).toBe('not_found_or_not_allowed')
    expect(await answer(look(actor, action, district.province, nothing))).toBe('not_found_or_not_allowed')
  })
})

test('the database asks the same table', async () => {
  const { rows } = await sql<{
    action: string
    role: string
  }>`select action, role from access.permission`.execute(database())

  const held = Object.entries(permissions).flatMap(([action, allowed]) =>
    allowed.map((role) => `${action} ${role}`),
  )
  expect(rows.map(({ action, role }) => `${action} ${role}`).sort()).toEqual(held.sort())
})

test('a role that has ended, and an account that is closed, count for nothing', async () => {
  const [ended, closed] = await asSystem('test.people', async (tx) => [
    await aPerson(tx, 'ended', { role: 'checker', unitId: district.commune }),
    await aPerson(tx, 'closed', { role: 'checker', unitId: district.commune }),
  ])
  await sql`update access.role_held set valid_to = org.today() where person_id = ${ended?.personId}`.execute(
    database(),
  )
  await sql`update access.person set disabled_at = now() where id = ${closed?.personId}`.execute(database())

  for (const actor of [ended, closed])
    expect(
      await answer(look(actor as Actor, 'activity.check', district.commune, async () => undefined)),
    ).toBe('not_found_or_not_allowed')
})
