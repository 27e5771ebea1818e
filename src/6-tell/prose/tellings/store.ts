import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import { readyTellings, type Telling } from '../grammar/index.ts'

/** How an office tells an indicator, with the unit that says so. */
export type OfficeTelling = Telling & { unitId: string; unitName: string }

type Row = {
  code: string
  unitId: string
  unitName: string
  told: string | null
  of: string | null
  as: Telling['as'] | null
  decimals: number | null
  weight: number | null
}

const asTelling = ({ code, told, of, as, decimals, weight }: Omit<Row, 'unitId' | 'unitName'>): Telling => ({
  code,
  told: told ?? undefined,
  of: of ?? undefined,
  as: as ?? undefined,
  decimals: decimals ?? undefined,
  weight: weight ?? undefined,
})

/** How a unit tells indicators on a day, by its own rows and those of the units above, by indicator; perhaps `without` those of one. */
export async function officeTellings(
  db: Reader,
  unitId: string,
  day: Day,
  { without = null }: { without?: string | null } = {},
): Promise<Map<string, OfficeTelling>> {
  const { rows } = await sql<Row>`
    select telling.indicator as code, telling.unit_id as "unitId", unit.name as "unitName", telling.told,
           telling.leans_on as "of", telling.way as "as", telling.decimals, telling.weight
      from reports.tellings_of(${unitId}::uuid, ${day}::date, ${without}::uuid) as telling
      join org.unit on unit.id = telling.unit_id`.execute(db)
  return new Map(
    rows.map(({ unitId: of, unitName, ...row }) => [row.code, { ...asTelling(row), unitId: of, unitName }]),
  )
}

/** How an indicator that comes with the software is told where no office says otherwise. */
export const readyTelling = (code: string): Telling | undefined => ready.get(code)

const ready: ReadonlyMap<string, Telling> = new Map(readyTellings.map((one) => [one.code, one]))

/** How a unit tells indicators on a day: as its office says, else the nearest above it, else as the software comes. */
export const tellingsFor = async (
  db: Reader,
  unitId: string,
  day: Day,
): Promise<ReadonlyMap<string, Telling>> => new Map([...ready, ...(await officeTellings(db, unitId, day))])

/** One version of how a unit tells an indicator. */
export type KeptTelling = Telling & {
  version: number
  isDefault: boolean
  writtenAt: Date
  writerName: string
}

/** The versions of how a unit tells an indicator, the last first. */
export async function versionsOfTelling(
  db: Reader,
  unitId: string,
  code: string,
  limit = 20,
): Promise<KeptTelling[]> {
  const rows = await db
    .selectFrom('reports.telling as telling')
    .innerJoin('access.person as writer', 'writer.id', 'telling.written_by')
    .select([
      'telling.indicator as code',
      'telling.version',
      'telling.is_default as isDefault',
      'telling.told',
      'telling.leans_on as of',
      sql<Telling['as'] | null>`telling.way`.as('as'),
      'telling.decimals',
      'telling.weight',
      'telling.written_at as writtenAt',
      'writer.name as writerName',
    ])
    .where('telling.unit_id', '=', unitId)
    .where('telling.indicator', '=', code)
    .orderBy('telling.version', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ version, isDefault, writtenAt, writerName, ...row }) => ({
    ...asTelling(row),
    version,
    isDefault,
    writtenAt,
    writerName,
  }))
}

/** Adds the next version. @returns whether nobody else had added it meanwhile */
export async function insertTelling(
  tx: Tx,
  telling: Telling & { unitId: string; version: number; isDefault: boolean; by: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('reports.telling')
    .values({
      unit_id: telling.unitId,
      indicator: telling.code,
      version: telling.version,
      is_default: telling.isDefault,
      told: telling.told ?? null,
      leans_on: telling.of ?? null,
      way: telling.as ?? null,
      decimals: telling.decimals ?? null,
      weight: telling.weight ?? null,
      written_by: telling.by,
    })
    .onConflict((conflict) => conflict.columns(['unit_id', 'indicator', 'version']).doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}
