import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { type Db, database, openDatabase, useAsDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import { openModules } from '#platform/module'
import { useSecret } from '#platform/secret'
import { serviceUrl } from '#platform/service-role'
import { modules } from '../../src/modules.ts'

// Before any test file builds pages at its top.
openModules(modules)

/** The address of this file's database for its owner, once `useDatabase` has made it. */
let address: string | undefined
export const databaseAddress = (): string => address ?? fail()
/** The same for the role by which the running system signs in. */
export const serviceAddress = (): string => serviceUrl(databaseAddress()) ?? databaseAddress()
const fail = (): never => {
  throw new Error('Call useDatabase() at the top of the test file.')
}

let owner: Db | undefined
/** The file's database as its owner has it: to do what only they can, or be refused even so. */
export function ownerDatabase(): Db {
  owner ??= openDatabase(databaseAddress(), 2)
  return owner
}

/**
 * Gives the test file its own copy of the migrated database: real PostgreSQL, real commits, real constraints.
 * The file signs in as the running system does, or as the commands do: as the owner.
 */
export function useDatabase(as: 'service' | 'owner' = 'service'): void {
  const name = `t_${newId().replaceAll('-', '')}`
  let db: Db | undefined

  beforeAll(async () => {
    const server = inject('server')
    const admin = new pg.Client({ connectionString: server })
    await admin.connect()
    // Another file may be cloning the same template at this moment; PostgreSQL makes the second one wait.
    await admin.query(`create database ${name} template template strategy file_copy`)
    // A copy has the rights of a new database.
    await admin.query(`revoke temporary on database ${name} from public`)
    await admin.end()
    const url = new URL(server)
    url.pathname = `/${name}`
    address = url.toString()
    db = openDatabase(as === 'owner' ? address : serviceAddress(), 10)
    useAsDatabase(db)
    // What needs protection is sealed with it. A file that tries other secrets sets its own.
    useSecret('a secret of tests alone, long enough to be one', '')
  })

  afterAll(async () => {
    await database().destroy()
    await owner?.destroy()
    owner = undefined
    useAsDatabase(undefined)
    const admin = new pg.Client({ connectionString: inject('server') })
    await admin.connect()
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
  })
}
