import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { database, inTransaction } from '#platform/database'
import { ownerDatabase, useDatabase } from '../../../test/support/database.ts'
import { aDistrict, aPerson } from '../../../test/support/district.ts'
import { pagesFor } from '../../../test/support/signed-in.ts'
import {
  endRole,
  giveRole,
  invite,
  peopleManaged,
  resetFor,
  setAccountClosed,
  unlock,
} from './manage-people.ts'
import { type Actor, asSystem } from './perform.ts'
import { approvingRoles, roles } from './permissions.ts'
import { erasePerson } from './personal-data.ts'
import { acceptInvitation, resetPassword } from './sign-in/account.ts'
import { acceptOffer, declineOffer, ownOffers } from './sign-in/offers.ts'
import { insertRole } from './store.ts'

useDatabase()

let at: Awaited<ReturnType<typeof aDistrict>>
/** Manages one commune; and one who manages the whole province. */
let small: Actor
let great: Actor

beforeAll(async () => {
  at = await aDistrict()
  await asSystem('test.people', async (tx) => {
    small = await aPerson(tx, 'Quản trị xã', { role: 'administrator', unitId: at.commune })
    great = await aPerson(tx, 'Quản trị tỉnh', { role: 'administrator', unitId: at.province })
  })
})

const someone = (...held: { role: string; unitId: string }[]): Promise<Actor> =>
  asSystem('test.people', (tx) => aPerson(tx, 'Ai đó', ...held))
const answer = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => 'done',
    (fault: { code?: string }) => fault.code ?? fault,
  )
const rolesIn = async (person: Actor, unitId: string): Promise<string[]> => {
  const { rows } = await sql<{ role: string }>`select role from access.role_held
    where person_id = ${person.personId} and unit_id = ${unitId} and (valid_to is null or valid_to > org.today())`.execute(
    database(),
  )
  return rows.map(({ role }) => role).sort()
}

describe('an administrator of a commune', () => {
  test('does not get at the account of the province’s administrator by giving them a role', async () => {
    expect(await answer(giveRole(small, great.personId, 'recorder', at.commune))).toBe(
      'not_found_or_not_allowed',
    )
    expect(await answer(resetFor(small, great.personId))).toBe('not_found_or_not_allowed')
  })

  test('does not touch the account of somebody who works elsewhere too, not even by an older link', async () => {
    const person = await someone({ role: 'recorder', unitId: at.commune })
    const token = await resetFor(small, person.personId)
    await giveRole(great, person.personId, 'checker', at.neighbour)

    expect(await answer(resetPassword(token, 'con trâu đi trước cái cày'))).toBe('link_is_spent')
    for (const act of [
      () => resetFor(small, person.personId),
      () => unlock(small, person.personId),
      () => setAccountClosed(small, person.personId, true),
      () => setAccountClosed(small, person.personId, false),
    ])
      expect(await answer(act())).toBe('person_works_elsewhere_too')
    const { people } = await peopleManaged(small, '')
    expect(people.find(({ id }) => id === person.personId)).toMatchObject({
      may: { touch: false, close: false },
    })
    // Who manages both places may, and the role in one's own commune one may end.
    expect(await answer(resetFor(great, person.personId))).toBe('done')
    const held = people.find(({ id }) => id === person.personId)?.held[0]
    expect(await answer(endRole(small, held?.id ?? ''))).toBe('done')
    expect(await rolesIn(person, at.commune)).toEqual([])
    expect(await rolesIn(person, at.neighbour)).toEqual(['checker'])
  })

  test('manages the accounts of their own people', async () => {
    const person = await someone({ role: 'recorder', unitId: at.union })

    expect(await giveRole(small, person.personId, 'checker', at.commune)).toBe('given')
    for (const act of [
      () => resetFor(small, person.personId),
      () => unlock(small, person.personId),
      () => setAccountClosed(small, person.personId, true),
      () => setAccountClosed(small, person.personId, false),
    ])
      expect(await answer(act())).toBe('done')
    expect(await rolesIn(person, at.commune)).toEqual(['checker'])
  })

  test.each<[string, string, number, (personId: string) => Promise<unknown>]>([
    ['closes an account', 'access.session', 2, (id) => setAccountClosed(small, id, true)],
    ['makes a link for a new password', 'access.security_event', 2, (id) => resetFor(small, id)],
    ['lifts a lock', 'access.security_event', 2, (id) => unlock(small, id)],
    ['erases what is kept of a person', 'access.session', 1, (id) => erasePerson(small, id)],
  ])('%s as a whole, with its line in the audit, or not at all', async (_, table, told, act) => {
    const { personId } = await someone({ role: 'recorder', unitId: at.commune })
    const kept = async () => {
      const { rows } = await sql<{ person: unknown; links: number; told: number }>`
        select (select jsonb_agg(to_jsonb(person)) from access.person where id = ${personId}) as person,
               (select count(*) from access.link where person_id = ${personId}) as links,
               (select count(*) from access.audit where subject ->> 'person' = ${personId})
                 + (select count(*) from access.security_event where person_id = ${personId}) as told`.execute(
        database(),
      )
      return rows[0] ?? { person: null, links: 0, told: 0 }
    }
    await sql`create or replace function access.break() returns trigger language plpgsql as
      'begin raise exception ''the line broke''; end'`.execute(ownerDatabase())
    await sql`create trigger line_breaks before insert or update or delete on ${sql.raw(table)}
      for each statement execute function access.break()`.execute(ownerDatabase())
    const before = await kept()

    const broken = await answer(act(personId))
    const after = await kept()
    await sql`drop trigger line_breaks on ${sql.raw(table)}`.execute(ownerDatabase())
    const whole = await answer(act(personId))

    expect([broken, after]).toEqual(['P0001', before])
    expect([whole, (await kept()).told]).toEqual(['done', before.told + told])
  })

  test('offers a role to who works elsewhere too; it is theirs when they accept it', async () => {
    const person = await someone(
      { role: 'recorder', unitId: at.commune },
      { role: 'recorder', unitId: at.neighbour },
    )

    expect(await giveRole(small, person.personId, 'editor', at.commune)).toBe('offered')
    expect(await rolesIn(person, at.commune)).toEqual(['recorder'])
    const [offer] = await ownOffers(person)
    expect(offer).toMatchObject({ role: 'editor', madeByName: 'Quản trị xã' })
    // It is nobody else's to accept.
    expect(await answer(acceptOffer(at.stranger, { id: offer?.id ?? '' }))).toBe('link_is_spent')
    await acceptOffer(person, { id: offer?.id ?? '' })
    expect(await rolesIn(person, at.commune)).toEqual(['editor', 'recorder'])
    expect(await ownOffers(person)).toEqual([])
  })

  test('is declined', async () => {
    const person = await someone(
      { role: 'recorder', unitId: at.commune },
      { role: 'recorder', unitId: at.neighbour },
    )
    await giveRole(small, person.personId, 'editor', at.commune)
    const [offer] = await ownOffers(person)

    await declineOffer(person, offer?.id ?? '')

    expect(await answer(acceptOffer(person, { id: offer?.id ?? '' }))).toBe('link_is_spent')
    expect(await rolesIn(person, at.commune)).toEqual(['recorder'])
  })

  test.each([...approvingRoles])(
    'does not become %s by their own hand, nor by their own link',
    async (role) => {
      expect(await answer(giveRole(small, small.personId, role, at.commune))).toBe(
        'role_is_for_another_to_give',
      )
      const token = await invite(small, role, at.commune)
      expect(await answer(acceptOffer(small, { token }))).toBe('role_is_for_another_to_give')
      // Past the first lock the database refuses it as well.
      const giving = inTransaction({ role: 'lantoa_app', personId: small.personId }, (tx) =>
        insertRole(tx, { personId: small.personId, role, unitId: at.commune, givenBy: small.personId }),
      )
      expect(await answer(giving)).toBe('42501')
      // What another administrator gives is theirs.
      expect(await giveRole(great, small.personId, role, at.commune)).toBe('given')
    },
  )

  test('gives nothing any more by a link once the role has ended', async () => {
    const giver = await someone({ role: 'administrator', unitId: at.commune })
    const token = await invite(giver, 'leader', at.commune)
    await sql`update access.role_held set valid_to = org.today() where person_id = ${giver.personId}`.execute(
      database(),
    )
    const arrival = {
      name: 'Người Mới',
      userName: 'nguoi.moi',
      phone: '',
      password: 'con trâu đi trước cái cày',
    }

    expect(await answer(acceptInvitation(token, arrival))).toBe('link_is_spent')
    expect(await answer(acceptOffer(at.recorder, { token }))).toBe('link_is_spent')
  })
})

