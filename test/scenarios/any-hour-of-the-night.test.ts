import { sql } from 'kysely'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { asSystem, perform } from '#access'
import { recordActivity } from '#activities'
import { database, openDatabase, useAsDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import { addDays, dayOf, today } from '#platform/time'
import { morningsToRun } from '../../src/1-ground/notices/rules.ts'
import { dayOfVersion } from '../../src/2-promise/targets/pages/words.tsx'
import { databaseAddress, ownerDatabase, serviceAddress, useDatabase } from '../support/database.ts'
import { aDistrict, anEntry, aPerson } from '../support/district.ts'
import { pagesFor } from '../support/signed-in.ts'

useDatabase()
let district: Awaited<ReturnType<typeof aDistrict>>
let pages: ReturnType<typeof pagesFor>

/** A zone in which it is another day than in Vietnam at this moment: there is always one. */
const elsewhere = (): string => {
  const isOtherDay = (zone: string) =>
    new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format() !== today()
  return ['Etc/GMT+12', 'Pacific/Kiritimati'].find(isOtherDay) ?? 'no such zone'
}

beforeAll(async () => {
  // The server of the database lives on another day, whatever the hour at which this runs.
  const name = new URL(databaseAddress()).pathname.slice(1)
  await sql`alter database ${sql.ref(name)} set timezone = ${sql.lit(elsewhere())}`.execute(ownerDatabase())
  await database().destroy()
  useAsDatabase(openDatabase(serviceAddress(), 10))
  district = await aDistrict()
  pages = pagesFor()
})
const serverZone = process.env.TZ
afterEach(() => {
  vi.useRealTimers()
  if (serverZone === undefined) delete process.env.TZ
  else process.env.TZ = serverZone
})

/** Stops the clock of the program at an instant, with the server in a zone of its own. */
function itIs(instant: string, zone: string): void {
  process.env.TZ = zone
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(instant) })
}

test('the database is on another day than Vietnam, and still says today as people live it', async () => {
  const { rows } = await sql<{ server: string; ours: string }>`
    select current_date::text as server, org.today()::text as ours`.execute(database())

  expect(rows[0]?.server).not.toBe(today())
  expect(rows[0]?.ours).toBe(today())
})

test('a role that begins today is held, and one that ends today is over', async () => {
  const [newcomer, leaver] = await asSystem('test.people', async (tx) => {
    const people = [await aPerson(tx, 'Người mới'), await aPerson(tx, 'Người thôi')] as const
    const role = { role: 'recorder', unit_id: district.union }
    await tx
      .insertInto('access.role_held')
      .values([
        { ...role, person_id: people[0].personId },
        { ...role, person_id: people[1].personId, valid_from: '2020-01-01', valid_to: today() },
      ])
      .execute()
    return people
  })
  const count = (actor: typeof newcomer) =>
    perform(actor, 'activity.record', district.union, (tx) => sql`select 1`.execute(tx))

  await expect(count(newcomer)).resolves.toBeDefined()
  await expect(count(leaver)).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
})

test('what was done today is recorded, and what is done the day after tomorrow is not', async () => {
  const record = (day: string) =>
    recordActivity(district.recorder, { ...anEntry(district.initiativeId), id: newId(), day })

  await expect(record(today())).resolves.toBeUndefined()
  await expect(record(addDays(today(), 2))).rejects.toThrow()
})

test.each(['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati'])(
  'half an hour into the New Year in Vietnam it is the new year for a server in %s',
  async (zone) => {
    await pages.open(district.leader, '/ke-hoach')
    itIs('2026-12-31T17:30:00Z', zone)

    const form = await pages.open(district.leader, '/ke-hoach/moi')

    expect(new Date().getFullYear()).toBe(zone === 'Pacific/Kiritimati' ? 2027 : 2026)
    expect(today()).toBe('2027-01-01')
    expect(form).toContain('2027')
    expect(form).not.toContain('value="2026"')
    expect(dayOfVersion('2026-12-31T17:10:00.000Z')).toContain('2027')
  },
)

test.each(['UTC', 'Asia/Tokyo', 'America/Los_Angeles'])(
  'a morning comes at half past six of Vietnam for a server in %s',
  (zone) => {
    itIs('2026-12-31T23:29:00Z', zone)
    const before = morningsToRun(new Date(), undefined)
    vi.setSystemTime(new Date('2026-12-31T23:30:00Z'))

    expect(before).toEqual(['2026-12-31'])
    expect(morningsToRun(new Date(), '2026-12-30')).toEqual(['2026-12-31', '2027-01-01'])
    expect(dayOf(new Date('2026-12-31T16:59:59Z'))).toBe('2026-12-31')
  },
)
