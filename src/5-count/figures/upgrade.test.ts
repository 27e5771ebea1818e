import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { newId } from '#platform/ids'
import { migrate, migrationsOf } from '#platform/migrate'

// A district that began with the first version brings its facts along: figures before the roll-up and after it agree.
const name = `u_${newId().replaceAll('-', '')}`
const address = new URL(inject('server'))
address.pathname = `/${name}`
const url = address.toString()

async function query<T extends object = object>(
  statement: string,
  values: unknown[] = [],
  at = url,
): Promise<T[]> {
  const client = new pg.Client({ connectionString: at })
  await client.connect()
  try {
    return (await client.query<T>(statement, values)).rows
  } finally {
    await client.end()
  }
}

const [province, former, commune] = [newId(), newId(), newId()]

beforeAll(async () => {
  await query(`create database ${name}`, [], inject('server'))
  await migrate(
    url,
    migrationsOf().filter(({ name: migration }) => migration < '0010'),
  )
  await query(`
    insert into org.unit (id, kind, name, short_name, slug, valid_from, valid_to) values
      ('${province}', 'province', 'Tỉnh', 'Tỉnh', 'tinh', '2000-01-01', null),
      ('${former}', 'commune', 'Xã cũ', 'Xã cũ', 'xa-cu', '2000-01-01', '2025-07-01'),
      ('${commune}', 'commune', 'Xã mới', 'Xã mới', 'xa-moi', '2025-07-01', null);
    insert into org.placement (tree, unit_id, parent_id, valid_from, valid_to) values
      ('area', '${former}', '${province}', '2000-01-01', '2025-07-01'), ('area', '${commune}', '${province}', '2025-07-01', null);
    with decision as (insert into org.reorganisation (kind, day, document) values ('merge', '2025-07-01', 'Nghị quyết') returning id)
    insert into org.succession (reorganisation_id, from_unit_id, to_unit_id) select id, '${former}', '${commune}' from decision;
    insert into figures.indicator (code, name_vi, name_en, unit_vi, unit_en, rule, position, definition_vi, definition_en) values
      ('old_flow', 'Rác', 'Waste', 'kg', 'kg', 'sum', 1, 'x', 'x'), ('old_stock', 'Hội viên', 'Members', 'người', 'people', 'stock', 2, 'x', 'x')`)
  const post = (
    indicator: string,
    unit: string,
    day: string,
    amount: number,
    over: Record<string, string> = {},
  ) =>
    query<{ id: string }>(
      `insert into figures.fact (unit_id, indicator, day, amount, qualifier, assurance, series_id, source_kind, source_id, reverses)
       values ($1, $2, $3, $4, $5, $6, $7, 'activity', $8, $9) returning id`,
      [
        unit,
        indicator,
        day,
        amount,
        over.qualifier ?? 'exact',
        over.assurance ?? 'declared',
        over.series ?? newId(),
        newId(),
        over.reverses ?? null,
      ],
    )
  const [wrong] = await post('old_flow', former, '2024-05-10', 100)
  await query(
    `insert into figures.fact (unit_id, indicator, day, amount, qualifier, assurance, series_id, source_kind, source_id, reverses)
     select unit_id, indicator, day, -amount, qualifier, assurance, series_id, source_kind, source_id, id from figures.fact where id = $1`,
    [wrong?.id],
  )
  await post('old_flow', former, '2024-05-10', 80, { assurance: 'evidenced' })
  await post('old_flow', former, '2024-06-01', 300, { qualifier: 'over' })
  await post('old_flow', commune, '2025-08-01', 7)
  const series = newId()
  await post('old_stock', former, '2024-03-01', 10, { series })
  await post('old_stock', former, '2024-09-01', 15, { series })
})

afterAll(() => query(`drop database if exists ${name} with (force)`, [], inject('server')))

test('facts of the first version come through the migrations with every figure they made', async () => {
  const before = await query(
    'select id, unit_id, indicator, day, amount, assurance, reverses from figures.fact order by id',
  )

  await migrate(url)

  expect(
    await query(
      'select id, unit_id, indicator, day, amount, assurance, reverses from figures.fact order by id',
    ),
  ).toEqual(before)
  const read = async (from: 'kept_sums' | 'counted_sums', unit: string, reading: 'then' | 'today') =>
    Object.fromEntries(
      (
        await query<{ indicator: string; total: string; proven: string; over: string }>(
          `select indicator, total, proven, over from figures.${from}(array[$1]::uuid[], null, '', '2024-01-01', '2026-01-01', $2)`,
          [unit, reading],
        )
      ).map(({ indicator, total, proven, over }) => [
        indicator,
        [Number(total), Number(proven), Number(over)],
      ]),
    )
  const check = async () => {
    expect(await read('counted_sums', former, 'then')).toEqual({
      old_flow: [380, 80, 1],
      old_stock: [0, 0, 0],
    })
    expect(await read('counted_sums', commune, 'then')).toEqual({
      old_flow: [7, 0, 0],
      old_stock: [15, 0, 0],
    })
    expect(await read('counted_sums', commune, 'today')).toEqual({
      old_flow: [387, 80, 1],
      old_stock: [15, 0, 0],
    })
    for (const reading of ['then', 'today'] as const)
      expect(await read('kept_sums', province, reading)).toEqual({
        old_flow: [387, 80, 1],
        old_stock: [15, 0, 0],
      })
  }
  await check()
  await query('begin isolation level repeatable read; select figures.fold(); commit')
  await check()
  expect(await query('select * from figures.recount()')).toEqual([])
})
