// The search for copies in a database that holds as many photos as a province gathers in years.
import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'kysely'
import { lookAsSystem } from '../../src/1-ground/access/perform.ts'
import { likeness } from '../../src/4-prove/evidence/reuse/rules.ts'
import { alikeByHash } from '../../src/4-prove/evidence/reuse/store.ts'
import { database, openDatabase, useAsDatabase } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { startPostgres } from '../../src/platform/postgres.ts'

const percentile = (all: number[], share: number): number =>
  all.toSorted((a, b) => a - b)[Math.ceil(all.length * share) - 1] ?? 0

const bits = (): string => [...randomBytes(32)].map((byte) => byte.toString(2).padStart(8, '0')).join('')
const nameOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Stores the hashes of photographs among others that make up the number, and looks the copies up, one after the other. */
export async function measureSearch(given: {
  folder: string
  hashes: readonly string[]
  copies: readonly string[]
  count: number
}): Promise<{ p50: number; p95: number; everyHashP95: number; found: number }> {
  const server = await startPostgres({ dataFolder: join(given.folder, 'postgres'), say: () => {} })
  const db = openDatabase(server.url, 4)
  try {
    await migrate(server.url)
    useAsDatabase(db)
    await store(given.hashes, given.count)
    const took: number[] = []
    let found = 0
    for (const hash of given.copies) {
      const begun = performance.now()
      const alike = await lookAsSystem((reader) => alikeByHash(reader, hash, likeness.hashBits, newId()))
      took.push(performance.now() - begun)
      if (alike.length > 0) found += 1
    }
    const every: number[] = []
    for (const hash of given.copies.slice(0, 100)) {
      const begun = performance.now()
      await sql`select sha256 from evidence.fingerprint where bit_count(hash # ${hash}::bit(256)) <= ${likeness.hashBits}`.execute(
        db,
      )
      every.push(performance.now() - begun)
    }
    return {
      p50: percentile(took, 0.5),
      p95: percentile(took, 0.95),
      everyHashP95: percentile(every, 0.95),
      found,
    }
  } finally {
    await db.destroy()
    useAsDatabase(undefined)
    await server.stop()
  }
}

async function store(hashes: readonly string[], count: number): Promise<void> {
  const unit = newId()
  await sql`insert into org.unit (id, kind, name, short_name, slug, valid_from) values (${unit}, 'province', 'Tỉnh Thử', 'Thử', 'tinh-thu', '2000-01-01')`.execute(
    database(),
  )
  const atOnce = 5000
  for (let first = 0; first < count; first += atOnce) {
    const rows = Array.from({ length: Math.min(atOnce, count - first) }, (_, index) => ({
      name: nameOf(`photo ${first + index}`),
      hash: hashes[first + index] ?? bits(),
    }))
    const names = rows.map(({ name }) => name)
    await sql`insert into evidence.file (sha256, media_type, bytes) select unnest(${names}::text[]), 'image/jpeg', 1`.execute(
      database(),
    )
    await sql`insert into evidence.attachment (source_kind, source_id, unit_id, sha256, field)
      select 'activity', uuidv7(), ${unit}, name, 'photos' from unnest(${names}::text[]) as name`.execute(
      database(),
    )
    await sql`insert into evidence.fingerprint (sha256, hash) select name, hash::bit(256)
      from unnest(${names}::text[], ${rows.map(({ hash }) => hash)}::text[]) as photo (name, hash)`.execute(
      database(),
    )
  }
  await sql`vacuum analyze evidence.fingerprint`.execute(database())
  await sql`vacuum analyze evidence.attachment`.execute(database())
}
