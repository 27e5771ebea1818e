import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The role by which other servers read what this one gives, and the database in which it lies: the only one of the
 * server's databases in which they may sign in.
 */
export const federationName = 'lantoa_federation'

const mark = '# Written by Lan Toa, read first: who receives figures gets into their database and no other.'
const rules = `${mark}
host    ${federationName} ${federationName} 127.0.0.1/32 scram-sha-256
host    ${federationName} ${federationName} ::1/128      scram-sha-256
hostssl ${federationName} ${federationName} all          scram-sha-256
host    all               ${federationName} all          reject
# A copy of the whole server is a replication too, and would hold everything.
host    replication       ${federationName} all          reject
# End of what Lan Toa has written.

`

/** Puts the rules of federation before all others of a data folder, once. What an administrator has written stays. */
export function keepFederationApart(dataFolder: string): void {
  const file = join(dataFolder, 'pg_hba.conf')
  const written = readFileSync(file, 'utf8')
  if (!written.startsWith(mark)) writeFileSync(file, rules + written)
}
