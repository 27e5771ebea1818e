import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asSystem, asSystemSnapshot, lookAsSystem } from '#access'
import { aPerson } from '../../../test/support/district.ts'
import { monthsOfUnits } from '../figures/read-figure.ts'
import { foldFigures } from '../figures/roll-up/fold.ts'
import { noFigure, totalOf } from '../figures/rules.ts'
import { indicatorsOf } from '../figures/store.ts'
import { figuresOfServers } from './figures-of-servers.ts'
import { join, leave } from './join.ts'
import { publish, stopPublishing } from './publish.ts'
import { federationPage, memberPage } from './read.ts'
import { commonIndicators, fillCountry, fillProvince, post, postAndFold, Server } from './servers.fixture.ts'
import { federationStatus } from './status.ts'
import { areasBeneath, beat, reportsOf } from './store.ts'

// One national and two provincial servers, each a PostgreSQL of its own, as three machines would be.
const [nation, north, south] = [new Server(), new Server(), new Server()] as const
const span = { from: '2025-01-01', until: '2026-07-01' }
let [inNorth, inSouth]: Awaited<ReturnType<typeof fillProvince>>[] = []
let joinNorth = ''
let joinSouth = ''
let country = ''

const codes = commonIndicators.map(({ code }) => code)
const asked = async (db: Parameters<typeof indicatorsOf>[0]) =>
  (await indicatorsOf(db)).filter(({ code }) => codes.includes(code))

/** The national report, as the national server reads it. */
const nationalReport = () =>
  nation.run(() => lookAsSystem(async (db) => figuresOfServers(db, { indicators: await asked(db), span })))

/** A province's own figures, as its own people read them. */
const ownFigures = (server: Server, unitId: string) =>
  server.run(() =>
    lookAsSystem(async (db) =>
      (await monthsOfUnits(db, { unitIds: [unitId], indicators: await asked(db), span })).get(unitId),
    ),
  )

/** Figures without the difference between nothing and nought. */
const plain = (months: Map<string, unknown[]> | undefined) =>
  Object.fromEntries(
    codes.map((code) => [
      code,
      Array.from({ length: 18 }, (_, month) => {
        const figure = months?.get(code)?.[month] as ReturnType<typeof noFigure> | undefined
        return figure && figure.entries > 0 ? figure : noFigure()
      }),
    ]),
  )

async function until<T>(read: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const value = await read()
    if (isSo(value) || tries > 200) return value
    await new Promise((done) => setTimeout(done, 100))
  }
}

const wasteOf = async (name: string): Promise<number> =>
  (await nationalReport()).servers
    .find(({ member }) => member.name === name)
    ?.months.get('test_waste_kg')
    ?.reduce((sum, figure) => sum + (figure ? figure.declared + figure.confirmed : 0), 0) ?? 0

beforeAll(async () => {
  await Promise.all([nation.start(), north.start(), south.start()])
}, 90_000)
afterAll(async () => {
  await Promise.all([nation.end(), north.end(), south.end()])
})

