import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { newId } from '#platform/ids'
import { migrate, migrationsOf } from '#platform/migrate'

// A district that recognised initiatives before levels were asked for keeps its recognitions, each at the level of its document.
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

const [province, commune, ours, theirs] = [newId(), newId(), newId(), newId()]

beforeAll(async () => {
  await query(`create database ${name}`, inject('server'))
  await migrate(
    url,
    migrationsOf().filter(({ name: migration }) => migration < '0020'),
  )
  await query(`
    insert into org.unit (id, kind, name, short_name, slug, valid_from) values
      ('${province}', 'province', 'Tỉnh', 'Tỉnh', 'tinh', '2000-01-01'), ('${commune}', 'commune', 'Xã', 'Xã', 'xa', '2000-01-01');
    insert into initiatives.kind (code, name_vi, name_en, purpose_vi, purpose_en, position) values ('old', 'Mô hình cũ', 'Old', 'x', 'x', 1);
    insert into initiatives.form (kind, version, issued_on) values ('old', 1, '2021-05-18');
    insert into initiatives.initiative (id, kind, unit_id, name, slug, state, started_on) values
      ('${ours}', 'old', '${commune}', 'Của xã', 'cua-xa', 'recognised', '2021-06-01'),
      ('${theirs}', 'old', '${province}', 'Của tỉnh', 'cua-tinh', 'recognised', '2021-06-01');
    insert into initiatives.life (initiative_id, event, day, document) values
      ('${ours}', 'recognised', '2022-05-01', 'Quyết định số 12-QĐ/HU'),
      ('${ours}', 'recognised', '2023-05-01', 'Quyết định số 5-QĐ/TU'),
      ('${ours}', 'recognised', '2023-06-01', 'Quyết định số 5-QĐ/TU'),
      ('${theirs}', 'recognised', '2023-05-01', 'Thông báo miệng')`)
  await migrate(url)
})
afterAll(() => query(`drop database if exists ${name} with (force)`, inject('server')))

test('each document that recognised becomes one recognition, at the level that its symbol or its unit tells', async () => {
  const rows = await query<{ level: string; document: string; day: string }>(
    `select level, document, decided_on::text as day from initiatives.recognition order by decided_on, document`,
  )

  expect(rows).toEqual([
    { level: 'district', document: 'Quyết định số 12-QĐ/HU', day: '2022-05-01' },
    { level: 'province', document: 'Quyết định số 5-QĐ/TU', day: '2023-05-01' },
    { level: 'province', document: 'Thông báo miệng', day: '2023-05-01' },
  ])
})

test('the forms of before count as those that came with the software', async () => {
  expect(await query('select comes_ready from initiatives.form')).toEqual([{ comes_ready: true }])
})
