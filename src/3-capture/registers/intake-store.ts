import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'

/** A file of past records, with what became of them. */
export type Intake = {
  id: string
  kind: string
  kindVi: string
  kindEn: string
  protectsPeople: boolean
  fileName: string
  importer: string
  importedAt: Date
  /** Records that the reader may see, by state. */
  recorded: number
  accepted: number
  returned: number
  rejected: number
}

/** Which files are wanted: one, or those in which something waits for a checker, or all that the reader may see. */
type Wanted = { id?: string | undefined; after?: { at: string; id: string } | undefined; limit: number }

/** Files of past records, the newest first. */
export async function intakesSeen(db: Reader, { id, after, limit }: Wanted): Promise<Intake[]> {
  const { rows } = await sql<Intake>`
    select intake.id, intake.kind, kind.name_vi as "kindVi", kind.name_en as "kindEn",
           kind.protects_people as "protectsPeople", intake.file_name as "fileName",
           person.name as importer, intake.imported_at as "importedAt", count.*
      from activities.intake
      join initiatives.kind on kind.code = intake.kind
      join access.person on person.id = intake.imported_by
      cross join lateral (
        select count(*) filter (where state = 'recorded') as recorded, count(*) filter (where state = 'accepted') as accepted,
               count(*) filter (where state = 'returned') as returned, count(*) filter (where state = 'rejected') as rejected
          from activities.activity where activity.intake_id = intake.id) as count
     where (${id ?? null}::uuid is null or intake.id = ${id ?? null}::uuid)
       and (${after?.at ?? null}::timestamptz is null
            or (date_trunc('milliseconds', intake.imported_at), intake.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
     order by date_trunc('milliseconds', intake.imported_at) desc, intake.id desc limit ${limit}`.execute(db)
  return rows
}

/** What can be checked together with the rest of its file: as it came, without files, of somebody else, in a unit that this person checks. */
const waitsTogether = sql<boolean>`
  activity.state = 'recorded' and activity.version = 1 and activity.recorded_by <> access.actor()
  and activity.unit_id = any ((select access.units_for('activity.check'))::uuid[])
  and not exists (select from evidence.attachment where attachment.source_kind = 'activity' and attachment.source_id = activity.id)`

/**
 * How many records of a file this person can check together, and how many of them are of years whose figures lie in a file: those can be
 * accepted, but not rejected any more.
 */
export async function countTogether(
  db: Reader,
  intakeId: string,
): Promise<{ together: number; closed: number }> {
  const { rows } = await sql<{ together: number; closed: number }>`
    select count(*) as together, count(*) filter (where activity.day < figures.open_from()) as closed
      from activities.activity where activity.intake_id = ${intakeId}::uuid and ${waitsTogether}`.execute(db)
  return rows[0] ?? { together: 0, closed: 0 }
}

/** The files in which something waits for this checker. */
export async function intakesWaiting(db: Reader): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct intake_id) as count from activities.activity
     where activity.intake_id is not null and ${waitsTogether}`.execute(db)
  return rows[0]?.count ?? 0
}

/** The records of a file that are checked together, locked. */
export async function lockTogether(tx: Tx, intakeId: string): Promise<{ id: string; day: Day }[]> {
  const { rows } = await sql<{ id: string; day: Day }>`
    select id, day from activities.activity
     where activity.intake_id = ${intakeId}::uuid and ${waitsTogether} order by id for update of activity`.execute(
    tx,
  )
  return rows
}

/**
 * Makes of the initiatives that a rejected file began what they were before, where nothing has used them since.
 * @returns how many run no more
 */
export async function takeBackBegun(tx: Tx, intakeId: string, words: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select activities.take_back_begun(${intakeId}::uuid, ${words}) as count`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Writes a checker's word on many records, and their state. */
export async function decideTogether(
  tx: Tx,
  reviews: readonly { id: string; reason: string | null }[],
  verdict: 'accepted' | 'rejected',
  personId: string,
): Promise<void> {
  const ids = reviews.map(({ id }) => id)
  await sql`
    insert into activities.review (activity_id, version, written_by, verdict, reason, checked_by)
    select activity.id, 1, activity.recorded_by, ${verdict}, given.reason, ${personId}
      from unnest(${ids}::uuid[], ${reviews.map(({ reason }) => reason)}::text[]) as given (id, reason)
      join activities.activity on activity.id = given.id`.execute(tx)
  await sql`update activities.activity set state = ${verdict} where id = any (${ids}::uuid[])`.execute(tx)
}
