import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, expect, test, vi } from 'vitest'
import { asSystem } from '#access'
import { checkActivity, recordActivity } from '#activities'
import { foldFigures } from '#figures'
import { database, stateOfPages } from '#platform/database'
import { newId } from '#platform/ids'
import { ownerDatabase, useDatabase } from '../../../test/support/database.ts'
import { aDistrict, anEntry } from '../../../test/support/district.ts'
import { pagesFor } from '../../../test/support/signed-in.ts'
import { web } from '../../web.ts'

useDatabase()

let district: Awaited<ReturnType<typeof aDistrict>>
const record = async () => {
  const entry = anEntry(district.initiativeId)
  await recordActivity(district.recorder, entry)
  return entry.id
}
const accept = (id: string) =>
  checkActivity(district.checker, id, {
    seen: 1,
    verdict: 'accepted',
    reason: '',
    field: '',
    publishPhotos: false,
  })

beforeAll(async () => {
  district = await aDistrict()
  await accept(await record())
  await foldFigures()
})

test('a record, its acceptance and a new name each drop the kept pages', async () => {
  const states = [await stateOfPages()]
  const id = await record()
  states.push(await stateOfPages())
  await accept(id)
  states.push(await stateOfPages())
  await foldFigures()
  const folded = await stateOfPages()
  await asSystem('test.name', (tx) =>
    tx
      .updateTable('initiatives.initiative')
      .set({ name: 'Tên mới' })
      .where('id', '=', district.initiativeId)
      .execute(),
  )
  states.push(folded, await stateOfPages())

  expect(new Set(states).size).toBe(states.length)
})

test('signing in, looking at working pages and folding nothing leave them', async () => {
  const pages = pagesFor()
  const before = await stateOfPages()

  await pages.open(district.checker, '/viec-cua-toi')
  await foldFigures()
  await asSystem('test.nothing', (tx) =>
    tx.updateTable('initiatives.initiative').set({ name: 'Không' }).where('id', '=', newId()).execute(),
  )

  expect(await stateOfPages()).toBe(before)
})

test('a change counts from the moment at which it is seen, in whatever order changes are committed', async () => {
  const states = [await stateOfPages()]
  let commitFirst: () => void = () => {}
  const name = (text: string) =>
    sql`update org.unit set short_name = ${text} where id = ${text === 'một' ? district.commune : district.neighbour}`
  const first = asSystem('test.first', async (tx) => {
    await name('một').execute(tx)
    states.push(await stateOfPages())
    await new Promise<void>((done) => {
      commitFirst = done
    })
  })
  await vi.waitFor(() => expect(states).toHaveLength(2))
  expect(states[1]).toBe(states[0])

  await asSystem('test.second', (tx) => name('hai').execute(tx))
  states.push(await stateOfPages())
  commitFirst()
  await first
  states.push(await stateOfPages())

  expect(new Set(states).size).toBe(3)
})

test('a transaction is counted once, and one that is rolled back not at all', async () => {
  const count = async () =>
    Number(
      (await sql<{ sum: number }>`select sum(writes) from portal.change`.execute(database())).rows[0]?.sum,
    )
  const before = await count()

  await asSystem('test.many', async (tx) => {
    for (const text of ['a', 'b', 'c'])
      await sql`update org.unit set short_name = ${text} where id = ${district.commune}`.execute(tx)
  })
  await expect(
    asSystem('test.fault', async (tx) => {
      await sql`update org.unit set short_name = 'd' where id = ${district.commune}`.execute(tx)
      throw new Error('away')
    }),
  ).rejects.toThrow('away')

  expect(await count()).toBe(before + 1)
})

test('old rows are put together and the state stays, also when two do it at once', async () => {
  await sql`insert into portal.change select 1 from generate_series(1, 1500)`.execute(ownerDatabase())
  const before = await stateOfPages()
  const together = await Promise.all([stateOfPages(), stateOfPages(), stateOfPages()])

  const { rows } = await sql<{ count: number }>`select count(*) from portal.change`.execute(database())
  expect(Number(rows[0]?.count)).toBeLessThan(5)
  expect(new Set([before, ...together, await stateOfPages()]).size).toBe(1)
})

/** All tables that were read until a transaction ended: reading locks them. */
async function tablesReadBy(run: () => Promise<unknown>): Promise<Set<string>> {
  const read = new Set<string>()
  const query = pg.Client.prototype.query as (...said: unknown[]) => Promise<{ rows: { name: string }[] }>
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(async function (
    this: pg.Client,
    ...said: unknown[]
  ) {
    if (/^commit/i.test(String(said[0]))) {
      const { rows } = await query.call(
        this,
        `select relation::regclass::text as name from pg_locks join pg_class on pg_class.oid = relation
          where pid = pg_backend_pid() and relkind in ('r', 'p') and not relispartition and relnamespace <> 'pg_catalog'::regnamespace`,
      )
      for (const { name } of rows) read.add(name)
    }
    return query.apply(this, said)
  } as never)
  try {
    await run()
  } finally {
    spy.mockRestore()
  }
  return read
}

const watched = async () => {
  const { rows } = await sql<{ name: string }>`
    select distinct tgrelid::regclass::text as name from pg_trigger where tgfoid = 'portal.note_change()'::regprocedure`.execute(
    database(),
  )
  return new Set(rows.map(({ name }) => name))
}

test('whatever table a public page reads is watched', async () => {
  const app = web({
    site: { name: 'Thử', origin: 'http://localhost' },
    log: (fault) => {
      throw fault
    },
  })
  const initiative = await database()
    .selectFrom('initiatives.initiative')
    .select('slug')
    .where('id', '=', district.initiativeId)
    .executeTakeFirstOrThrow()
  const paths = [
    '/',
    '/so-lieu',
    '/so-lieu/test_waste_kg?ky=2026',
    '/so-lieu/test_households?ky=2026',
    '/mo-hinh',
    `/mo-hinh/${initiative.slug}`,
    '/thu-vien',
    `/thu-vien/${initiative.slug}`,
    `/thu-vien/${initiative.slug}/lan-toa`,
    '/don-vi',
    `/don-vi/${district.communeSlug}`,
    '/du-lieu-mo',
    '/du-lieu-mo/so-lieu.csv?ky=2026',
    '/du-lieu-mo/mo-hinh.csv',
    '/du-lieu-mo/don-vi.json',
    '/bao-cao-cong-khai',
    '/kiem-chung',
    '/minh-bach',
    '/sitemap.xml',
  ]

  const read = await tablesReadBy(async () => {
    for (const path of paths) expect((await app.request(`http://localhost${path}`)).status, path).toBe(200)
  })

  expect([...read]).toEqual(
    expect.arrayContaining(['activities.activity', 'figures.fact', 'reports.frozen', 'ledger.root']),
  )
  const known = await watched()
  expect([...read].filter((name) => !known.has(name)).toSorted()).toEqual([])
})

test('whatever table the public may read is watched', async () => {
  const { rows } = await sql<{ name: string }>`
    select oid::regclass::text as name from pg_class
     where relkind in ('r', 'p') and has_any_column_privilege('lantoa_public', oid, 'select')
       and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')`.execute(database())

  expect(rows.length).toBeGreaterThan(30)
  const known = await watched()
  expect(rows.filter(({ name }) => !known.has(name))).toEqual([])
})