test('whoever has left stays in the list of their administrator, who can close the account', async () => {
  const left = await someone({ role: 'recorder', unitId: at.commune })
  const { people } = await peopleManaged(small, '')
  const roleId = people.find(({ id }) => id === left.personId)?.held[0]?.id ?? ''
  await endRole(small, roleId)

  const listed = (await peopleManaged(small, '')).people.find(({ id }) => id === left.personId)
  await setAccountClosed(small, left.personId, true)

  expect(listed).toMatchObject({ isManaged: true, isClosed: false, held: [] })
  expect((await peopleManaged(small, '')).people.find(({ id }) => id === left.personId)?.isClosed).toBe(true)
})

test('the database knows the roles that sign or approve as the program does', async () => {
  const { rows } = await sql<{ role: string }>`select role from unnest(${[...roles]}::text[]) as role
    where access.signs_or_approves(role)`.execute(database())

  expect(rows.map(({ role }) => role).sort()).toEqual([...approvingRoles].sort())
})

test('pages: what may not be done is not offered, an offer is answered, a link is taken into one’s account', async () => {
  const pages = pagesFor()
  const person = await someone(
    { role: 'recorder', unitId: at.commune },
    { role: 'recorder', unitId: at.neighbour },
  )

  const list = await pages.open(small, '/quan-ly/nguoi-dung')
  expect(list).toContain('còn giữ vai trò ở đơn vị khác')
  expect(list).not.toContain(`/quan-ly/nguoi-dung/${person.personId}/mat-khau`)
  const wanted = { personId: person.personId, role: 'editor', unitId: at.commune }
  const next = await pages.send(small, '/quan-ly/nguoi-dung/moi', wanted)
  expect(await pages.open(small, next)).toContain('Đã gửi lời mời')
  expect(await pages.open(person, '/tai-khoan')).toContain('Lời mời nhận vai trò')
  const [offer] = await ownOffers(person)
  await pages.send(person, '/tai-khoan/loi-moi', { id: offer?.id ?? '', how: 'decline' })
  expect(await pages.open(person, '/tai-khoan')).not.toContain('Lời mời nhận vai trò')

  const token = await invite(small, 'announcer', at.commune)
  expect(await pages.open(person, `/moi/${token}`)).toContain('Nhận vai trò vào tài khoản này')
  await pages.send(person, '/tai-khoan/loi-moi', { token })
  expect(await rolesIn(person, at.commune)).toEqual(['announcer', 'recorder'])
})