test('two provinces publish and join, and the country reads what each of them reads at home', async () => {
  country = await nation.run(fillCountry)
  inNorth = await north.run(() => fillProvince('Tỉnh Bắc', '01'))
  inSouth = await south.run(() => fillProvince('Tỉnh Nam', '02'))
  await north.run(async () => {
    const [one, two] = inNorth?.unions ?? []
    await post(one ?? '', { indicator: 'test_waste_kg', amount: 12.5, day: '2025-03-08' })
    await post(two ?? '', {
      indicator: 'test_waste_kg',
      amount: 7,
      day: '2026-01-31',
      assurance: 'confirmed',
    })
    await post(one ?? '', {
      indicator: 'test_households',
      amount: 40,
      day: '2025-02-01',
      series: inNorth?.series ?? '',
    })
    await post(one ?? '', {
      indicator: 'test_households',
      amount: 55,
      day: '2026-02-01',
      series: inNorth?.series ?? '',
    })
    await foldFigures()
    joinNorth = (await publish(north.url, { host: '127.0.0.1' })) ?? ''
  })
  joinSouth = (await south.run(() => publish(south.url, { host: '127.0.0.1' }))) ?? ''
  // What is entered after the publication goes the same way as what was there before.
  await south.run(async () => {
    const [one] = inSouth?.unions ?? []
    await postAndFold(one ?? '', { indicator: 'test_waste_kg', amount: 100, day: '2026-01-02' })
    await postAndFold(one ?? '', {
      indicator: 'test_households',
      amount: 10,
      day: '2026-01-02',
      series: inSouth?.series ?? '',
    })
  })

  await nation.run(() => join(nation.url, joinNorth))
  await nation.run(() => join(nation.url, joinSouth))
  await until(
    () => wasteOf('Tỉnh Nam'),
    (waste) => waste === 100,
  )
  const report = await nationalReport()

  expect(report.servers.map(({ member }) => [member.name, member.conflict, member.units])).toEqual([
    ['Tỉnh Bắc', null, 5],
    ['Tỉnh Nam', null, 5],
  ])
  expect(plain(report.servers[0]?.months)).toEqual(plain(await ownFigures(north, inNorth?.province ?? '')))
  expect(plain(report.servers[1]?.months)).toEqual(plain(await ownFigures(south, inSouth?.province ?? '')))
  // January 2026: 7 confirmed of the north, 100 declared of the south; 40 and 10 households, and the rate of these sums.
  const january = (code: string) => report.total.get(code)?.[12]
  expect(january('test_waste_kg')).toMatchObject({ declared: 100, confirmed: 7, entries: 2 })
  expect(january('test_households')).toMatchObject({ declared: 50, entries: 2 })
  expect(january('test_waste_each')?.derived).toMatchObject({ value: 2.14 })
  expect(report.servers.every(({ member }) => member.behind !== undefined)).toBe(true)
})

test('units, places and issued reports arrive as they change; drafts stay at home', async () => {
  await north.run(() =>
    asSystem('test.change', async (tx) => {
      await tx
        .updateTable('org.unit')
        .set({ name: 'Phường Một' })
        .where('id', '=', inNorth?.communes[0] ?? '')
        .execute()
      await tx
        .insertInto('reports.outline')
        .values({
          code: 'monthly',
          name: 'Báo cáo tháng',
          periods: ['month'],
          subject: 'kết quả',
          opening: '',
          sections: JSON.stringify([{ key: 'next' }]),
          since: '2021-05-18',
          source: 'thử',
        })
        .execute()
      const unit_id = inNorth?.province ?? ''
      const content = { reason: 'report', content: JSON.stringify({}), hash: Buffer.alloc(32, 7), version: 1 }
      const under = { state: 'issued', issued_at: new Date(), symbol: '17-BC/TU' }
      for (const [period, code, issued] of [
        ['2026-01', 'AAAA-2222', { ...under, number: 17, issued_on: '2026-02-01' }],
        ['2026-02', 'BBBB-2222', {}],
        ['2026-03', 'CCCC-2222', { ...under, number: 18, issued_on: '2099-01-01' }],
        ['2026-04', 'DDDD-2222', { ...under, state: 'withdrawn', number: 19, issued_on: '2026-05-01' }],
      ] as const) {
        const report = await tx
          .insertInto('reports.report')
          .values({ unit_id, outline: 'monthly', issued_on: '2026-02-01', number: 5, period })
          .returning('id')
          .executeTakeFirstOrThrow()
        await tx
          .insertInto('reports.frozen')
          .values({ ...content, ...issued, code, report_id: report.id })
          .execute()
      }
    }),
  )
  const server = (await nationalReport()).servers[0]?.member.server ?? ''
  const read = () =>
    nation.run(() =>
      lookAsSystem(async (db) => ({
        areas: await areasBeneath(db, server, inNorth?.province ?? '', '2026-06-01', 10),
        reports: await reportsOf(db, server, 10),
      })),
    )

  const { areas, reports } = await until(read, (found) => found.reports.length > 0)

  expect(areas.map(({ name }) => name)).toEqual(['Phường Một', 'Xã Hai Tỉnh Bắc'])
  expect(reports).toMatchObject([{ period: '2026-01', number: 17, unitName: 'Tỉnh Bắc' }])
  expect(reports).toHaveLength(1)
  expect(reports[0]?.hash).toBe('07'.repeat(32))
})

