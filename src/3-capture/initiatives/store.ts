import { type RawBuilder, sql } from 'kysely'
import type { Action } from '#access'
import type { Reader, Tx } from '#platform/database'
import { asLike } from '#platform/finding'
import { byName } from '#platform/names'
import { plainText } from '#platform/plain-text'
import type { Day } from '#platform/time'
import type { Proposal, State, Wording } from './entry.ts'

/** An initiative with its kind and the unit that runs it. */
export type Initiative = {
  id: string
  kind: string
  kindVi: string
  kindEn: string
  protectsPeople: boolean
  unitId: string
  unitName: string
  unitSlug: string
  /** The units that run it together with its own, by name. */
  coHosts: readonly CoHost[]
  name: string
  slug: string
  summary: string
  state: State
  startedOn: Day | null
  endedOn: Day | null
}

/** A unit that runs an initiative together with the unit of the initiative. */
export type CoHost = { unitId: string; unitName: string; unitSlug: string }

const coHosts = sql<CoHost[]>`coalesce((
  select jsonb_agg(jsonb_build_object('unitId', host.id, 'unitName', host.name, 'unitSlug', host.slug) order by host.name collate org.names)
    from initiatives.co_host join org.unit as host on host.id = co_host.unit_id
   where co_host.initiative_id = initiative.id and co_host.accepted_at is not null), '[]')`

/** Whether a condition holds of the unit of an initiative, or of one that runs it together with that unit. */
const isHostedBy = (condition: (unit: RawBuilder<unknown>) => RawBuilder<unknown>) => sql<boolean>`(
  ${condition(sql.ref('initiative.unit_id'))}
  or exists (select from initiatives.co_host where co_host.initiative_id = initiative.id and co_host.accepted_at is not null and ${condition(sql.ref('co_host.unit_id'))}))`

const initiatives = (db: Reader) =>
  db
    .selectFrom('initiatives.initiative as initiative')
    .innerJoin('initiatives.kind as kind', 'kind.code', 'initiative.kind')
    .innerJoin('org.unit as unit', 'unit.id', 'initiative.unit_id')
    .select([
      'initiative.id',
      'initiative.kind',
      'kind.name_vi as kindVi',
      'kind.name_en as kindEn',
      'kind.protects_people as protectsPeople',
      'initiative.unit_id as unitId',
      'unit.name as unitName',
      'unit.slug as unitSlug',
      coHosts.as('coHosts'),
      'initiative.name',
      'initiative.slug',
      'initiative.summary',
      'initiative.state',
      'initiative.started_on as startedOn',
      'initiative.ended_on as endedOn',
    ])
    .$castTo<Initiative>()

/** One initiative by its id. */
export const findInitiative = (db: Reader, id: string): Promise<Initiative | undefined> =>
  initiatives(db).where('initiative.id', '=', id).executeTakeFirst()

/** Waits for whoever takes an initiative back, and keeps it as it is until the transaction ends: something will belong to it. */
export async function holdInitiative(tx: Tx, id: string): Promise<void> {
  await sql`select initiatives.hold(${id}::uuid)`.execute(tx)
}

/** One initiative by its address. */
export const findInitiativeBySlug = (db: Reader, slug: string): Promise<Initiative | undefined> =>
  initiatives(db).where('initiative.slug', '=', slug).executeTakeFirst()

