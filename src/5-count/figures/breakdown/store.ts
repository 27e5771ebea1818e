import { sql } from 'kysely'
import type { Tree } from '#org'
import type { Reader } from '#platform/database'
import type { Day, Span } from '#platform/time'
import { type Asked, answeringFor, type SumRow } from '../roll-up/store.ts'

/** From when to when a unit stood beneath another. */
export type Stretch = { unitId: string; from: Day; until: Day | null }

/** When units stood directly beneath another, as far as it touches a span. */
export async function stretchesBeneath(
  db: Reader,
  unitId: string,
  tree: Tree,
  span: Span,
): Promise<Stretch[]> {
  const { rows } = await sql<Stretch>`
    select placement.unit_id as "unitId", greatest(placement.valid_from, unit.valid_from) as from,
           least(placement.valid_to, unit.valid_to) as until
      from org.placement join org.unit on unit.id = placement.unit_id
     where placement.parent_id = ${unitId}::uuid and placement.tree = ${tree}
       and daterange(placement.valid_from, placement.valid_to) && daterange(${span.from}::date, ${span.until}::date)
     order by placement.valid_from limit 2000`.execute(db)
  return rows
}

/** Which of some organisations stand beneath another of them at any time of a span: whoever counts one counts the other. */
export async function nestedAmong(db: Reader, unitIds: readonly string[], span: Span): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct beneath.unit_id as id from org.beneath
     where beneath.unit_id = any (${[...unitIds]}::uuid[]) and beneath.ancestor_id = any (${[...unitIds]}::uuid[])
       and beneath.unit_id <> beneath.ancestor_id
       and beneath.valid && daterange(${span.from}::date, ${span.until}::date)`.execute(db)
  return rows.map(({ id }) => id)
}

/** Different subjects of a unit that some of its parts count, or that none of them counts. */
export type SubjectsAsked = Omit<Asked, 'units' | 'codes'> & {
  unitId: string
  partIds: readonly string[]
  codes: readonly string[]
  /** `own`: with a fact that counts for no part; `below`: with a fact that counts for one. */
  reach: 'own' | 'below'
}

/**
 * How many different subjects a unit counts by itself or through its parts, by indicator and the best proof of each. A
 * subject with facts of both kinds is counted in both.
 */
export async function subjectsWithin(db: Reader, asked: SubjectsAsked): Promise<SumRow[]> {
  const { unitId, partIds, codes, slice, basis, span, reach } = asked
  const rootsOf = async (ids: readonly string[]) =>
    (await answeringFor(db, ids, basis)).map(({ root, basis: read }) => ({ root, read }))
  const [whole, parts] = [await rootsOf([unitId]), await rootsOf(partIds)]
  const heldOn = (read: string) =>
    read === 'then' ? sql`fact.day` : sql`(select today from figures.roll_up_state)`
  const countsFor = (roots: typeof whole) => {
    const ids = roots.map(({ root }) => root)
    return sql`exists (
      select from figures.attribution where attribution.unit_id = fact.unit_id and attribution.counted_id = any (${ids}::uuid[])
         and attribution.said @> fact.day and attribution.held @> ${heldOn(roots[0]?.read ?? 'then')})`
  }
  const { rows } = await sql<SumRow>`
    select ${unitId}::text as "unitId", indicator, count(*) as total, count(*) filter (where assurance <> 'declared') as proven,
           count(*) filter (where assurance = 'confirmed') as confirmed, count(*) filter (where assurance = 'verified') as verified,
           count(*) as entries, 0 as over, 0 as about
      from (
        select fact.indicator, fact.subject, max(fact.assurance) as assurance
          from figures.standing as fact join org.unit on unit.id = fact.unit_id
         where fact.subject is not null and fact.day >= ${span.from} and fact.day < ${span.until}
           and fact.indicator = any (${[...codes]}::text[])
           and (${slice} = '' or ${slice} = 'line:' || unit.line or ${slice} = 'theme:' || fact.theme_id)
           and ${countsFor(whole)} and ${reach === 'own' ? sql`not` : sql``} ${countsFor(parts)}
         group by 1, 2
      ) as subject
     group by indicator`.execute(db)
  return rows
}