test('no column leaves but those of this list, and the password of a reader opens nothing else', async () => {
  const allowed = {
    indicator:
      'server code name_vi name_en unit_vi unit_en rule formula is_money definition_vi definition_en valid_from valid_to',
    placement: 'server id tree unit_id parent_id valid_from valid_to',
    report: 'server id unit_id outline period number issued_on content_sha256',
    roll_up: 'server unit_id indicator basis slice year total proven confirmed verified entries over about',
    server: 'server unit_id name version published_at beaten_at counted_until',
    unit: 'server id kind level is_area line name short_name official_code valid_from valid_to',
  }
  const given = async (query: string, database?: string) =>
    Object.fromEntries(
      (await north.ask<{ name: string; columns: string }>(query, database)).map((row) => [
        row.name,
        row.columns,
      ]),
    )
  const published = `select tablename as name, array_to_string(attnames, ' ') as columns from pg_publication_tables where pubname = `
  const inOutbox = `select table_name as name, string_agg(column_name, ' ' order by ordinal_position) as columns
    from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema') group by 1`

  expect(await given(`${published}'lantoa_outbox'`)).toEqual(allowed)
  expect(await given(`${published}'lantoa_federation'`, 'lantoa_federation')).toEqual(allowed)
  // The database into which readers get holds nothing else at all.
  expect(await given(inOutbox, 'lantoa_federation')).toEqual(allowed)

  const reader = new URL(joinNorth)
  const tried = async (database: string, replication?: string): Promise<string> => {
    const config = {
      host: '127.0.0.1',
      port: Number(reader.port),
      user: reader.username,
      password: reader.password,
    }
    const client = new pg.Client({
      ...config,
      database,
      ...(replication ? { replication } : {}),
    } as pg.ClientConfig)
    client.on('error', () => {})
    try {
      await client.connect()
      return 'let in'
    } catch (fault) {
      return (fault as { code?: string }).code ?? 'refused'
    } finally {
      await client.end().catch(() => {})
    }
  }
  expect(await tried('lantoa_federation')).toBe('let in')
  expect(await tried('lantoa')).toBe('28000')
  expect(await tried('postgres')).toBe('28000')
  // A role that may replicate could decode every change of the database, or copy the whole server.
  expect(await tried('lantoa', 'database')).toBe('28000')
  expect(await tried('lantoa', 'true')).toBe('28000')
})

test('the rules of access are not the only lock: the database itself lets no reader in', async () => {
  const [found] = await north.ask<{ main: boolean; outbox: boolean }>(
    `select has_database_privilege('lantoa_federation', 'lantoa', 'connect') as main,
            has_database_privilege('lantoa_federation', 'lantoa_federation', 'connect') as outbox`,
  )

  expect(found).toEqual({ main: false, outbox: true })
})

test('a province that was away catches up, and meanwhile the country goes on with what it has', async () => {
  await north.stop()
  expect(await wasteOf('Tỉnh Bắc')).toBe(19.5)
  await south.run(() =>
    postAndFold(inSouth?.unions[1] ?? '', { indicator: 'test_waste_kg', amount: 1, day: '2026-05-01' }),
  )
  expect(
    await until(
      () => wasteOf('Tỉnh Nam'),
      (waste) => waste === 101,
    ),
  ).toBe(101)

  await north.start()
  await north.run(() =>
    postAndFold(inNorth?.unions[0] ?? '', { indicator: 'test_waste_kg', amount: 80.5, day: '2026-04-01' }),
  )

  expect(
    await until(
      () => wasteOf('Tỉnh Bắc'),
      (waste) => waste === 100,
    ),
  ).toBe(100)
})

