import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import type { Span } from '#platform/time'

/** An initiative that ran in a span where it is reported, and what became of it there. */
export type RunInitiative = {
  id: string
  name: string
  kind: string
  kindName: string
  unitId: string
  unitName: string
  line: string | null
  isRunning: boolean
  isFresh: boolean
  isRecognised: boolean
  hasEnded: boolean
  /** Whether everybody may know of it: of its kind. */
  isPublic: boolean
  /** Whether those it serves need protection: what one initiative came to is not for everybody. */
  protectsPeople: boolean
}

/** The units that answer for a unit, each with the days for which it does. */
export const reach = (unitId: string) => sql`
  reach as materialized (
    select unit_id, valid from org.beneath where ancestor_id = any (array(select org.scope(${unitId}::uuid)))
  )`

/** The name of a unit, with a word where it was no more at the end of a span: merged into another, or dissolved. */
const nameThen = (unit: 'unit' | 'host', { until }: Span) =>
  sql`${sql.ref(`${unit}.name`)} || case when ${sql.ref(`${unit}.valid_to`)} < ${until} and ${sql.ref(`${unit}.name`)} not like '%(cũ)' then ' (cũ)' else '' end`

/**
 * Initiatives that ran in a span in a unit or in what answers for it, by name. An initiative belongs where a record of
 * it was made up to then, each by the place its unit had on that day; one without a record belongs to the unit that
 * runs it, unless it was handed over after the span.
 */
export async function initiativesIn(
  db: Reader,
  unitId: string,
  span: Span,
  limit: number,
): Promise<RunInitiative[]> {
  const { rows } = await sql<RunInitiative>`
    with ${reach(unitId)}, recorded as (
      select distinct on (activity.initiative_id) activity.initiative_id as id, activity.unit_id from activities.activity
       where activity.day < ${span.until}
         and exists (select from reach where reach.unit_id = activity.unit_id and reach.valid @> activity.day)
       order by activity.initiative_id, activity.day desc, activity.id desc
    )
    select initiative.id, initiative.name, kind.code as kind, kind.name_vi as "kindName", unit.id as "unitId",
           concat_ws(', ', ${nameThen('unit', span)}, (
             select string_agg(${nameThen('host', span)}, ', ' order by host.name collate org.names) from initiatives.co_host
               join org.unit as host on host.id = co_host.unit_id
              where co_host.initiative_id = initiative.id and co_host.accepted_at is not null and host.id <> unit.id)) as "unitName", unit.line,
           initiative.ended_on is null or initiative.ended_on >= ${span.until} as "isRunning",
           initiative.started_on >= ${span.from} as "isFresh",
           exists (select from initiatives.life where life.initiative_id = initiative.id and life.event = 'recognised'
                     and life.day >= ${span.from} and life.day < ${span.until}) as "isRecognised",
           coalesce(initiative.ended_on < ${span.until}, false) as "hasEnded",
           kind.is_public as "isPublic", kind.protects_people as "protectsPeople"
      from initiatives.initiative
      join initiatives.kind on kind.code = initiative.kind
      left join recorded on recorded.id = initiative.id
      -- Who ran it then, as far as records tell; it may be somebody else's today.
      join org.unit on unit.id = coalesce(recorded.unit_id, initiative.unit_id)
      left join org.line on line.code = unit.line
     where initiative.started_on < ${span.until}
       and (initiative.ended_on is null or initiative.ended_on >= ${span.from})
       and (recorded.id is not null
         or (exists (select from reach where reach.unit_id = initiative.unit_id
                       and reach.valid && daterange(${span.from}::date, ${span.until}::date))
             and not exists (select from initiatives.life where life.initiative_id = initiative.id
                               and life.event = 'transferred' and life.day >= ${span.until})))
     order by line.position nulls last, initiative.name collate org.names, initiative.id
     limit ${limit}`.execute(db)
  return rows
}

/** How many records of an initiative are in a state, by the line of the unit that made them. */
export type RecordCount = { initiativeId: string; line: string | null; state: string; count: number }

/** Counts the records of a unit and of what answers for it in a span, each by the place its unit had on that day. */
export async function recordsIn(db: Reader, unitId: string, span: Span): Promise<RecordCount[]> {
  const { rows } = await sql<RecordCount>`
    with ${reach(unitId)}
    select activity.initiative_id as "initiativeId", unit.line, activity.state, count(*) as count
      from activities.activity join org.unit on unit.id = activity.unit_id
     where activity.day >= ${span.from} and activity.day < ${span.until}
       and exists (select from reach where reach.unit_id = activity.unit_id and reach.valid @> activity.day)
     group by 1, 2, 3`.execute(db)
  return rows
}

/** What an initiative came to, by indicator. */
type Precision = { over: number; about: number }
export type InitiativeSum = {
  initiativeId: string
  indicator: string
  amount: number
  /** How much of it is more than the unit's own word. */
  proven: number
} & Precision

/** Sums of initiatives in a span: flows added, of a stock the latest amount. The same as `figureOf` of their series. */
export async function sumsOfInitiatives(
  db: Reader,
  ids: readonly string[],
  span: Span,
): Promise<InitiativeSum[]> {
  const { rows } = await sql<InitiativeSum>`
    with each as (
      select series_id, indicator, amount, assurance, entries, over, about from figures.flow
       where series_id = any (${[...ids]}::uuid[]) and day >= ${span.from} and day < ${span.until}
      union all
      select series_id, indicator, amount, assurance, entries, over, about from figures.change
       where series_id = any (${[...ids]}::uuid[]) and day < ${span.until}
    ), summed as (
      select each.series_id, each.indicator, indicator.position, sum(each.amount) as amount,
             coalesce(sum(each.amount) filter (where each.assurance <> 'declared'), 0) as proven,
             sum(each.over)::integer as over, sum(each.about)::integer as about
        from each join figures.indicator on indicator.code = each.indicator
       group by 1, 2, 3 having sum(each.entries) > 0
    )
    select series_id as "initiativeId", indicator, amount, proven, over, about from summed order by position`.execute(
    db,
  )
  return rows
}

/** Which indicators the questions of each kind feed, by all of its forms. */
export async function indicatorsByKind(db: Reader): Promise<{ kind: string; indicator: string }[]> {
  const { rows } = await sql<{ kind: string; indicator: string }>`
    select distinct form.kind, field.indicator
      from initiatives.field join initiatives.form on form.id = field.form_id
     where field.indicator is not null`.execute(db)
  return rows
}
