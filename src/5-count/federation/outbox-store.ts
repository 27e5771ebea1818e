import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { joinStringFor } from './rules.ts'

/**
 * The outbox: a database of its own beside that of the system, into which PostgreSQL copies what is given, and nothing
 * else. A role that may replicate can read every change of the database it gets into, whatever it was granted there;
 * so the readers get into this one only. See docs/decisions/0013-federation.md.
 */

const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

async function connected<T>(
  config: pg.ClientConfig & { replication?: 'true' | 'database' },
  run: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionTimeoutMillis: 10_000, ...config })
  client.on('error', () => {})
  try {
    await client.connect()
    return await run(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/** Addresses and names that follow from the address of the system's database. */
function placesOf(url: string) {
  const main = new URL(url)
  const name = `${decodeURIComponent(main.pathname.slice(1))}_federation`
  const outbox = new URL(url)
  outbox.pathname = `/${name}`
  return { name, main, outbox: outbox.toString(), slot: `${name}_outbox` }
}

/** The tables of the outbox: exactly the columns that the publication of the system's database names. */
async function tablesToMake(
  main: pg.Client,
): Promise<{ name: string; columns: string; definition: string }[]> {
  const { rows } = await main.query<{ name: string; columns: string; definition: string }>(`
    select published.tablename as name,
           string_agg(quote_ident(attname), ', ' order by attnum) as columns,
           string_agg(format('%I %s%s', attname, format_type(atttypid, atttypmod), case when attnotnull then ' not null' else '' end), ', ' order by attnum)
             || ', ' || (select pg_get_constraintdef(oid) from pg_constraint where conrelid = attrelid and contype = 'p') as definition
      from pg_publication_tables as published
      join pg_attribute on attrelid = format('federation.%I', published.tablename)::regclass and attname = any (published.attnames)
     where published.pubname = 'lantoa_outbox' group by published.tablename, attrelid order by 1`)
  return rows
}

/** Brings the outbox up: database, tables, the copying into it, and what may be read of it. A second time changes nothing. */
export async function openOutbox(url: string): Promise<void> {
  const { name, main, outbox, slot } = placesOf(url)
  const tables = await connected({ connectionString: url }, async (client) => {
    const there = await client.query('select from pg_database where datname = $1', [name])
    if (there.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`)
    // Everybody may get into every database unless somebody says otherwise.
    for (const database of [main.pathname.slice(1), name])
      await client.query(
        `revoke connect, temporary on database ${pg.escapeIdentifier(decodeURIComponent(database))} from public`,
      )
    const slots = await client.query('select from pg_replication_slots where slot_name = $1', [slot])
    if (slots.rowCount === 0)
      await client.query(`select pg_create_logical_replication_slot($1, 'pgoutput')`, [slot])
    return tablesToMake(client)
  })
  await connected({ connectionString: outbox }, async (client) => {
    await client.query('create schema if not exists federation')
    for (const table of tables)
      await client.query(`create table if not exists federation.${table.name} (${table.definition})`)
    const followed = await client.query('select from pg_publication where pubname = $1', [
      'lantoa_federation',
    ])
    if (followed.rowCount === 0)
      await client.query(
        `create publication lantoa_federation for table ${tables.map((table) => `federation.${table.name} (${table.columns})`).join(', ')}
           with (publish = 'insert, update, delete')`,
      )
    const copied = await client.query(
      `select from pg_subscription where subname = 'lantoa_outbox' and subdbid = (select oid from pg_database where datname = current_database())`,
    )
    // The slot is made beforehand: on one and the same server, making both at once would wait for itself.
    await client.query(
      copied.rowCount === 0
        ? `create subscription lantoa_outbox connection ${pg.escapeLiteral(url)} publication lantoa_outbox
             with (create_slot = false, slot_name = ${pg.escapeLiteral(slot)}, streaming = parallel)`
        : `alter subscription lantoa_outbox connection ${pg.escapeLiteral(url)}`,
    )
    await untilCopied(client, 'lantoa_outbox')
  })
}

/** Waits until the first copy of every table of a subscription has come. @returns whether it has, in a minute. */
async function untilCopied(client: pg.Client, subscription: string): Promise<boolean> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { rows } = await client.query<{ is_copied: boolean }>(
      `select bool_and(srsubstate = 'r') as is_copied from pg_subscription_rel join pg_subscription on oid = srsubid and subname = $1`,
      [subscription],
    )
    if (rows[0]?.is_copied) return true
    await wait(100)
  }
  return false
}

/** Whether somebody was let in to read already. */
export async function hasReader(url: string): Promise<boolean> {
  return connected({ connectionString: url }, async (client) => {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1 and rolcanlogin', [
      placesOf(url).name,
    ])
    return rowCount === 1
  })
}

/**
 * Lets readers in by a new password, and tries at once whether they get further than they should.
 * @returns what to give to the national server, and what else that password opens: nothing, if all is well.
 */
export async function letReadersIn(
  url: string,
  at: { host: string; port: number | undefined },
): Promise<{ joinString: string; opens: string[] }> {
  const { name, main, outbox } = placesOf(url)
  const password = randomBytes(24).toString('base64url')
  const role = pg.escapeIdentifier(name)
  await connected({ connectionString: outbox }, async (client) => {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [name])
    if (rowCount === 0) await client.query(`create role ${role} nologin`)
    await client.query(`grant connect on database ${role} to ${role}`)
    await client.query(`grant usage on schema federation to ${role}`)
    await client.query(`grant select on all tables in schema federation to ${role}`)
    await client.query(
      `alter role ${role} with login replication connection limit 100 password ${pg.escapeLiteral(password)}`,
    )
  })
  const asReader = { host: main.hostname, port: Number(main.port || 5432), user: name, password }
  const gates = [
    ['database', { ...asReader, database: decodeURIComponent(main.pathname.slice(1)) }],
    [
      'changes',
      { ...asReader, database: decodeURIComponent(main.pathname.slice(1)), replication: 'database' },
    ],
    ['copy', { ...asReader, replication: 'true' }],
  ] as const
  const opens: string[] = []
  for (const [gate, config] of gates)
    if (await connected(config, async () => true).catch(() => false)) opens.push(gate)
  if (opens.length > 0)
    await connected({ connectionString: url }, (client) => client.query(`alter role ${role} with nologin`))
  const port = at.port ?? asReader.port
  return { joinString: joinStringFor({ name, password, host: at.host, port }), opens }
}

/** Takes the outbox down with all that readers have left in it: slots, connections, the role. */
export async function closeOutbox(url: string): Promise<void> {
  const { name, outbox, slot } = placesOf(url)
  await connected({ connectionString: url }, async (client) => {
    const role = pg.escapeIdentifier(name)
    const there = await client.query('select from pg_database where datname = $1', [name])
    const reader = await client.query('select from pg_roles where rolname = $1', [name])
    // Nobody comes back in while the slots are dropped.
    if (reader.rowCount === 1) await client.query(`alter role ${role} with nologin`)
    if (there.rowCount === 1) {
      await connected({ connectionString: outbox }, (own) =>
        own.query('drop subscription if exists lantoa_outbox'),
      )
      await dropSlots(client, 'database = $1', name)
      await client.query(`drop database ${role} with (force)`)
    }
    await dropSlots(client, 'slot_name = $1', slot)
    if (reader.rowCount === 1) await client.query(`drop role ${role}`)
  })
}

async function dropSlots(client: pg.Client, condition: string, value: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    await client.query(
      `select pg_terminate_backend(active_pid) from pg_replication_slots where ${condition} and active_pid is not null`,
      [value],
    )
    const { rows } = await client.query<{ slot_name: string }>(
      `select slot_name from pg_replication_slots where ${condition} and active_pid is null`,
      [value],
    )
    for (const row of rows) await client.query('select pg_drop_replication_slot($1)', [row.slot_name])
    const left = await client.query(`select from pg_replication_slots where ${condition}`, [value])
    if (left.rowCount === 0) return
    await wait(50)
  }
}

/** A reader's place in what is given: how far it is behind, and since when nobody has read there. */
export type ReaderSlot = {
  slot: string
  isActive: boolean
  inactiveSince: Date | null
  behindBytes: number | null
  behindSeconds: number | null
  keptBytes: number | null
  isLost: boolean
}

/** Where the readers stand, and how much is kept for those who do not come. */
export async function readerSlots(
  url: string,
): Promise<{ slots: ReaderSlot[]; keptAtMost: string; isOutboxFed: boolean }> {
  return connected({ connectionString: url }, async (client) => {
    const { rows } = await client.query<ReaderSlot>(
      `select slot.slot_name as slot, slot.active as "isActive", slot.inactive_since as "inactiveSince",
              pg_wal_lsn_diff(pg_current_wal_lsn(), slot.confirmed_flush_lsn)::float8 as "behindBytes",
              extract(epoch from sender.replay_lag)::float8 as "behindSeconds",
              pg_wal_lsn_diff(pg_current_wal_lsn(), slot.restart_lsn)::float8 as "keptBytes",
              coalesce(slot.wal_status = 'lost', false) as "isLost"
         from pg_replication_slots as slot left join pg_stat_replication as sender on sender.pid = slot.active_pid
        where slot.database = $1 and not slot.temporary order by 1`,
      [placesOf(url).name],
    )
    const rest = await client.query<{ size: string; fed: boolean }>(
      `select current_setting('max_slot_wal_keep_size') as size,
              exists (select from pg_replication_slots where slot_name = $1 and active) as fed`,
      [placesOf(url).slot],
    )
    return {
      slots: rows,
      keptAtMost: rest.rows[0]?.size ?? '-1',
      isOutboxFed: rest.rows[0]?.fed ?? false,
    }
  })
}

/** Whether the server keeps what logical replication reads. */
export async function keepsChanges(url: string): Promise<boolean> {
  return connected({ connectionString: url }, async (client) => {
    const { rows } = await client.query<{ wal_level: string }>('show wal_level')
    return rows[0]?.wal_level === 'logical'
  })
}

// ── On the national server ───────────────────────────────────────────────────────────────────────────────────────────

/** What a server says of itself in its outbox. */
export type Offered = { server: string; unitId: string; name: string; version: string; hasSlot: boolean }

/** Reads what a server gives. `slot` is the one by which this server would follow it. Rejects where it cannot be reached. */
export async function askServer(joinString: string, slot: string): Promise<Offered | undefined> {
  return connected({ connectionString: compatible(joinString) }, async (client) => {
    const { rows } = await client.query<Offered>(
      `select server, unit_id as "unitId", name, version,
              exists (select from pg_replication_slots where slot_name = $1 and coalesce(wal_status, '') <> 'lost') as "hasSlot"
         from federation.server`,
      [slot],
    )
    return rows[0]
  })
}

/** The same address, its \`sslmode\` read as PostgreSQL itself reads it. */
function compatible(joinString: string): string {
  const url = new URL(joinString)
  if (url.searchParams.has('sslmode')) url.searchParams.set('uselibpqcompat', 'true')
  return url.toString()
}

/** How a server is followed: from where, by which name here, by which name there. */
export type Following = { joinString: string; subscription: string; slot: string }

/** Whether this database follows a server under that name. */
export async function isFollowed(url: string, subscription: string): Promise<boolean> {
  return connected({ connectionString: url }, async (client) => {
    const { rowCount } = await client.query(
      'select from pg_subscription where subname = $1 and subdbid = (select oid from pg_database where datname = current_database())',
      [subscription],
    )
    return rowCount === 1
  })
}

/** Goes on following a server, perhaps at another address or by another password. */
export async function goOnFollowing(url: string, { joinString, subscription }: Following): Promise<void> {
  await connected({ connectionString: url }, async (client) => {
    const name = pg.escapeIdentifier(subscription)
    await client.query(`alter subscription ${name} connection ${pg.escapeLiteral(joinString)}`)
    await client.query(`alter subscription ${name} enable`)
    await client.query(`alter subscription ${name} refresh publication`)
  })
}

/** Begins to follow a server, and waits for the first copy. @returns whether it has come, in a minute. */
export async function follow(url: string, { joinString, subscription, slot }: Following): Promise<boolean> {
  // A slot of ours that was left there belongs to a copy that is no more.
  await connected({ connectionString: compatible(joinString) }, (client) =>
    dropSlots(client, 'slot_name = $1', slot),
  )
  return connected({ connectionString: url }, async (client) => {
    await client.query(
      `create subscription ${pg.escapeIdentifier(subscription)} connection ${pg.escapeLiteral(joinString)}
         publication lantoa_federation with (slot_name = ${pg.escapeLiteral(slot)}, streaming = parallel)`,
    )
    return untilCopied(client, subscription)
  })
}

/** Ends the following. @returns whether the server there was told; otherwise its slot is left for it to drop. */
export async function stopFollowing(url: string, subscription: string): Promise<boolean> {
  return connected({ connectionString: url }, async (client) => {
    const name = pg.escapeIdentifier(subscription)
    await client.query(`alter subscription ${name} disable`)
    try {
      await client.query(`drop subscription ${name}`)
      return true
    } catch {
      // Not reachable, or gone for good: then the two part without a farewell.
      await client.query(`alter subscription ${name} set (slot_name = none)`)
      await client.query(`drop subscription ${name}`)
      return false
    }
  })
}
