import { readdirSync } from 'node:fs'
import pg from 'pg'
import { afterAll, expect, inject, test } from 'vitest'
import { newId } from './ids.ts'
import { migrate, migrationsOf } from './migrate.ts'

const made: string[] = []

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('server') })
  await client.connect()
  await client.query(statement)
  await client.end()
}

async function anEmptyDatabase(): Promise<string> {
  const name = `m_${newId().replaceAll('-', '')}`
  made.push(name)
  await onServer(`create database ${name}`)
  const url = new URL(inject('server'))
  url.pathname = `/${name}`
  return url.toString()
}

afterAll(async () => {
  for (const name of made) await onServer(`drop database if exists ${name} with (force)`)
})

test('from empty all migrations run in order, and a second start runs none', async () => {
  const url = await anEmptyDatabase()

  expect(await migrate(url)).toEqual(migrationsOf().map(({ name }) => name))
  expect(await migrate(url)).toEqual([])
})

test('every migration has a number of its own, and all files are in the order that is run', () => {
  // Two branches took 0060 at once, and both have run on databases since: neither may be renamed.
  const numbers = migrationsOf()
    .filter(({ name }) => name !== '0060_signer_of_a_key.sql')
    .map(({ name }) => name.slice(0, 4))

  expect(numbers.length).toBeGreaterThan(50)
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(migrationsOf().map(({ name }) => name)).toEqual(
    readdirSync('migrations')
      .filter((name) => name.endsWith('.sql'))
      .toSorted(),
  )
})

test('two starts at once run each migration once', async () => {
  const url = await anEmptyDatabase()

  const ran = await Promise.all([migrate(url), migrate(url)])

  expect(ran.flat().sort()).toEqual(migrationsOf().map(({ name }) => name))
})

test('a changed old migration, and a database that is newer than the program, are refused by name', async () => {
  const url = await anEmptyDatabase()
  await migrate(url)
  const [first, ...others] = migrationsOf()
  if (!first) throw new Error('There are no migrations.')

  await expect(migrate(url, [{ ...first, checksum: 'other' }, ...others])).rejects.toThrow(
    `Migration ${first.name} was changed`,
  )
  await expect(migrate(url, [first])).rejects.toThrow('It is newer than the program')
})

test('a migration that fails half-way leaves nothing of itself', async () => {
  const url = await anEmptyDatabase()
  const broken = {
    name: '0001_broken.sql',
    text: 'create table kept (a int); select nonsense',
    checksum: 'x',
  }

  await expect(migrate(url, [broken])).rejects.toThrow('nothing of it was kept')

  const client = new pg.Client({ connectionString: url })
  await client.connect()
  expect((await client.query("select to_regclass('kept') as there")).rows).toEqual([{ there: null }])
  await client.end()
})
