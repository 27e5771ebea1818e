import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { asSystem, look, perform } from '#access'
import { figureOf, postFacts, wordsOfSources } from '#figures'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { broughtTo } from '#platform/module'
import { addDays, today } from '#platform/time'
import { entriesOf } from '../../src/1-ground/notices/calendar/feed.ts'
import { runMornings } from '../../src/1-ground/notices/mornings/run-mornings.ts'
import { modules } from '../../src/modules.ts'
import { web } from '../../src/web.ts'
import { ownerDatabase, useDatabase } from '../support/database.ts'
import { aDistrict } from '../support/district.ts'
import { useModule } from '../support/modules.ts'
import { pagesFor } from '../support/signed-in.ts'
import { mornings, toy } from '../support/toy/module.ts'

// One more definition in the list, and nothing else: the house finds all that it brings.
useDatabase()
useModule(toy)

let district: Awaited<ReturnType<typeof aDistrict>>
let pages: ReturnType<typeof pagesFor>
beforeAll(async () => {
  // As every start does.
  await asSystem('system.prepare', async (tx) => {
    for (const prepare of broughtTo('prepare')) await prepare(tx)
  })
  district = await aDistrict()
  pages = pagesFor()
})
const nothing = async () => undefined

test('its pages are there: for those who are signed in, for everybody, and for caches', async () => {
  const app = web({ site: { name: 'Thử' }, log: () => {} })
  const asStranger = (path: string) => app.request(`http://localhost${path}`)

  expect(await pages.open(district.recorder, '/do-choi/1')).toBe('Đồ chơi 1')
  expect((await asStranger('/do-choi/1')).status).not.toBe(200)
  expect(await (await asStranger('/do-choi')).text()).toBe('Tủ đồ chơi')
  expect(await (await asStranger('/do-choi.csv')).text()).toBe('id\n1\n')
})

test('it stands in the navigation of those who may', async () => {
  expect(await pages.open(district.recorder, '/them')).toContain('href="/do-choi/1"')
  expect(await pages.open(district.checker, '/them')).not.toContain('href="/do-choi/1"')
})

test('its API answers and is described', async () => {
  const toys = await pages.json(district.recorder, '/api/v1/toys')
  const description = await pages.json(district.recorder, '/api/v1/openapi.json')

  expect(await toys.json()).toEqual({ rows: ['bóng'] })
  expect(Object.keys(((await description.json()) as { paths: object }).paths)).toContain('/toys')
})

test('its permission is asked by the program and by the database, and a misspelt one does not compile', async () => {
  const { recorder, checker, union } = district
  const misspelt = () =>
    // @ts-expect-error no module has this action
    perform(recorder, 'toy.pley', union, nothing)
  const { rows } = await sql<{ role: string }>`
    select role from access.permission where action = 'toy.play'`.execute(database())

  await perform(recorder, 'toy.play', union, nothing)
  await expect(perform(checker, 'toy.play', union, nothing)).rejects.toMatchObject({
    code: 'not_found_or_not_allowed',
  })
  await expect(misspelt()).rejects.toThrow()
  expect(rows).toEqual([{ role: 'recorder' }])
})

test('its morning comes, and its day stands in calendars', async () => {
  await runMornings(new Date('2026-03-09T06:31:00+07:00'))
  await runMornings(new Date('2026-03-09T06:32:00+07:00'))

  expect(mornings).toEqual(['2026-03-09'])
  expect((await entriesOf(district.recorder)).map(({ uid }) => uid)).toContain('toy-1')
})

test('its indicator counts, and its source says in words what it is', async () => {
  const id = newId()
  // The database keeps the list of kinds too: the migration of a module adds to it.
  await sql`alter table figures.fact drop constraint fact_source_is_unknown`.execute(ownerDatabase())
  await asSystem('test.toys', (tx) =>
    postFacts(tx, { kind: 'toy', id, unitId: district.union, day: today(), seriesId: newId() }, 'declared', [
      { indicator: 'test_toys', amount: 3 },
    ]),
  )

  const [figure, words] = await look(district.leader, 'figure.read', null, async (db) => [
    await figureOf(db, { unitId: district.commune }, 'test_toys', {
      from: today(),
      until: addDays(today(), 1),
    }),
    await wordsOfSources(db, [{ sourceKind: 'toy', sourceId: id }]),
  ])

  expect(figure.declared).toBe(3)
  expect(words.get(id)).toEqual({ title: 'Một món đồ chơi', href: '/do-choi/1' })
})

test('every schema of the database is that of a module', async () => {
  const { rows } = await sql<{ name: string }>`
    select nspname as name from pg_namespace
     where nspname not like 'pg\\_%' and nspname not in ('information_schema', 'pgboss', 'platform', 'public')
     order by 1`.execute(database())

  expect([...new Set(modules.flatMap(({ schemas }) => schemas))].sort()).toEqual(rows.map(({ name }) => name))
})