/** Some initiatives by their ids, in no order. */
export const initiativesWithIds = (db: Reader, ids: readonly string[]): Promise<Initiative[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : initiatives(db)
        .where('initiative.id', 'in', [...ids])
        .limit(ids.length)
        .execute()

/** What to look for in the registry. */
export type Search = {
  text?: string | undefined
  kind?: string | undefined
  state?: State | undefined
  /** Only initiatives that an organisation of this line hosts. */
  line?: string | undefined
  /** Only initiatives that are hosted by this unit, by those beneath it and by those whose work it carries on. */
  under?: string | undefined
  /** Only those of units for which the reader may do this. */
  may?: Action | undefined
  after?: { name: string; id: string } | undefined
  limit: number
}

/** Initiatives in alphabetical order, page by page. Words must begin as those of the text do, with or without diacritics. */
export const initiativesMatching = (db: Reader, search: Search): Promise<Initiative[]> => {
  const words = plainText(search.text ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8)
  let query = initiatives(db)
  for (const word of words)
    query = query.where(sql<boolean>`' ' || initiative.search like ${`% ${asLike(word)}%`}`)
  if (search.kind) query = query.where('initiative.kind', '=', search.kind)
  if (search.state) query = query.where('initiative.state', '=', search.state)
  const { line, under } = search
  if (line)
    query = query.where(
      isHostedBy((unit) => sql`${unit} in (select id from org.unit as host where host.line = ${line})`),
    )
  if (under)
    query = query.where(
      isHostedBy(
        (unit) =>
          sql`exists (select from org.beneath where beneath.unit_id = ${unit} and beneath.ancestor_id = any (array(select org.scope(${under}::uuid))))`,
      ),
    )
  if (search.may)
    query = query.where(
      sql<boolean>`access.reaches((select access.held_for(${search.may})), initiative.unit_id)`,
    )
  if (search.after)
    query = query.where(
      sql<boolean>`(initiative.name collate org.names, initiative.id) > (${search.after.name}, ${search.after.id}::uuid)`,
    )
  return query.orderBy(byName('initiative.name')).orderBy('initiative.id').limit(search.limit).execute()
}

/** How many initiatives there are in each state, in a unit and beneath it. */
export const countByState = (db: Reader, under?: string): Promise<{ state: State; count: number }[]> =>
  db
    .selectFrom('initiatives.initiative as initiative')
    .select(['state', (eb) => eb.fn.countAll<number>().as('count')])
    .$if(under !== undefined, (query) =>
      query.where(
        sql<boolean>`exists (select from org.beneath where beneath.unit_id = initiative.unit_id and beneath.ancestor_id = any (array(select org.scope(${under}::uuid))))`,
      ),
    )
    .groupBy('state')
    .$castTo<{ state: State; count: number }>()
    .execute()

/** Of some addresses those that are taken, and the same with a number behind them; also by what the reader may not see. */
export async function slugsTaken(db: Reader, slugs: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ slug: string }>`
    select slug from initiatives.slugs_taken(${[...slugs]}) as slug`.execute(db)
  return new Set(rows.map(({ slug }) => slug))
}

/** Enters a proposal. */
export async function insertInitiative(
  tx: Tx,
  row: Proposal & { id: string; slug: string; personId: string },
): Promise<void> {
  await tx
    .insertInto('initiatives.initiative')
    .values({
      id: row.id,
      kind: row.kind,
      unit_id: row.unitId,
      name: row.name,
      slug: row.slug,
      summary: row.summary,
      created_by: row.personId,
    })
    .execute()
}

/** Changes name and summary; the address stays, since others may have linked to it. */
export async function updateWording(tx: Tx, id: string, { name, summary }: Wording): Promise<void> {
  await tx.updateTable('initiatives.initiative').set({ name, summary }).where('id', '=', id).execute()
}

/** One step in the life of an initiative. */
export type LifeStep = {
  event: State | 'transferred'
  day: Day
  document: string | null
  note: string | null
  /** At the end: what others should know. */
  learnt?: string | null
  unitId: string | null
  personId: string | null
}

/** Writes a step of the life of an initiative. */
export async function insertLife(tx: Tx, initiativeId: string, step: LifeStep): Promise<void> {
  await tx
    .insertInto('initiatives.life')
    .values({
      initiative_id: initiativeId,
      event: step.event,
      day: step.day,
      document: step.document,
      note: step.note,
      learnt: step.learnt ?? null,
      unit_id: step.unitId,
      person_id: step.personId,
    })
    .execute()
}

/** The life of an initiative, step by step. */
export const lifeOf = (db: Reader, initiativeId: string) =>
  db
    .selectFrom('initiatives.life as life')
    .leftJoin('org.unit as unit', 'unit.id', 'life.unit_id')
    .select(['life.event', 'life.day', 'life.document', 'life.note', 'life.learnt', 'unit.name as unitName'])
    .where('life.initiative_id', '=', initiativeId)
    .orderBy('life.day')
    .orderBy('life.at')
    .orderBy('life.id')
    .limit(200)
    .execute()

/** How many initiatives of some units, and of those beneath, have not ended. */
export async function countRunning(db: Reader, unitIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from initiatives.initiative where state <> 'ended'
       and unit_id in (select unit_id from org.beneath where ancestor_id = any (${[...unitIds]}::uuid[]))`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** Whether there is any initiative that the reader may see. */
export const isAnyInitiative = async (db: Reader): Promise<boolean> =>
  (await db.selectFrom('initiatives.initiative').select('id').limit(1).executeTakeFirst()) !== undefined
