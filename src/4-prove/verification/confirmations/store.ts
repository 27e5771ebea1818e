import { sql } from 'kysely'
import { openedAbout, sealedAbout } from '#activities'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { Answer } from './entry.ts'
import { noTally, type Tally } from './rules.ts'

/** Codes that were made for a record, without the codes. */
export type Batch = {
  id: string
  activityId: string
  version: number
  size: number
  expiresOn: Day
  issuedAt: Date
  issuerName: string | null
  /** How often it was printed, by whom last, and who hands the slips out. */
  printing: number
  printerName: string | null
  handedOutBy: string | null
  revokedAt: Date | null
}

const batches = (db: Reader) =>
  db
    .selectFrom('verification.batch as batch')
    .leftJoin('access.person as issuer', 'issuer.id', 'batch.issued_by')
    .leftJoin('access.person as printer', 'printer.id', 'batch.printed_by')
    .select([
      'batch.id',
      'batch.activity_id as activityId',
      'batch.version',
      'batch.size',
      'batch.expires_on as expiresOn',
      'batch.issued_at as issuedAt',
      'issuer.name as issuerName',
      'batch.printing',
      'printer.name as printerName',
      'batch.handed_out_by as handedOutBy',
      'batch.revoked_at as revokedAt',
    ])
    .$castTo<Batch>()

/** The batches of a record, the latest first. */
export const batchesOf = (db: Reader, activityId: string): Promise<Batch[]> =>
  batches(db)
    .where('batch.activity_id', '=', activityId)
    .orderBy('batch.issued_at', 'desc')
    .limit(100)
    .execute()

/** One batch by its id. */
export const findBatch = (db: Reader, id: string): Promise<Batch | undefined> =>
  batches(db).where('batch.id', '=', id).executeTakeFirst()

/** Makes a batch, without codes yet. */
export async function insertBatch(
  tx: Tx,
  batch: {
    id: string
    activityId: string
    version: number
    size: number
    expiresOn: Day
    issuedBy: string
  },
): Promise<void> {
  await tx
    .insertInto('verification.batch')
    .values({
      id: batch.id,
      activity_id: batch.activityId,
      version: batch.version,
      size: batch.size,
      expires_on: batch.expiresOn,
      issued_by: batch.issuedBy,
    })
    .execute()
}

/** Whether a person wrote or checked a record. */
export async function isParty(db: Reader, activityId: string, personId: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select verification.is_party(${activityId}::uuid, ${personId}::uuid) as is`.execute(db)
  return rows[0]?.is ?? true
}

/** Whether a text names somebody who wrote or checked a record. */
export async function isPartyNamed(db: Reader, activityId: string, text: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select verification.is_party_named(${activityId}::uuid, ${text}) as is`.execute(db)
  return rows[0]?.is ?? true
}

/** Writes down that a batch is printed, by whom, and who hands the slips out. */
export async function markPrinted(
  tx: Tx,
  id: string,
  by: { personId: string; handedOutBy: string },
): Promise<void> {
  await tx
    .updateTable('verification.batch')
    .set((is) => ({
      printing: is('printing', '+', 1),
      printed_by: by.personId,
      printed_at: new Date(),
      handed_out_by: by.handedOutBy,
    }))
    .where('id', '=', id)
    .execute()
}

/** Makes the codes void that nobody has used. @returns how many have been used. */
export async function voidUnused(tx: Tx, batchId: string): Promise<number> {
  await tx
    .deleteFrom('verification.code')
    .where('batch_id', '=', batchId)
    .where('is_used', '=', false)
    .execute()
  const { used } = await tx
    .selectFrom('verification.code')
    .select(({ fn }) => fn.countAll<string>().as('used'))
    .where('batch_id', '=', batchId)
    .executeTakeFirstOrThrow()
  return Number(used)
}

/** Keeps the hashes of new codes. */
export async function insertCodes(tx: Tx, batchId: string, hashes: readonly Buffer[]): Promise<void> {
  await sql`
    insert into verification.code (hash, batch_id)
    select unnest(${[...hashes]}::bytea[]), ${batchId}::uuid`.execute(tx)
}

