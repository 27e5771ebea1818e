import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { newId } from '#platform/ids'
import { migrate, migrationsOf } from '#platform/migrate'

// A district whose files were counted on the last day of their period keeps every figure of whole periods, and December
// loses what was counted for the year.
const name = `u_${newId().replaceAll('-', '')}`
const address = new URL(inject('server'))
address.pathname = `/${name}`
const url = address.toString()

async function query<T extends object = object>(statement: string, at = url): Promise<T[]> {
  const client = new pg.Client({ connectionString: at })
  await client.connect()
  try {
    return (await client.query<T>(statement)).rows
  } finally {
    await client.end()
  }
}

const [commune, person, ofYear, ofMonth, back] = [newId(), newId(), newId(), newId(), newId()]
const hash = (letter: string) => letter.repeat(64)

beforeAll(async () => {
  await query(`create database ${name}`, inject('server'))
  await migrate(
    url,
    migrationsOf().filter(({ name: migration }) => migration < '0083'),
  )
  await query(`
    insert into org.unit (id, kind, name, short_name, slug, valid_from) values ('${commune}', 'commune', 'Xã', 'Xã', 'xa', '2000-01-01');
    insert into access.person (id, name, user_name) values ('${person}', 'Người Nhập', 'nguoi.nhap');
    insert into figures.indicator (code, name_vi, name_en, unit_vi, unit_en, rule, position, definition_vi, definition_en) values
      ('old_flow', 'Rác', 'Waste', 'kg', 'kg', 'sum', 1, 'x', 'x'), ('old_stock', 'Hội viên', 'Members', 'người', 'people', 'stock', 2, 'x', 'x');
    insert into evidence.file (sha256, media_type, bytes, width, height)
      select repeat(letter, 64), 'image/jpeg', 1, 1, 1 from unnest(array['a', 'b', 'c']) as letter;
    insert into reports.figure_import (id, unit_id, period, since, until, sha256, file_name, rows, state, sent_by, counted_at) values
      ('${ofYear}', '${commune}', '2024', '2024-01-01', '2025-01-01', '${hash('a')}', 'nam.xlsx', '[]', 'counted', '${person}', now()),
      ('${ofMonth}', '${commune}', '2025-03', '2025-03-01', '2025-04-01', '${hash('b')}', 'thang.xlsx', '[]', 'counted', '${person}', now()),
      ('${back}', '${commune}', '2023', '2023-01-01', '2024-01-01', '${hash('c')}', 'rut.xlsx', '[]', 'counted', '${person}', now());
    insert into figures.fact (unit_id, indicator, day, amount, qualifier, assurance, series_id, source_kind, source_id) values
      ('${commune}', 'old_flow', '2024-12-31', 1250, 'over', 'declared', '${commune}', 'import', '${ofYear}'),
      ('${commune}', 'old_stock', '2024-12-31', 88, 'exact', 'declared', '${commune}', 'import', '${ofYear}'),
      ('${commune}', 'old_flow', '2025-03-31', 60, 'exact', 'declared', '${commune}', 'import', '${ofMonth}'),
      ('${commune}', 'old_flow', '2023-12-31', 9, 'exact', 'declared', '${commune}', 'import', '${back}');
    insert into figures.fact (unit_id, indicator, day, amount, qualifier, assurance, series_id, source_kind, source_id, reverses)
      select unit_id, indicator, day, -amount, qualifier, assurance, series_id, source_kind, source_id, id
        from figures.fact where source_id = '${back}'`)
})

afterAll(() => query(`drop database if exists ${name} with (force)`, inject('server')))

test('sums of a file of a year become facts of the year; its levels, monthly files and what was taken back stay', async () => {
  await migrate(url)

  const standing = await query(
    'select indicator, starts::text, day::text, amount::int from figures.every_standing order by day, indicator',
  )
  expect(standing).toEqual([
    { indicator: 'old_flow', starts: '2024-01-01', day: '2024-12-31', amount: 1250 },
    { indicator: 'old_stock', starts: '2024-12-31', day: '2024-12-31', amount: 88 },
    { indicator: 'old_flow', starts: '2025-03-31', day: '2025-03-31', amount: 60 },
  ])
  expect(await query('select qualifier, source_id from figures.span_fact')).toEqual([
    { qualifier: 'over', source_id: ofYear },
  ])
  await query('begin isolation level repeatable read; select figures.fold(); commit')
  expect(await query('select * from figures.recount()')).toEqual([])
})
