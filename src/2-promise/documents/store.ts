import { sql } from 'kysely'
import type { UnitToAct } from '#access'
import type { Reader, Tx } from '#platform/database'
import { asLike } from '#platform/finding'
import type { DayPlace } from '#platform/lists/page'
import { byName } from '#platform/names'
import { plainSymbol } from '#platform/plain-text'
import type { Day } from '#platform/time'
import type { Direction } from './entry.ts'

/** What is written of a document. */
export type DocumentRow = {
  id: string
  unitId: string
  direction: Direction
  type: string
  number: number | null
  symbol: string
  issuedOn: Day
  receivedOn: Day | null
  issuer: string
  issuerUnitId: string | null
  subject: string
  validFrom: Day | null
  /** The first day on which it no longer holds. */
  validTo: Day | null
}

/** A document as it stands in a register. */
export type Document = DocumentRow & {
  unitName: string
  unitSlug: string
  replacedBy: string | null
  version: number
  withdrawnAt: Date | null
  withdrawnWhy: string | null
}

const documents = (db: Reader) =>
  db
    .selectFrom('programme.document as document')
    .innerJoin('org.unit as unit', 'unit.id', 'document.unit_id')
    .select([
      'document.id',
      'document.unit_id as unitId',
      'unit.name as unitName',
      'unit.slug as unitSlug',
      'document.direction',
      'document.type',
      'document.number',
      'document.symbol',
      'document.issued_on as issuedOn',
      'document.received_on as receivedOn',
      'document.issuer',
      'document.issuer_unit_id as issuerUnitId',
      'document.subject',
      'document.valid_from as validFrom',
      'document.valid_to as validTo',
      'document.replaced_by as replacedBy',
      'document.version',
      'document.withdrawn_at as withdrawnAt',
      'document.withdrawn_why as withdrawnWhy',
    ])
    .$castTo<Document>()

/** One document by its id. */
export const findDocument = (db: Reader, id: string): Promise<Document | undefined> =>
  documents(db).where('document.id', '=', id).executeTakeFirst()

/** Some documents by their ids, the oldest first. */
export const documentsWithIds = (db: Reader, ids: readonly string[]): Promise<Document[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : documents(db)
        .where('document.id', 'in', [...ids])
        .orderBy('document.issued_on')
        .orderBy('document.id')
        .limit(1000)
        .execute()

/** What to look for in the registers. All that is given must fit. */
export type Search = {
  /** Plain words. With them the best come first, and there is one page. */
  words?: readonly string[]
  unitId?: string | undefined
  direction?: Direction | undefined
  type?: string | undefined
  year?: number | undefined
  themeId?: string | undefined
  withdrawn?: boolean | undefined
  after?: DayPlace | undefined
  limit: number
}

/** A document that was found, with the text around what was looked for where that stands in its file. */
export type Found = Document & { around: string | null }

/** Documents that fit, newest first; with words, best first. */
export function documentsMatching(db: Reader, search: Search): Promise<Found[]> {
  const words = search.words ?? []
  // Every word as it begins: "nghi quy" finds "nghị quyết".
  const asked = words.map((word) => `${word}:*`).join(' & ')
  const longest = words.toSorted((one, other) => other.length - one.length)[0] ?? ''
  const query = sql`to_tsquery('simple', ${asked})`
  return documents(db)
    .select(
      words.length === 0
        ? sql<string | null>`null`.as('around')
        : sql<
            string | null
          >`(select substring(said.text from greatest(1, strpos(org.plain(said.text), ${longest}) - 120) for 400)
            from (select document.file_text as text union all
                  select file.text from programme.document_file as file
                   where file.document_id = document.id and file.is_of_report and file.removed_at is null) as said
           where strpos(org.plain(said.text), ${longest}) > 0 limit 1)`.as('around'),
    )
    .where('document.withdrawn_at', search.withdrawn ? 'is not' : 'is', null)
    .$if(words.length > 0, (one) =>
      one
        // What a report says is found by those who may read its papers.
        .where(
          sql<boolean>`(document.words @@ ${query} or document.id in (
            select file.document_id from programme.document_file as file
             where file.is_of_report and file.removed_at is null and file.words @@ ${query}))`,
        )
        .orderBy(
          sql`ts_rank(document.words, ${query}) * (case when document.search like ${`${words.join('%')}%`} then 2 else 1 end)`,
          'desc',
        ),
    )
    .$if(search.unitId !== undefined, (one) => one.where('document.unit_id', '=', search.unitId ?? ''))
    .$if(search.direction !== undefined, (one) =>
      one.where('document.direction', '=', search.direction ?? ''),
    )
    .$if(search.type !== undefined, (one) => one.where('document.type', '=', search.type ?? ''))
    .$if(search.year !== undefined, (one) =>
      one
        .where('document.issued_on', '>=', `${search.year}-01-01`)
        .where('document.issued_on', '<=', `${search.year}-12-31`),
    )
    .$if(search.themeId !== undefined, (one) =>
      one.where((eb) =>
        eb.exists(
          eb
            .selectFrom('programme.document_theme as link')
            .select('link.theme_id')
            .whereRef('link.document_id', '=', 'document.id')
            .where('link.theme_id', '=', search.themeId ?? ''),
        ),
      ),
    )
    .$if(search.after !== undefined, (one) =>
      one.where(
        sql<boolean>`(document.issued_on, document.id) < (${search.after?.day}::date, ${search.after?.id}::uuid)`,
      ),
    )
    .orderBy('document.issued_on', 'desc')
    .orderBy('document.id', 'desc')
    .limit(search.limit)
    .$castTo<Found>()
    .execute()
}

/** Documents whose symbol is written so, however it is spaced and accented; of a day where one is given. */
export const documentsCalled = (
  db: Reader,
  symbol: string,
  day: Day | null,
  limit = 6,
): Promise<Document[]> =>
  documents(db)
    .where(
      sql<boolean>`regexp_replace(regexp_replace(org.plain(document.symbol), '\\s+', '', 'g'), '^0+', '') = ${symbol}`,
    )
    .where(sql<boolean>`document.search like ${`%${asLike(symbol)}%`}`)
    .where('document.withdrawn_at', 'is', null)
    .$if(day !== null, (query) => query.where('document.issued_on', '=', day ?? ''))
    .orderBy('document.issued_on', 'desc')
    .limit(limit)
    .execute()

/** So many documents are held against the citations of a text: the latest. */
const mostCited = 20_000

/** The days of the documents that the reader may see, by plain symbol. */
export async function daysOfSymbols(db: Reader): Promise<Map<string, Day[]>> {
  const rows = await db
    .selectFrom('programme.document')
    .select(['symbol', 'issued_on as issuedOn'])
    .where('withdrawn_at', 'is', null)
    .orderBy('issued_on', 'desc')
    .limit(mostCited)
    .execute()
  const days = new Map<string, Day[]>()
  for (const { symbol, issuedOn } of rows) {
    const key = plainSymbol(symbol)
    days.set(key, [...(days.get(key) ?? []), issuedOn])
  }
  return days
}

/** What is said of a document, as columns. */
export const asColumns = (row: Omit<DocumentRow, 'id' | 'unitId' | 'direction'>) => ({
  type: row.type,
  number: row.number,
  symbol: row.symbol,
  issued_on: row.issuedOn,
  received_on: row.receivedOn,
  issuer: row.issuer,
  issuer_unit_id: row.issuerUnitId,
  subject: row.subject,
  valid_from: row.validFrom,
  valid_to: row.validTo,
})

/** Enters documents. */
export async function insertDocuments(
  tx: Tx,
  rows: readonly DocumentRow[],
  personId: string | null,
): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('programme.document')
    .values(
      rows.map((row) => ({
        ...asColumns(row),
        id: row.id,
        unit_id: row.unitId,
        direction: row.direction,
        registered_by: personId,
      })),
    )
    .execute()
}

