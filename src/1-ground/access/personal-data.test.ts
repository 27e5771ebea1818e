import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict } from '../../../test/support/district.ts'
import { pagesFor } from '../../../test/support/signed-in.ts'
import { asSystem } from './perform.ts'
import { erasePerson, exportOwn, securityOf } from './personal-data.ts'
import { accountOf, addPerson, makeToken } from './sign-in/account.ts'
import { hashPassword } from './sign-in/secrets.ts'
import { personOfToken, signIn } from './sign-in/sign-in.ts'
import { insertRole } from './store.ts'

useDatabase()

const password = 'con trâu đi trước'
let hash = ''
let district: Awaited<ReturnType<typeof aDistrict>>
const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36'
const from = { address: '203.0.113.5', device: chrome, isKept: false }

beforeAll(async () => {
  useSecret('x'.repeat(40), '')
  hash = await hashPassword(password)
  district = await aDistrict()
})

/** An officer of the commune with all that a person can have, and the administrator of the commune. */
async function people() {
  const [officer, administrator] = await asSystem('test.people', async (tx) => {
    const made = []
    for (const [role, unitId] of [
      ['recorder', district.union],
      ['administrator', district.commune],
    ] as const) {
      const id = newId()
      const userName = `p${id.slice(-12)}`
      await addPerson(tx, { id, name: `Người ${role}`, userName, phone: null, hash })
      await insertRole(tx, { personId: id, role, unitId, givenBy: null })
      made.push({ personId: id, name: `Người ${role}`, userName })
    }
    return made
  })
  if (!officer || !administrator) throw new Error('Nobody was made.')
  await sql`update access.person set phone = ${`+84${Date.now() % 1_000_000_000}`.padEnd(12, '1')} where id = ${officer.personId}`.execute(
    database(),
  )
  await signIn(officer.userName, password, from)
  return { officer, administrator, token: await makeToken(officer, 'chương trình', 9) }
}

test('the page of the account says what happened to it, from where, in words', async () => {
  const { officer } = await people()
  const pages = pagesFor()

  const page = await pages.open(officer, '/tai-khoan')

  expect(page).toContain('Chrome trên Windows · 203.0.113.5')
  expect(page).toContain('Tạo khóa cho chương trình')
  expect(page).toMatch(/hôm (nay|qua) \d\d:\d\d/)
})

test('an administrator sees the events of those whom they manage, and of nobody else; looking leaves a line', async () => {
  const { officer, administrator } = await people()

  const seen = await securityOf(administrator, officer.personId)

  expect(seen.events.map(({ kind }) => kind).sort()).toEqual(['sign_in', 'token_made'])
  for (const stranger of [officer, district.checker])
    await expect(securityOf(stranger, administrator.personId)).rejects.toMatchObject({
      code: 'not_found_or_not_allowed',
    })
  const { rows } = await sql<{
    subject: object
  }>`select subject from access.audit where person_id = ${administrator.personId} and action = 'person.manage'`.execute(
    database(),
  )
  expect(rows).toContainEqual({ subject: { person: officer.personId, lookedAtSecurity: true } })
})

test('what is held about oneself is handed out whole, with nothing that opens anything', async () => {
  const { officer, token } = await people()

  const data = await exportOwn(officer)

  const about = data.about as Record<string, Record<string, unknown>[]>
  expect(Object.keys(about)).toEqual(
    expect.arrayContaining([
      'access.person',
      'access.role_held',
      'access.session',
      'access.token',
      'access.known_device',
      'access.security_event',
    ]),
  )
  expect(about['access.token']).toMatchObject([{ name: 'chương trình', person_id: officer.personId }])
  expect(data.wrote).toContainEqual({ where: 'access.audit', rows: expect.any(Number) })
  const text = JSON.stringify(data)
  for (const secret of ['scrypt$', token, '\\\\x', '"hash"', '"token_hash"', '"secret"', '"sealed"'])
    expect(text).not.toContain(secret)
  expect((await accountOf(officer)).events.map(({ kind }) => kind)).toContain('data_exported')
})

test('every table that says whom it is about is handed out: none is forgotten because it was made later', async () => {
  const { rows } = await sql<{
    place: string
  }>`select place from access.columns_of_people() where is_about order by place`.execute(database())
  const { rows: named } = await sql<{ place: string }>`
    select format('%I.%I', table_schema, table_name) as place from information_schema.columns
     where column_name = 'person_id' and table_schema not in ('pg_catalog', 'information_schema', 'pgboss')
       and format('%I.%I', table_schema, table_name) <> all (array['access.audit', 'notices.sent']) order by 1`.execute(
    database(),
  )
  const tables = await sql<{
    place: string
  }>`select format('%I.%I', schemaname, tablename) as place from pg_tables`.execute(database())
  const real = new Set(tables.rows.map(({ place }) => place))

  expect(rows.map(({ place }) => place)).toEqual(
    named.map(({ place }) => place).filter((place) => real.has(place)),
  )
})

test('erased, a person has no name, no phone and no way in; what they did stays, and it is said', async () => {
  const { officer, administrator, token } = await people()

  await erasePerson(administrator, officer.personId)

  const { rows } = await sql<{ name: string; phone: string | null; left: string }>`
    select person.name, person.phone, person::text as left from access.person where id = ${officer.personId}`.execute(
    database(),
  )
  expect(rows[0]).toMatchObject({ name: 'Người đã được xóa dữ liệu', phone: null })
  expect(rows[0]?.left).not.toContain(officer.userName)
  await expect(signIn(officer.userName, password, from)).rejects.toMatchObject({ code: 'sign_in_is_wrong' })
  expect(await personOfToken(token)).toBeUndefined()
  const counts = await sql<{ table: string; n: number }>`
    select 'session' as table, count(*)::int as n from access.session where person_id = ${officer.personId}
    union all select 'device', count(*)::int from access.known_device where person_id = ${officer.personId}
    union all select 'event', count(*)::int from access.security_event where person_id = ${officer.personId}
    union all select 'role today', count(*)::int from access.role_held where person_id = ${officer.personId} and (valid_to is null or valid_to > org.today())
    union all select 'role', count(*)::int from access.role_held where person_id = ${officer.personId}
    union all select 'audit', least(1, count(*))::int from access.audit where person_id = ${officer.personId}`.execute(
    database(),
  )
  expect(Object.fromEntries(counts.rows.map(({ table, n }) => [table, n]))).toEqual({
    session: 0,
    device: 0,
    event: 0,
    'role today': 0,
    role: 1,
    audit: 1,
  })
})

test('nobody erases themselves, nor whom they do not manage; a page asks first', async () => {
  const { officer, administrator } = await people()
  const pages = pagesFor()

  await expect(erasePerson(administrator, administrator.personId)).rejects.toMatchObject({
    code: 'account_is_own',
  })
  await expect(erasePerson(officer, administrator.personId)).rejects.toMatchObject({
    code: 'not_found_or_not_allowed',
  })
  const address = `/quan-ly/nguoi-dung/${officer.personId}`
  expect(await pages.refused(administrator, `${address}/xoa-du-lieu`, { other: 'x' })).toContain(
    'Đánh dấu vào ô',
  )
  expect(await pages.open(administrator, `${address}/bao-mat`)).toContain('nhật ký: ')
  await pages.send(administrator, `${address}/xoa-du-lieu`, { sure: 'on' })
  expect((await pages.ask(administrator, `${address}/bao-mat`)).status).toBe(404)
})
