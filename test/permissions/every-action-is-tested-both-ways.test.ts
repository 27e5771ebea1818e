import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type Action, type Actor, asSystem, look, perform, permissions, type Role, roles } from '#access'
import { database } from '#platform/database'
import { useDatabase } from '../support/database.ts'
import { aDistrict, aPerson } from '../support/district.ts'
import { isExpected, pairs } from './expected-table.ts'

useDatabase()

test('the database asks the same table', async () => {
  const { rows } = await sql<{
    pair: string
  }>`select action || ' ' || role as pair from access.permission`.execute(database())

  expect(rows.map(({ pair }) => pair).sort()).toEqual(pairs)
})

let district: Awaited<ReturnType<typeof aDistrict>>
const people = new Map<Role, Actor>()
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
const refused = 'not_found_or_not_allowed'
const nothing = async () => undefined

test.each(roles)(
  'a %s does in the unit and beneath it what the table says, beside and above it nothing',
  async (role) => {
    const actor = people.get(role) as Actor
    const actions = Object.keys(permissions) as Action[]
    // One that the role has and others have not says more than one that everybody has.
    const telling = (may: boolean) =>
      actions
        .filter((action) => isExpected(action, role) === may)
        .toSorted((a, b) => permissions[a].length - permissions[b].length)
        .slice(0, 3)

    for (const action of [...telling(true), ...telling(false)]) {
      const there = isExpected(action, role) ? 'allowed' : refused
      expect(await answer(look(actor, action, district.commune, nothing)), action).toBe(there)
      expect(await answer(perform(actor, action, district.commune, nothing)), action).toBe(there)
      expect(await answer(perform(actor, action, district.hamlet, nothing)), action).toBe(there)
      expect(await answer(perform(actor, action, null, nothing)), action).toBe(there)
      expect(await answer(perform(actor, action, district.neighbour, nothing)), action).toBe(refused)
      expect(await answer(look(actor, action, district.province, nothing)), action).toBe(refused)
    }
  },
)

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