test('a heartbeat tells how far behind a server is, and which version it runs', async () => {
  const before = (await nationalReport()).servers[1]?.member
  await south.run(() => asSystemSnapshot(beat))
  const after = await until(
    async () => (await nationalReport()).servers[1]?.member,
    (member) => (member?.receivedAt ?? 0) > (before?.receivedAt ?? 0),
  )

  expect(after?.behind).toBeLessThan(before?.behind ?? 0)
  expect(after?.version).toMatch(/^\d{4}_/)
  expect(after?.state).toBe('current')
})

test('a leader and an administrator see it on a page, nobody else', async () => {
  const people = await nation.run(() =>
    asSystem('test.people', async (tx) => {
      const made = []
      for (const role of ['leader', 'administrator', 'recorder'])
        made.push(await aPerson(tx, role, { role, unitId: country }))
      return made
    }),
  )
  const seen = []
  for (const actor of people)
    seen.push(
      await nation
        .run(() => federationPage(actor, { indicator: 'test_waste_kg', year: '2026' }))
        .then(
          ({ rows, total }) => [...rows.map(({ name }) => name), total && totalOf(total)],
          (fault) => fault.code,
        ),
    )

  expect(seen).toEqual([
    ['Tỉnh Bắc', 'Tỉnh Nam', 188.5],
    ['Tỉnh Bắc', 'Tỉnh Nam', 188.5],
    'not_found_or_not_allowed',
  ])
  const [leader] = people
  const { members } = await nation.run(() => federationPage(leader as (typeof people)[number], {}))
  const one = await nation.run(() =>
    memberPage(leader as (typeof people)[number], members[0]?.server ?? '', {}),
  )
  expect(one.rows.map(({ unit }) => unit.name)).toEqual(['Phường Một', 'Xã Hai Tỉnh Bắc'])
  expect(one.reports.map(({ number }) => number)).toEqual([17])
})

test('what would count twice, or means something else here, is not added and says why', async () => {
  await nation.run(() =>
    asSystem('test.conflict', async (tx) => {
      await tx
        .updateTable('figures.indicator')
        .set({ unit_vi: 'tấn' })
        .where('code', '=', 'test_waste_kg')
        .execute()
      await tx
        .insertInto('org.unit')
        .values({
          id: inSouth?.province ?? '',
          kind: 'province',
          name: 'Tỉnh Nam',
          short_name: 'Nam',
          slug: 'nam',
          valid_from: '2000-01-01',
        })
        .execute()
    }),
  )
  const report = await nationalReport()
  await nation.ask(`update figures.indicator set unit_vi = 'kg' where code = 'test_waste_kg'`)
  await nation.ask(
    `begin; delete from org.beneath where unit_id = '${inSouth?.province}'; delete from figures.attribution where unit_id = '${inSouth?.province}'; delete from org.unit where id = '${inSouth?.province}'; commit`,
  )

  expect(report.servers.map(({ member }) => [member.conflict, member.state])).toEqual([
    [null, expect.stringMatching(/current|late|away/)],
    ['known_here', 'conflict'],
  ])
  expect(report.total.get('test_waste_kg')).toBeUndefined()
  expect(report.servers[0]?.member.otherIndicators).toBe(1)
  expect(report.total.get('test_households')?.[17]).toMatchObject({ declared: 55 })
  expect((await nationalReport()).total.get('test_households')?.[17]).toMatchObject({ declared: 65 })
})

