import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Guide, Target } from './entry.ts'

/** How an initiative is done; undefined where its unit has written nothing. */
export const guideOf = (db: Reader, initiativeId: string): Promise<Guide | undefined> =>
  db
    .selectFrom('initiatives.guide')
    .select([
      'how',
      'steps',
      'people_needed as peopleNeeded',
      'preparation_days as preparationDays',
      'cost_dong as costDong',
      'cost_note as costNote',
    ])
    .where('initiative_id', '=', initiativeId)
    .$castTo<Guide>()
    .executeTakeFirst()

/** What it costs to begin some initiatives, by initiative, where that was written. */
export async function costsOf(db: Reader, initiativeIds: readonly string[]): Promise<Map<string, number>> {
  if (initiativeIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('initiatives.guide')
    .select(['initiative_id as id', 'cost_dong as cost'])
    .where('initiative_id', 'in', [...initiativeIds])
    .where('cost_dong', 'is not', null)
    .limit(initiativeIds.length)
    .execute()
  return new Map(rows.map(({ id, cost }) => [id, Number(cost)]))
}

/** The targets of an initiative, in the order of the indicators. */
export const targetsOf = (db: Reader, initiativeId: string): Promise<Target[]> =>
  db
    .selectFrom('initiatives.target as target')
    .innerJoin('figures.indicator as indicator', 'indicator.code', 'target.indicator')
    .select(['target.indicator', 'target.amount', 'target.until'])
    .where('target.initiative_id', '=', initiativeId)
    .orderBy('indicator.position')
    .limit(200)
    .execute()

const guideRow = (guide: Guide, personId: string | null) => ({
  how: guide.how,
  steps: guide.steps,
  people_needed: guide.peopleNeeded,
  preparation_days: guide.preparationDays,
  cost_dong: guide.costDong,
  cost_note: guide.costNote,
  changed_by: personId,
  changed_at: new Date(),
})

/** Writes the guide of an initiative, or writes it anew. */
export async function putGuide(
  tx: Tx,
  initiativeId: string,
  guide: Guide,
  personId: string | null,
): Promise<void> {
  const row = guideRow(guide, personId)
  await tx
    .insertInto('initiatives.guide')
    .values({ initiative_id: initiativeId, ...row })
    .onConflict((conflict) => conflict.column('initiative_id').doUpdateSet(row))
    .execute()
}

/** Puts these targets in the place of all that an initiative had. */
export async function putTargets(
  tx: Tx,
  initiativeId: string,
  targets: readonly Target[],
  personId: string | null,
): Promise<void> {
  await tx.deleteFrom('initiatives.target').where('initiative_id', '=', initiativeId).execute()
  await loadTargets(
    tx,
    targets.map((target) => ({ ...target, initiativeId })),
    personId,
  )
}

/** Loads the guides of many initiatives that have none. */
export async function loadGuides(
  tx: Tx,
  guides: readonly (Guide & { initiativeId: string })[],
  personId: string | null = null,
): Promise<void> {
  if (guides.length === 0) return
  await tx
    .insertInto('initiatives.guide')
    .values(guides.map((guide) => ({ initiative_id: guide.initiativeId, ...guideRow(guide, personId) })))
    .execute()
}

/** Loads targets of initiatives. */
export async function loadTargets(
  tx: Tx,
  targets: readonly (Target & { initiativeId: string })[],
  personId: string | null = null,
): Promise<void> {
  if (targets.length === 0) return
  await tx
    .insertInto('initiatives.target')
    .values(
      targets.map(({ initiativeId, indicator, amount, until }) => ({
        initiative_id: initiativeId,
        indicator,
        amount,
        until,
        set_by: personId,
      })),
    )
    .execute()
}

/** The indicators that the newest form of a kind feeds, in the order of its questions. */
export async function indicatorsFedBy(db: Reader, kind: string): Promise<string[]> {
  const { rows } = await sql<{ indicator: string }>`
    select field.indicator, min(field.position) as position from initiatives.field
     where field.indicator is not null
       and field.form_id = (select form.id from initiatives.form where form.kind = ${kind} order by form.version desc limit 1)
     group by field.indicator order by 2 limit 200`.execute(db)
  return rows.map(({ indicator }) => indicator)
}
