import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import type { Day, Span } from '#platform/time'
import { type InitiativeSum, reach } from '../results/results-store.ts'

/** A photo of an accepted record, as a report may show it. */
export type ReportPhoto = {
  id: string
  activityId: string
  /** What the public may see of it where somebody looked, else the photo itself. */
  sha256: string
  mediaType: string
  mayBePublic: boolean
  day: Day
  /** What was recorded, for whoever chooses. */
  summary: string
  initiativeName: string
}

/** The most photos that are offered for one report. */
const mostPhotos = 60

/** Photos of the accepted records of a unit and of what answers for it in a span, the newest first; perhaps one alone. */
export async function photosFor(
  db: Reader,
  unitId: string,
  span: Span,
  only?: string,
): Promise<ReportPhoto[]> {
  const { rows } = await sql<ReportPhoto>`
    with ${reach(unitId)}
    select attachment.id, activity.id as "activityId", file.sha256, file.media_type as "mediaType", activity.day, activity.summary,
           initiative.name as "initiativeName", kind.is_public and attachment.is_public and attachment.public_sha256 is not null
             and (attachment.public_until is null or attachment.public_until >= evidence.day_in_vietnam()) as "mayBePublic"
      from activities.activity
      join initiatives.initiative on initiative.id = activity.initiative_id
      join initiatives.kind on kind.code = initiative.kind and not kind.protects_people
      join evidence.attachment on attachment.source_kind = 'activity' and attachment.source_id = activity.id
       and attachment.removed_at is null
       -- A photo in which somebody must be covered is shown covered or not at all.
       and (attachment.public_sha256 is not null or not attachment.needs_covering)
      join evidence.file on file.sha256 = coalesce(attachment.public_sha256, attachment.sha256) and file.media_type = 'image/jpeg'
     where activity.state = 'accepted' and activity.day >= ${span.from} and activity.day < ${span.until}
       and exists (select from reach where reach.unit_id = activity.unit_id and reach.valid @> activity.day)
       and (${only ?? null}::uuid is null or attachment.id = ${only ?? null}::uuid)
     order by activity.day desc, activity.id desc, attachment.position, attachment.id
     limit ${mostPhotos}`.execute(db)
  return rows
}

/** Tasks of a unit and of what answers for it that are still in its hands and are due in a span. */
export async function tasksDue(db: Reader, unitId: string, { from, until }: Span): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with ${reach(unitId)}
    select count(*) as count from programme.task
     where state in ('handed_down', 'received', 'working', 'returned')
       and due_on >= ${from} and due_on < ${until}
       and exists (select from reach where reach.unit_id = task.unit_id and reach.valid @> task.due_on)`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** An initiative that may be an example, and among which others the best is looked for. */
export type Candidate = { id: string; group: string; isRecognised: boolean }

/** What the best initiative of a group came to, and how good it is. */
export type BestSum = InitiativeSum & { rank: number }

/**
 * Of each group the initiative that is the best example: a recognised one first, then the one whose figures are best proven. It
 * has a figure in the span; comes with what it came to, as `sumsOfInitiatives`.
 */
export async function bestOfGroups(
  db: Reader,
  candidates: readonly Candidate[],
  span: Span,
): Promise<BestSum[]> {
  if (candidates.length === 0) return []
  const list = <T>(pick: (candidate: Candidate) => T): T[] => candidates.map(pick)
  const { rows } = await sql<BestSum>`
    with candidate as (
      select id, kin, is_recognised from unnest(${list(({ id }) => id)}::uuid[], ${list(({ group }) => group)}::text[],
                           ${list(({ isRecognised }) => isRecognised)}::boolean[]) as one (id, kin, is_recognised)
    ), each as (
      select series_id, indicator, amount, assurance, entries, over, about from figures.flow
       where series_id in (select id from candidate) and day >= ${span.from} and day < ${span.until}
      union all
      select series_id, indicator, amount, assurance, entries, over, about from figures.change
       where series_id in (select id from candidate) and day < ${span.until}
    ), summed as (
      select series_id, indicator, sum(amount) as amount,
             coalesce(sum(amount) filter (where assurance <> 'declared'), 0) as proven,
             sum(over)::integer as over, sum(about)::integer as about
        from each group by 1, 2 having sum(entries) > 0 and sum(amount) > 0
    ), ranked as (
      select candidate.id, candidate.kin, candidate.is_recognised::integer * 2 + avg(summed.proven / summed.amount) as rank
        from candidate join summed on summed.series_id = candidate.id group by candidate.id, candidate.kin, candidate.is_recognised
    ), best as (
      select distinct on (kin) id, rank from ranked order by kin, rank desc, id
    )
    select summed.series_id as "initiativeId", summed.indicator, summed.amount, summed.proven, summed.over, summed.about,
           best.rank::float8 as rank
      from best join summed on summed.series_id = best.id
      join figures.indicator on indicator.code = summed.indicator
     order by best.rank desc, best.id, indicator.position`.execute(db)
  return rows
}