/** Says which document takes the place of another; null where none does. */
export async function updateReplacement(tx: Tx, id: string, by: string | null): Promise<void> {
  await tx.updateTable('programme.document').set({ replaced_by: by }).where('id', '=', id).execute()
}

/**
 * The unit in whose register a person most likely writes: of those where they register, the highest, and of several the one
 * that has a symbol, the Party committee before the rest.
 */
export async function usualUnit(db: Reader): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select unit.id from org.unit join org.kind on kind.code = unit.kind
      left join programme.issuing on issuing.unit_id = unit.id
     where unit.id = any ((select access.units_for('document.register'))::uuid[])
       and daterange(unit.valid_from, unit.valid_to) @> org.today()
     order by array_position(array['province', 'district', 'commune', 'base'], kind.level), issuing.unit_id is null,
              unit.line is distinct from 'party', unit.name collate org.names limit 1`.execute(db)
  return rows[0]?.id
}

/** The units in whose registers there is something to read, by name. */
export const unitsWithDocuments = (db: Reader): Promise<UnitToAct[]> =>
  db
    .selectFrom('org.unit as unit')
    .select(['unit.id', 'unit.name', 'unit.slug'])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('programme.document as document')
          .select('document.id')
          .whereRef('document.unit_id', '=', 'unit.id'),
      ),
    )
    .orderBy(byName('unit.name'))
    .limit(300)
    .execute()

/** The years in which documents were issued that the reader may see, the newest first. */
export async function yearsOfDocuments(db: Reader): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    select distinct extract(year from issued_on)::int as year from programme.document order by 1 desc limit 60`.execute(
    db,
  )
  return rows.map(({ year }) => year)
}

/** Whether a unit stood on a day, whether issued documents are counted on it, and whether its year still takes figures. */
export async function dayIsCounted(
  db: Reader,
  unitId: string,
  day: Day,
): Promise<{ unitStood: boolean; isCounted: boolean; isOpen: boolean }> {
  const { rows } = await sql<{ unitStood: boolean; isCounted: boolean; isOpen: boolean }>`
    select coalesce((select daterange(valid_from, valid_to) @> ${day}::date from org.unit where id = ${unitId}), false) as "unitStood",
           coalesce((select daterange(valid_from, valid_to) @> ${day}::date from figures.indicator where code = 'documents_issued'), false) as "isCounted",
           ${day}::date >= coalesce(figures.open_from(), '-infinity') as "isOpen"`.execute(db)
  return rows[0] ?? { unitStood: false, isCounted: false, isOpen: false }
}

/** The name of a unit. */
export async function nameOfUnit(db: Reader, id: string): Promise<string | undefined> {
  const unit = await db.selectFrom('org.unit').select('name').where('id', '=', id).executeTakeFirst()
  return unit?.name
}
