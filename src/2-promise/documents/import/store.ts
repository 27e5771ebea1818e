import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { Direction } from '../entry.ts'
import type { Reading } from './register-table.ts'
import type { Known } from './rules.ts'

/** A register that has been previewed and waits to be confirmed. */
export type KeptImport = {
  unitId: string
  direction: Direction
  reading: Reading
  fileName: string
  fileHash: string
}

/** Keeps a preview, and clears away what has been left lying. */
export async function keepImport(tx: Tx, id: string, madeBy: string, kept: KeptImport): Promise<void> {
  await tx.deleteFrom('programme.import').where(sql<boolean>`made_at < now() - interval '1 hour'`).execute()
  await tx
    .insertInto('programme.import')
    .values({
      id,
      made_by: madeBy,
      unit_id: kept.unitId,
      direction: kept.direction,
      file_name: kept.fileName,
      file_hash: kept.fileHash,
      reading: JSON.stringify(kept.reading),
    })
    .execute()
}

/** A preview of one's own that is not older than an hour. */
export const keptImport = (db: Reader, id: string): Promise<KeptImport | undefined> =>
  db
    .selectFrom('programme.import')
    .select(['unit_id as unitId', 'direction', 'reading', 'file_name as fileName', 'file_hash as fileHash'])
    .where('id', '=', id)
    .where(sql<boolean>`made_at >= now() - interval '1 hour'`)
    .$castTo<KeptImport>()
    .executeTakeFirst()

/** Takes a preview away. */
export async function dropImport(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('programme.import').where('id', '=', id).execute()
}

/** All that stands in a register, to hold rows against. */
export const allInRegister = (db: Reader, unitId: string, direction: Direction): Promise<Known[]> =>
  db
    .selectFrom('programme.document')
    .select(['id', 'type', 'number', 'series', 'symbol', 'issued_on as issuedOn', 'issuer'])
    .where('unit_id', '=', unitId)
    .where('direction', '=', direction)
    .where('withdrawn_at', 'is', null)
    .limit(200_000)
    .execute()

/** In which run a document of each of some days stands. */
export async function seriesOfDays(
  db: Reader,
  unitId: string,
  days: readonly Day[],
): Promise<Map<Day, string>> {
  const { rows } = await sql<{ day: Day; series: string }>`
    select day, programme.series_of(${unitId}, day) as series from unnest(${[...days]}::date[]) as day`.execute(
    db,
  )
  return new Map(rows.map(({ day, series }) => [day, series]))
}