/** How the codes of some records were answered, by record. A record without codes is not there. */
export async function talliesOf(db: Reader, activityIds: readonly string[]): Promise<Map<string, Tally>> {
  const { rows } = await sql<Tally & { activityId: string }>`
    select activity_id as "activityId", sent, answered, waiting, happened, not_happened as "notHappened", received, partly,
           not_received as "notReceived", both_yes as "bothYes", rated, quality
      from verification.tally(${[...activityIds]}::uuid[])`.execute(db)
  return new Map(rows.map(({ activityId, ...tally }) => [activityId, tally]))
}

/** How the codes of one record were answered. */
export const tallyOf = async (db: Reader, activityId: string): Promise<Tally> =>
  (await talliesOf(db, [activityId])).get(activityId) ?? noTally()

/** What people say of an initiative, once enough of them have. */
export type PublicTally = {
  activities: number
  answered: number
  /** Answers that came in a crowd, at which no inspector has looked yet. They are in no other number. */
  waiting: number
  happened: number
  received: number
  rated: number
  quality: number
}

/** How people answered about an initiative; undefined while they are so few that one might be recognised. */
export async function publicTallyOf(db: Reader, initiativeId: string): Promise<PublicTally | undefined> {
  const { rows } = await sql<PublicTally>`
    select activities, answered, waiting, happened, received, rated, quality
      from verification.tally_of_initiative(${initiativeId}::uuid)`.execute(db)
  return rows[0]
}

/** What a code asks about. Without the name of an initiative that protects people. */
export type Asked = { unitName: string; initiativeName: string | null; day: Day }

/** What a code asks about; undefined where it opens nothing, whatever the reason. */
export async function openedBy(db: Reader, hash: Buffer): Promise<Asked | undefined> {
  const { rows } = await sql<Asked>`
    select unit_name as "unitName", initiative_name as "initiativeName", day
      from verification.opened_by(${hash})`.execute(db)
  return rows[0]
}

/** The record that a code asks about, whether it is used or not. */
export async function recordOfCode(db: Reader, hash: Buffer): Promise<string | undefined> {
  const { rows } = await sql<{ activityId: string }>`
    select batch.activity_id as "activityId" from verification.code join verification.batch on batch.id = code.batch_id
     where code.hash = ${hash}`.execute(db)
  return rows[0]?.activityId
}

/** Uses a code up, once; gives what it was for, or undefined where it can be used no more. */
export async function useUp(
  tx: Tx,
  hash: Buffer,
): Promise<{ batchId: string; activityId: string } | undefined> {
  const { rows } = await sql<{ batchId: string; activityId: string }>`
    update verification.code set is_used = true
      from verification.batch
     where code.hash = ${hash} and not code.is_used and batch.id = code.batch_id and batch.revoked_at is null
       and batch.expires_on >= org.today()
    returning batch.id as "batchId", batch.activity_id as "activityId"`.execute(tx)
  return rows[0]
}

/** Keeps an answer, apart from the code with which it came. @returns its id. */
export async function insertAnswer(
  tx: Tx,
  { batchId, activityId }: { batchId: string; activityId: string },
  answer: Answer,
): Promise<string> {
  const { id } = await tx
    .insertInto('verification.answer')
    .values({
      batch_id: batchId,
      happened: answer.happened,
      received: answer.received,
      quality: answer.quality,
      remark: await sealedAbout(tx, activityId, answer.remark),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Makes those who answer about one record wait for one another, so that each counts the others' answers. */
export async function lockRecord(tx: Tx, activityId: string): Promise<void> {
  await sql`select verification.lock_record(${activityId}::uuid)`.execute(tx)
}

/** What people wrote about a record, in no order that tells when: for its checkers only (row-level security). */
export async function remarksAbout(db: Reader, activityId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('verification.answer as answer')
    .innerJoin('verification.batch as batch', 'batch.id', 'answer.batch_id')
    .innerJoin('activities.activity as activity', 'activity.id', 'batch.activity_id')
    .select(['answer.remark', 'activity.unit_id as unitId'])
    .where('batch.activity_id', '=', activityId)
    .where('answer.remark', '<>', '')
    .orderBy('answer.id')
    .limit(100)
    .execute()
  const opened = await openedAbout(
    db,
    rows.map(({ remark, unitId }) => ({ recordId: activityId, unitId, words: remark })),
  )
  return opened.map((remark) => remark ?? '')
}
