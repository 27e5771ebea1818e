import { type SqlBool, sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { DayPlace } from '#platform/lists/page'
import type { Qualifier } from '#platform/precision'
import type { Day } from '#platform/time'
import type { Form, SessionEntry, State } from './entry.ts'
import type { Counted } from './rules.ts'

/** A gathering as lists and pages show it. */
export type Gathering = {
  id: string
  unitId: string
  unitName: string
  unitSlug: string
  title: string
  /** A code of occasions.csv. */
  occasion: string
  /** What else it is held for. */
  also: string[]
  parts: string
  themeId: string | null
  themeTitle: string | null
  campaignId: string | null
  /** Null also where the reader may not see the campaign. */
  campaignName: string | null
  day: Day
  /** `07:30` */
  startsAt: string
  endsAt: string
  form: Form
  place: string
  presenter: string
  state: State
  version: number
  counted: Counted
  expectedMembers: number | null
  expectedOthers: number | null
  headCount: number | null
  /** What stood when it was last counted; null before it was. */
  attendances: number | null
  attendancesAre: Qualifier
  cancelledBecause: string | null
}

const hourOf = (column: string) => sql<string>`to_char(${sql.ref(column)}, 'HH24:MI')`

const gatherings = (db: Reader) =>
  db
    .selectFrom('gatherings.gathering as gathering')
    .innerJoin('org.unit as unit', 'unit.id', 'gathering.unit_id')
    .leftJoin('programme.theme as theme', 'theme.id', 'gathering.theme_id')
    .leftJoin('programme.campaign as campaign', 'campaign.id', 'gathering.campaign_id')
    .select([
      'gathering.id',
      'gathering.unit_id as unitId',
      'unit.name as unitName',
      'unit.slug as unitSlug',
      'gathering.title',
      'gathering.occasion',
      'gathering.also',
      'gathering.parts',
      'gathering.theme_id as themeId',
      'theme.short_title as themeTitle',
      'gathering.campaign_id as campaignId',
      'campaign.name as campaignName',
      'gathering.day',
      hourOf('gathering.starts_at').as('startsAt'),
      hourOf('gathering.ends_at').as('endsAt'),
      'gathering.form',
      'gathering.place',
      'gathering.presenter',
      'gathering.state',
      'gathering.version',
      'gathering.counted',
      'gathering.expected_members as expectedMembers',
      'gathering.expected_others as expectedOthers',
      'gathering.head_count as headCount',
      'gathering.attendances',
      'gathering.attendances_are as attendancesAre',
      'gathering.cancelled_because as cancelledBecause',
    ])
    .$castTo<Gathering>()

/** One gathering, as far as the reader may see it. */
export const findGathering = (db: Reader, id: string): Promise<Gathering | undefined> =>
  gatherings(db).where('gathering.id', '=', id).executeTakeFirst()

/** Makes those who change or count one gathering wait for one another, and for those who come through its door. */
export async function lockGathering(tx: Tx, id: string): Promise<void> {
  await sql`select from gatherings.gathering where id = ${id} for update`.execute(tx)
}

/** What is looked for. All that is given must fit. */
export type Search = {
  /** Held by this unit or one beneath it, or this unit or one beneath it was called. */
  under?: string | undefined
  themeId?: string | undefined
  campaignId?: string | undefined
  state?: State | undefined
  occasion?: string | undefined
  year?: number | undefined
  /** Only these, by their ids. */
  ids?: readonly string[] | undefined
  /** Where the page before ended. */
  after?: DayPlace | undefined
  limit: number
}

/** Gatherings that fit, the latest day first. */
export function gatheringsMatching(db: Reader, search: Search): Promise<Gathering[]> {
  const { under, after, year } = search
  const beneath = sql`(select unit_id from org.beneath where ancestor_id = ${under}::uuid)`
  return gatherings(db)
    .$if(under !== undefined, (query) =>
      query.where(
        sql<boolean>`(gathering.unit_id in ${beneath} or exists (select from gatherings.invited
          where invited.gathering_id = gathering.id and invited.unit_id in ${beneath}))`,
      ),
    )
    .$if(search.themeId !== undefined, (query) =>
      query.where('gathering.theme_id', '=', search.themeId ?? null),
    )
    .$if(search.campaignId !== undefined, (query) =>
      query.where('gathering.campaign_id', '=', search.campaignId ?? null),
    )
    .$if(search.state !== undefined, (query) => query.where('gathering.state', '=', search.state ?? ''))
    .$if(search.occasion !== undefined, (query) =>
      query.where(sql<boolean>`${search.occasion}::text = any (gathering.occasion || gathering.also)`),
    )
    .$if(year !== undefined, (query) =>
      query.where(
        sql<SqlBool>`gathering.day >= make_date(${year}::integer, 1, 1) and gathering.day < make_date(${year}::integer + 1, 1, 1)`,
      ),
    )
    .$if(search.ids !== undefined, (query) =>
      query.where(sql<boolean>`gathering.id = any (${[...(search.ids ?? [])]}::uuid[])`),
    )
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(gathering.day, gathering.id) < (${after?.day}::date, ${after?.id}::uuid)`),
    )
    .orderBy('gathering.day', 'desc')
    .orderBy('gathering.id', 'desc')
    .limit(search.limit)
    .execute()
}

/** Gatherings that study some documents, the latest first, with the document of each. */
export const gatheringsStudying = (
  db: Reader,
  documentIds: readonly string[],
  limit: number,
): Promise<(Gathering & { documentId: string })[]> =>
  gatherings(db)
    .innerJoin('gatherings.studied as studied', 'studied.gathering_id', 'gathering.id')
    .select('studied.document_id as documentId')
    .where(sql<boolean>`studied.document_id = any (${[...documentIds]}::uuid[])`)
    .orderBy('gathering.day', 'desc')
    .orderBy('gathering.id', 'desc')
    .limit(limit)
    .$castTo<Gathering & { documentId: string }>()
    .execute()

/**
 * Gatherings of a stretch of days that somebody has to go to: held by, or calling, a unit on which the reader holds a role,
 * or one directly beneath it.
 */
export function gatheringsForMe(
  db: Reader,
  days: { from: Day; until: Day },
  limit: number,
): Promise<Gathering[]> {
  const mine = sql`(select beneath.unit_id from access.role_held join org.beneath on beneath.ancestor_id = role_held.unit_id
     where role_held.person_id = access.actor() and role_held.valid_from <= org.today()
       and (role_held.valid_to is null or role_held.valid_to > org.today()) and beneath.distance <= 1
       and beneath.valid @> org.today())`
  return gatherings(db)
    .where('gathering.day', '>=', days.from)
    .where('gathering.day', '<', days.until)
    .where(
      sql<boolean>`(gathering.unit_id in ${mine} or exists (select from gatherings.invited
        where invited.gathering_id = gathering.id and invited.unit_id in ${mine}))`,
    )
    .orderBy('gathering.day')
    .orderBy('gathering.id')
    .limit(limit)
    .execute()
}

const columnsOf = (entry: SessionEntry) => ({
  title: entry.title,
  occasion: entry.occasion,
  also: [...(entry.also ?? [])],
  parts: entry.parts ?? '',
  theme_id: entry.themeId,
  campaign_id: entry.campaignId ?? null,
  day: entry.day,
  starts_at: entry.startsAt,
  ends_at: entry.endsAt,
  form: entry.form,
  place: entry.place,
  presenter: entry.presenter,
})

/** Writes a new gathering down. False where its id is there already. */
export async function insertGathering(
  tx: Tx,
  row: SessionEntry & { id: string; unitId: string; personId: string | null },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('gatherings.gathering')
    .values({ id: row.id, unit_id: row.unitId, planned_by: row.personId, ...columnsOf(row) })
    // Without a column: naming one would ask row-level security whether the other row may be read.
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** What was held for a public campaign: all that everybody may read of it. */
export const heldForCampaign = (
  db: Reader,
  campaignId: string,
): Promise<{ id: string; title: string; day: Day; unitName: string }[]> =>
  db
    .selectFrom('gatherings.gathering as gathering')
    .innerJoin('org.unit as unit', 'unit.id', 'gathering.unit_id')
    .select(['gathering.id', 'gathering.title', 'gathering.day', 'unit.name as unitName'])
    .where('gathering.campaign_id', '=', campaignId)
    .orderBy('gathering.day', 'desc')
    .orderBy('gathering.id')
    .limit(1000)
    .execute()

/** Words a gathering anew. */
export async function updateGathering(tx: Tx, id: string, entry: SessionEntry): Promise<void> {
  await tx.updateTable('gatherings.gathering').set(columnsOf(entry)).where('id', '=', id).execute()
}

/** Takes the next version. False where somebody has changed the gathering since it was seen. */
export async function takeVersion(tx: Tx, id: string, seen: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('gatherings.gathering')
    .set({ version: seen + 1 })
    .where('id', '=', id)
    .where('version', '=', seen)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Says that it was held, or why it is not. */
export async function updateState(
  tx: Tx,
  id: string,
  to: { state: 'held' } | { state: 'cancelled'; because: string },
): Promise<void> {
  await tx
    .updateTable('gatherings.gathering')
    .set({ state: to.state, cancelled_because: to.state === 'cancelled' ? to.because : null })
    .where('id', '=', id)
    .execute()
}

/** What happened to a gathering, one line for each version. */
export type Version = {
  number: number
  event: 'planned' | 'changed' | 'held' | 'corrected' | 'cancelled'
  reason: string | null
  writerName: string | null
  writtenAt: Date
}

/** Writes down what stood at a version. */
export async function insertVersion(
  tx: Tx,
  version: {
    gatheringId: string
    number: number
    event: Version['event']
    reason: string | null
    said: object
    personId: string | null
  },
): Promise<void> {
  await tx
    .insertInto('gatherings.version')
    .values({
      gathering_id: version.gatheringId,
      number: version.number,
      event: version.event,
      reason: version.reason,
      said: JSON.stringify(version.said),
      written_by: version.personId,
    })
    .execute()
}

/** The life of a gathering, the newest first. */
export const versionsOf = (db: Reader, id: string): Promise<Version[]> =>
  db
    .selectFrom('gatherings.version as version')
    .leftJoin('access.person as writer', 'writer.id', 'version.written_by')
    .select([
      'version.number',
      'version.event',
      'version.reason',
      'writer.name as writerName',
      'version.written_at as writtenAt',
    ])
    .where('version.gathering_id', '=', id)
    .orderBy('version.number', 'desc')
    .limit(100)
    .$castTo<Version>()
    .execute()

/** Says which documents are studied: these and no others. */
export async function setDocuments(tx: Tx, id: string, documentIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('gatherings.studied').where('gathering_id', '=', id).execute()
  if (documentIds.length === 0) return
  await tx
    .insertInto('gatherings.studied')
    .values([...new Set(documentIds)].map((documentId) => ({ gathering_id: id, document_id: documentId })))
    .execute()
}

/** Something to read for a gathering. */
export type Material = { id: string; title: string; href: string | null }

export const materialsOf = (db: Reader, id: string): Promise<Material[]> =>
  db
    .selectFrom('gatherings.material')
    .select(['id', 'title', 'href'])
    .where('gathering_id', '=', id)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .limit(100)
    .execute()

export async function insertMaterial(
  tx: Tx,
  row: { id: string; gatheringId: string; title: string; href: string | null; personId: string },
): Promise<void> {
  await tx
    .insertInto('gatherings.material')
    .values({
      id: row.id,
      gathering_id: row.gatheringId,
      title: row.title,
      href: row.href,
      added_by: row.personId,
    })
    .execute()
}

/** Takes something to read away. False where it is not there. */
export async function removeMaterial(tx: Tx, gatheringId: string, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('gatherings.material')
    .set({ removed_at: new Date() })
    .where('id', '=', id)
    .where('gathering_id', '=', gatheringId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Writes the sum that stands after counting. */
export async function setAttendances(
  tx: Tx,
  id: string,
  sum: { amount: number; are: Qualifier } | null,
): Promise<void> {
  await tx
    .updateTable('gatherings.gathering')
    .set({ attendances: sum?.amount ?? null, attendances_are: sum?.are ?? 'exact' })
    .where('id', '=', id)
    .execute()
}