test('joining and publishing again change nothing; a national server that is older is refused', async () => {
  const again = await nation.run(() => join(nation.url, joinNorth))
  expect(again).toMatchObject({ name: 'Tỉnh Bắc', isCopied: true })
  expect(await north.run(() => publish(north.url, { host: '127.0.0.1' }))).toBeUndefined()
  expect(
    await until(
      () => wasteOf('Tỉnh Bắc'),
      (waste) => waste === 100,
    ),
  ).toBe(100)

  await south.ask(`insert into platform.migration (name, checksum) values ('9999_later.sql', '')`)
  await south.run(() => asSystemSnapshot(beat))
  const later = () =>
    nation
      .run(() => join(nation.url, joinSouth))
      .then(
        () => '',
        (fault) => `${fault.code} ${fault.params.theirs}`,
      )
  expect(await until(later, (answer) => answer !== '')).toBe('federation_server_is_newer 9999')
  await south.ask(`delete from platform.migration where name = '9999_later.sql'`)

  const wrong = joinNorth.replace(/:[^:@]+@/, ':wrong@')
  await expect(nation.run(() => join(nation.url, wrong))).rejects.toThrow('federation_password_is_refused')
  await expect(nation.run(() => join(nation.url, 'abc'))).rejects.toThrow('federation_string_is_malformed')
})

test('where a server has lost the place of the national one, joining again copies all anew', async () => {
  await until(
    async () => {
      await north.ask(
        `select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name like 'lantoa_to_%'`,
      )
      return north
        .ask(
          `select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name like 'lantoa_to_%'`,
        )
        .then(
          () => true,
          () => false,
        )
    },
    (isDropped) => isDropped,
  )
  await north.run(() =>
    postAndFold(inNorth?.unions[0] ?? '', { indicator: 'test_waste_kg', amount: 1, day: '2026-04-02' }),
  )

  await nation.run(() => join(nation.url, joinNorth))

  expect(
    await until(
      () => wasteOf('Tỉnh Bắc'),
      (waste) => waste === 101,
    ),
  ).toBe(101)
})

test('leaving takes the slot along; what was given by others stays', async () => {
  const before = await north.run(() => federationStatus(north.url))
  expect(before.readers.map(({ isActive, isLost }) => [isActive, isLost])).toEqual([[true, false]])
  expect(before).toMatchObject({ keptAtMost: '8GB', isOutboxFed: true })

  expect(await nation.run(() => leave(nation.url, 'Tỉnh Bắc'))).toEqual({ name: 'Tỉnh Bắc', wasTold: true })

  expect((await north.run(() => federationStatus(north.url))).readers).toEqual([])
  expect((await nationalReport()).servers.map(({ member }) => member.name)).toEqual(['Tỉnh Nam'])
  expect(
    await nation.ask(
      'select distinct name from federation.unit join federation.joined using (server) order by 1 limit 1',
    ),
  ).toHaveLength(1)
})

test('a province that gives nothing any more leaves neither slot, role nor database behind, and pays nothing', async () => {
  await south.run(() => stopPublishing(south.url))

  expect(await south.ask('select slot_name from pg_replication_slots')).toEqual([])
  expect(await south.ask(`select from pg_roles where rolname = 'lantoa_federation'`)).toEqual([])
  expect(await south.ask(`select from pg_database where datname = 'lantoa_federation'`)).toEqual([])
  expect(
    await south.ask(
      `select tgname from pg_trigger where tgfoid::regproc::text like 'federation.give%' and tgenabled <> 'D'`,
    ),
  ).toEqual([])
  // The country keeps what it has until it leaves as well, and then says that nobody could be told.
  expect(await wasteOf('Tỉnh Nam')).toBe(101)
  expect(await nation.run(() => leave(nation.url, 'Tỉnh Nam'))).toEqual({ name: 'Tỉnh Nam', wasTold: false })
  await expect(nation.run(() => leave(nation.url, 'Tỉnh Nam'))).rejects.toThrow(
    'federation_server_is_unknown',
  )
})
