import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { type Db, database, openDatabase, useAsDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'

/** The address of this file's database, once `useDatabase` has made it. */
let address: string | undefined
export const databaseAddress = (): string => address ?? fail()
const fail = (): never => {
  throw new Error('Call useDatabase() at the top of the test file.')
}

/**
 * Gives the test file its own copy of the migrated database: real PostgreSQL, real commits, real constraints.
 * `from` names another template, such as the demonstration district.
 */
export function useDatabase(): void {
  const name = `t_${newId().replaceAll('-', '')}`
  let db: Db | undefined

  beforeAll(async () => {
    const server = inject('server')
    const admin = new pg.Client({ connectionString: server })
    await admin.connect()
    // Another file may be cloning the same template at this moment; PostgreSQL makes the second one wait.
    await admin.query(`create database ${name} template template strategy file_copy`)
    await admin.end()
    const url = new URL(server)
    url.pathname = `/${name}`
    address = url.toString()
    db = openDatabase(address, 10)
    useAsDatabase(db)
    // What needs protection is sealed with it. A file that tries other secrets sets its own.
    useSecret('a secret of tests alone, long enough to be one', '')
  })

  afterAll(async () => {
    await database().destroy()
    useAsDatabase(undefined)
    const admin = new pg.Client({ connectionString: inject('server') })
    await admin.connect()
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
  })
}
