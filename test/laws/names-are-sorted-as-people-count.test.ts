import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database } from '#platform/database'
import { compareNames } from '#platform/names'
import { useDatabase } from '../support/database.ts'
import { sourceFiles } from './source-files.ts'

useDatabase()

// Names of files, not of what people call a unit, a person or an initiative.
const otherNames = ['platform/migrate.ts', '3-capture/phone/open-rosa/store.ts']

const ordersByBareName = [
  /\.orderBy\(\s*'(?:\w+\.)?(?:name|title|name_vi|name_en|short_name)'/,
  /order by (?:[^`\n]*[ ,(])?(?:\w+\.)?(?:name|title|name_vi|name_en|short_name)(?! collate)(?=\s*(?:,|limit|desc|\)|`|$))/m,
]

test('no list is put in order by a name without the collation of names', () => {
  const careless = sourceFiles().filter(
    ({ name, text }) => !otherNames.includes(name) && ordersByBareName.some((bare) => bare.test(text)),
  )

  expect(careless.map(({ name }) => name)).toEqual([])
})

test('no other collation of Vietnamese is used, in code or in the database', () => {
  const others = sourceFiles().filter(
    ({ name, text }) =>
      name !== 'platform/names.ts' && /Intl\.Collator|collate "vi|ame\.localeCompare/.test(text),
  )

  expect(others.map(({ name }) => name)).toEqual([])
})

test('functions of the database that stand today use it as well', async () => {
  const { rows } = await sql<{ name: string }>`
    select proname as name from pg_proc join pg_namespace on pg_namespace.oid = pronamespace
     where nspname !~ '^(pg_|information_schema)' and prosrc ~ 'collate "vi|order by (\w+\.)?name(?! collate)'`.execute(
    database(),
  )

  expect(rows).toEqual([])
})

test('the database and the program put names in one order: hamlet 2 before hamlet 10, Đ after D', async () => {
  const names = [
    'Khối 10',
    'Đức Hòa',
    'Khối 2',
    'Cầu Xáng',
    'Dương Xuân',
    'Cần Giuộc',
    'Khối 2A',
    'khối 1',
    'Ấp 03',
    'Ấp 3',
  ]

  const { rows } = await sql<{ name: string }>`
    select name from unnest(${names}::text[]) as name order by name collate org.names`.execute(database())

  const inOrder = [
    'Ấp 03',
    'Ấp 3',
    'Cần Giuộc',
    'Cầu Xáng',
    'Dương Xuân',
    'Đức Hòa',
    'khối 1',
    'Khối 2',
    'Khối 2A',
    'Khối 10',
  ]
  expect(names.toSorted(compareNames)).toEqual(inOrder)
  expect(rows.map(({ name }) => name)).toEqual(inOrder)
})
