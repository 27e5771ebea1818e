import { sql } from 'kysely'
import { type Reader, type Tx, takeTurn } from '#platform/database'
import type { Head, Root } from './rules.ts'

/** Binds what is bound once a day. @returns how many rows */
export async function sweep(tx: Tx): Promise<number> {
  const { rows } = await sql<{ rows: number }>`select ledger.sweep() as rows`.execute(tx)
  return rows[0]?.rows ?? 0
}

/** Lets nobody else sign a root until this transaction ends. */
export const holdRoots = (tx: Tx): Promise<void> => takeTurn(tx, 'ledger.root')

/** The heads of all chains of the audit that have an entry. */
export async function headsNow(db: Reader): Promise<Head[]> {
  const { rows } = await sql<Head>`
    select number as chain, last_entry as entry, encode(last_hash, 'hex') as hash
      from access.audit_chain where last_entry > 0 order by number`.execute(db)
  return rows
}

const rootsOf = (db: Reader) =>
  db
    .selectFrom('ledger.root')
    .select([
      'number',
      'made_at as madeAt',
      'content',
      sql<string>`encode(hash, 'hex')`.as('hash'),
      sql<string>`encode(public_key, 'hex')`.as('publicKey'),
      sql<string>`encode(signature, 'hex')`.as('signature'),
      sql<boolean>`time_stamp is not null`.as('isStamped'),
    ])
    .$castTo<Root>()

/** The newest root. */
export const lastRoot = (db: Reader): Promise<Root | undefined> =>
  rootsOf(db).orderBy('number', 'desc').limit(1).executeTakeFirst()

/** A root by its number. */
export const rootWith = (db: Reader, number: number): Promise<Root | undefined> =>
  rootsOf(db).where('number', '=', number).executeTakeFirst()

/** Roots before a number, the newest first. */
export const rootsBefore = (db: Reader, before: number | undefined, limit: number): Promise<Root[]> =>
  rootsOf(db)
    .$if(before !== undefined, (query) => query.where('number', '<', before ?? 0))
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()

/** All roots, in order: one a day. */
export const allRoots = (db: Reader): Promise<Root[]> => rootsOf(db).orderBy('number').execute()

/** The timestamps of roots, for those that have one. */
export const stampsOfRoots = (db: Reader): Promise<{ number: number; token: Buffer }[]> =>
  db
    .selectFrom('ledger.root')
    .select(['number', 'time_stamp as token'])
    .where('time_stamp', 'is not', null)
    .orderBy('number')
    .$narrowType<{ token: Buffer }>()
    .execute()

/** Keeps a root. */
export async function insertRoot(tx: Tx, root: Root, stamp: Uint8Array | undefined): Promise<void> {
  await tx
    .insertInto('ledger.root')
    .values({
      number: root.number,
      made_at: root.madeAt,
      content: root.content,
      hash: Buffer.from(root.hash, 'hex'),
      public_key: Buffer.from(root.publicKey, 'hex'),
      signature: Buffer.from(root.signature, 'hex'),
      time_stamp: stamp ? Buffer.from(stamp) : null,
    })
    .execute()
}

/** The units that stand beneath no other today, by their area. */
export async function topUnits(db: Reader): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select unit.id from org.unit
     where daterange(unit.valid_from, unit.valid_to) @> org.today()
       and not exists (select from org.placement where placement.unit_id = unit.id
                          and daterange(placement.valid_from, placement.valid_to) @> org.today())
     order by unit.id limit 20`.execute(db)
  return rows.map(({ id }) => id)
}
