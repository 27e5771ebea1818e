import { sql } from 'kysely'
import type { Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { Proposal, State } from './entry.ts'
import type { LifeStep } from './store.ts'

/** An initiative as it is loaded in bulk, with its life. */
export type InitiativeRow = Omit<Proposal, 'name'> & {
  id: string
  name: string
  slug: string
  state: State
  startedOn: Day | null
  endedOn: Day | null
  /** The initiative that it follows, of the same kind. */
  copiedFrom?: string | null
  createdBy?: string | null
  life: LifeStep[]
}

/** Loads many initiatives with their lives, as imports and the demonstration district do. */
export async function loadInitiatives(tx: Tx, rows: readonly InitiativeRow[]): Promise<void> {
  for (let first = 0; first < rows.length; first += perStatement)
    await loadSome(tx, rows.slice(first, first + perStatement))
}

const perStatement = 1000

async function loadSome(tx: Tx, rows: readonly InitiativeRow[]): Promise<void> {
  await tx
    .insertInto('initiatives.initiative')
    .values(
      rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        unit_id: row.unitId,
        name: row.name,
        slug: row.slug,
        summary: row.summary,
        state: row.state,
        started_on: row.startedOn,
        ended_on: row.endedOn,
        created_by: row.createdBy ?? null,
        copied_from: row.copiedFrom ?? null,
        copied_form: row.copiedFrom
          ? sql<string>`(select form.id from initiatives.form where form.kind = ${row.kind} and form.issued_on is not null order by form.version desc limit 1)`
          : null,
      })),
    )
    .execute()
  const life = rows.flatMap((row) => row.life.map((step) => ({ initiative: row.id, step })))
  if (life.length === 0) return
  await tx
    .insertInto('initiatives.life')
    .values(
      life.map(({ initiative, step }) => ({
        initiative_id: initiative,
        event: step.event,
        day: step.day,
        document: step.document,
        note: step.note,
        learnt: step.learnt ?? null,
        unit_id: step.unitId,
        person_id: step.personId,
      })),
    )
    .execute()
}

/** Lets initiatives have begun on an earlier day than was known; those that were proposed only run from then on. */
export async function beginEarlier(
  tx: Tx,
  moved: readonly { id: string; to: Day }[],
  { note, personId }: { note: string; personId: string },
): Promise<void> {
  const given = sql`unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ to }) => to)}::date[]) as given (id, day)`
  await sql`
    update initiatives.initiative set started_on = given.day,
           state = case when state in ('proposed', 'registered') then 'active' else state end
      from ${given} where initiative.id = given.id`.execute(tx)
  await sql`
    insert into initiatives.life (initiative_id, event, day, note, person_id)
    select id, 'active', day, ${note}, ${personId}::uuid from ${given}`.execute(tx)
}
