/** The role by which the running system signs in: it reads and writes what the system keeps, and owns nothing. */
import { createHmac } from 'node:crypto'
import pg from 'pg'

/**
 * The address at which the running system signs in, beside that of the owner. The password follows from the owner's, so
 * every process that knows one knows the other; it does not lead back.
 * @returns undefined where the owner signs in without a password, or by a socket
 */
export function serviceUrl(ownerUrl: string): string | undefined {
  // An address of a socket need not be one that URL reads: postgres://name:password@/database?host=/var/run/postgresql.
  const url = URL.canParse(ownerUrl) ? new URL(ownerUrl) : undefined
  if (!url?.password) return undefined
  const name = `${decodeURIComponent(url.username).slice(0, 55)}_service`
  url.password = createHmac('sha256', decodeURIComponent(url.password)).update(name).digest('base64url')
  url.username = encodeURIComponent(name)
  return url.toString()
}

/**
 * Creates the role where it is missing and grants it what the schemas of the system hold now. Run after every migration.
 * @returns the address to use: that of the owner where the server does not let the owner create such a role
 */
export async function letServiceIn(ownerUrl: string, say: (line: string) => void): Promise<string> {
  const url = serviceUrl(ownerUrl)
  const fault = url ? await prepareRole(ownerUrl, url) : 'DATABASE_URL has no password, or no host'
  if (url && !fault) return url
  say(
    `Hệ thống dùng tài khoản chủ sở hữu cơ sở dữ liệu: không lập được tài khoản riêng ít quyền hơn. (The system signs in as the owner of the database, as no role with fewer rights could be prepared: ${fault}.)`,
  )
  return ownerUrl
}

/** @returns what stood in the way, if anything */
async function prepareRole(ownerUrl: string, url: string): Promise<string | undefined> {
  const { username, password } = new URL(url)
  const name = decodeURIComponent(username)
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'lantoa migrate' })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(${lockNumber})`)
    const isReady = (await isAsItShouldBe(client, name)) && (await refusalOf(url)) === undefined
    if (!isReady) await inPeace(() => makeRole(client, name, password))
    await inPeace(() => client.query(grants(name)))
    return await refusalOf(url)
  } catch (fault) {
    if (isRefusal(fault)) return fault.message
    throw fault
  } finally {
    await client.end()
  }
}

// Any number will do as long as no other program of the same database takes the same lock.
const lockNumber = 5_019_892

async function isAsItShouldBe(client: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from pg_roles
      where rolname = $1 and rolbypassrls and not (rolsuper or rolcreaterole or rolcreatedb or rolreplication)
        and pg_has_role(oid, 'lantoa_app', 'set') and pg_has_role(oid, 'lantoa_public', 'set')`,
    [name],
  )
  return rowCount === 1
}

async function makeRole(client: pg.Client, name: string, password: string): Promise<void> {
  const role = pg.escapeIdentifier(name)
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [name])
  await client.query(`${rowCount ? 'alter' : 'create'} role ${role}
    login bypassrls nosuperuser nocreaterole nocreatedb noreplication password ${pg.escapeLiteral(password)}`)
  await client.query(`grant lantoa_app, lantoa_public to ${role}`)
}

/** Roles belong to the whole server: another system that starts on it may be changing the same one. */
async function inPeace(run: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await run()
      return
    } catch (fault) {
      const code = fault instanceof pg.DatabaseError ? fault.code : undefined
      const isShared = code === 'XX000' || code === '23505' || code === '42710'
      if (!isShared || attempt === 5) throw fault
      await new Promise((done) => setTimeout(done, 50 * attempt))
    }
  }
}

/** Whether the server refuses for good: for want of a right, or of a way in (08P01: a pooler that knows no such role). One that is away is waited for instead. */
const isRefusal = (fault: unknown): fault is pg.DatabaseError =>
  fault instanceof pg.DatabaseError && ['42501', '28000', '28P01', '08P01'].includes(fault.code ?? '')

/** @returns the server's own words, where it does not let one in */
async function refusalOf(url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return undefined
  } catch (fault) {
    if (isRefusal(fault)) return fault.message
    throw fault
  } finally {
    await client.end().catch(() => {})
  }
}

/**
 * All that the owner's schemas hold, except what is only added to: of those tables not even a statement that changes
 * something is let through to the trigger that refuses it. What migrations have run is only read.
 */
const grants = (name: string): string => `do $$
declare
  service constant text := ${pg.escapeLiteral(name)};
  place text;
  kept record;
begin
  execute format('grant connect on database %I to %I', current_database(), service);
  -- A temporary table would be found before the tables that functions of the owner mean.
  execute format('revoke temporary on database %I from public', current_database());
  for place in
    select nspname from pg_namespace where nspowner = (select oid from pg_roles where rolname = current_user) and nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
  loop
    execute format('grant usage on schema %I to %I', place, service);
    execute format('grant select, insert, update, delete, maintain on all tables in schema %I to %I', place, service);
    execute format('grant usage, select, update on all sequences in schema %I to %I', place, service);
    execute format('grant execute on all routines in schema %I to %I', place, service);
  end loop;
  for kept in
    select tgrelid::regclass as relation, bool_or(tgtype & 8 > 0) as keeps_rows, bool_or(tgtype & 16 > 0 and tgattr = '') as keeps_words
      from pg_trigger
     where tgfoid = 'access.refuse_change'::regproc and tgtype & 1 = 0 and tgqual is null group by tgrelid
  loop
    if kept.keeps_rows then execute format('revoke delete on %s from %I', kept.relation, service); end if;
    if kept.keeps_words then execute format('revoke update on %s from %I', kept.relation, service); end if;
  end loop;
  execute format('revoke insert, update, delete on platform.migration from %I', service);
  -- These carry out a text that they are given, or read a table of whoever calls: only the owner and its functions may.
  execute format('revoke execute on function figures.pour, figures.condense, figures.take_back from %I', service);
  -- The permission table is copied anew at every start.
  execute format('grant truncate on access.permission to %I', service);
end $$`
