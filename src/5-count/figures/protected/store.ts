import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day, Month, Span } from '#platform/time'
import type { Assurance } from '../rules.ts'
import type { Rule } from '../store.ts'
import type { CountedField } from './groups.ts'

/** All questions that count, of every form that was issued. */
export async function countedFields(db: Reader): Promise<CountedField[]> {
  const { rows } = await sql<CountedField>`
    select distinct form.kind, kind.protects_people as "isProtected", field.indicator, field.type
      from initiatives.field
      join initiatives.form on form.id = field.form_id and form.issued_on is not null
      join initiatives.kind on kind.code = form.kind
     where field.indicator is not null
     order by 1, 3, 4`.execute(db)
  return rows
}

/** What a unit said of an indicator in a month: of a stock by how much it changed, of different people how many. */
export type Said = {
  unitId: string
  indicator: string
  rule: Rule
  month: Month
  /** Of a kind that protects nobody. */
  isOpen: boolean
  assurance: Assurance
  amount: number
}

/** What all units said of some indicators before a day, month by month. */
export async function saidOf(db: Reader, codes: readonly string[], until: Day): Promise<Said[]> {
  const { rows } = await sql<Said>`
    with open_series as (
      select initiative.id from initiatives.initiative join initiatives.kind on kind.code = initiative.kind and not kind.protects_people
    ), said as (
      select unit_id, indicator, 'sum' as rule, day, series_id, assurance, amount from figures.flow
       where indicator = any (${[...codes]}::text[]) and day < ${until}
      union all
      select unit_id, indicator, 'stock', day, series_id, assurance, amount from figures.change
       where indicator = any (${[...codes]}::text[]) and day < ${until}
    )
    select unit_id as "unitId", indicator, rule, to_char(day, 'YYYY-MM') as month,
           series_id in (select id from open_series) as "isOpen", assurance, sum(amount) as amount
      from said group by 1, 2, 3, 4, 5, 6 having sum(amount) <> 0
    union all
    select unit_id, indicator, 'distinct', to_char(day, 'YYYY-MM'), false, 'declared'::figures.assurance, count(distinct subject)
      from figures.standing
     where indicator = any (${[...codes]}::text[]) and day < ${until} and subject is not null
     group by 1, 2, 4`.execute(db)
  return rows
}

/** An area in or above which a unit stood: a commune has level 1, the country 4. */
export type Standing = { unitId: string; id: string; level: number; from: Day | null; until: Day | null }

/** The areas from the commune upward in which some units stood, and when, the lowest first. */
export async function areasAbove(db: Reader, units: readonly string[]): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select beneath.unit_id as "unitId", beneath.ancestor_id as id,
           array_position(array['commune', 'district', 'province', 'country'], kind.level) as level,
           lower(beneath.valid) as from, upper(beneath.valid) as until
      from org.beneath join org.unit on unit.id = beneath.ancestor_id
      join org.kind on kind.code = unit.kind and kind.is_area and kind.level <> 'base'
     where beneath.unit_id = any (${[...units]}::uuid[])
     order by beneath.unit_id, level, lower(beneath.valid)`.execute(db)
  return rows
}

/** A block that was told before. */
export type KeptBlock = { id: string; month: Month; members: string[]; counted: Record<string, number> }

/** The blocks of some indicators, without those of kinds that protect nobody. */
export async function keptBlocks(db: Reader, codes: readonly string[]): Promise<KeptBlock[]> {
  const { rows } = await sql<KeptBlock>`
    select id, to_char(month, 'YYYY-MM') as month, members, counted from figures.block
     where codes && ${[...codes]}::text[] and not is_open`.execute(db)
  return rows
}

/** What a block says of one indicator. */
export type ToldAmount = { indicator: string; amount: number; assurance: Assurance }
/** A block as it is written. */
export type NewBlock = {
  id: string
  place: string
  month: Month
  isOpen: boolean
  members: readonly string[]
  codes: readonly string[]
  counted: Record<string, number>
  told: readonly ToldAmount[]
}

export async function insertBlocks(tx: Tx, blocks: readonly NewBlock[]): Promise<void> {
  await sql`
    insert into figures.block (id, place_id, month, is_open, members, codes, counted)
    select id, place, (month || '-01')::date, "isOpen", members, codes, counted
      from jsonb_to_recordset(${JSON.stringify(blocks)}::jsonb)
        as given (id uuid, place uuid, month text, "isOpen" boolean, members uuid[], codes text[], counted jsonb)`.execute(
    tx,
  )
  await insertTold(tx, blocks)
}

/** Says of a block what it comes to now. */
export async function tellAgain(
  tx: Tx,
  id: string,
  counted: Record<string, number>,
  told: readonly ToldAmount[],
): Promise<void> {
  await sql`update figures.block set counted = ${JSON.stringify(counted)}::jsonb, told_at = now() where id = ${id}`.execute(
    tx,
  )
  await sql`delete from figures.told where block_id = ${id}`.execute(tx)
  await insertTold(tx, [{ id, told }])
}

async function insertTold(tx: Tx, blocks: readonly Pick<NewBlock, 'id' | 'told'>[]): Promise<void> {
  const rows = blocks.flatMap(({ id, told }) => told.map((one) => ({ id, ...one })))
  await sql`
    insert into figures.told (block_id, indicator, amount, assurance)
    select id, indicator, amount, assurance::figures.assurance
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as given (id uuid, indicator text, amount numeric, assurance text)`.execute(tx)
}

/** What kinds that protect nobody say under protected indicators is exact, so it is told anew each time. */
export async function deleteOpenBlocks(tx: Tx, codes: readonly string[]): Promise<void> {
  await sql`delete from figures.block where is_open and codes && ${[...codes]}::text[]`.execute(tx)
}

/** Takes away what was told under indicators that nobody protects any more: their facts are public again. */
export async function deleteUnprotected(tx: Tx, codes: readonly string[]): Promise<void> {
  await sql`delete from figures.block where not codes && ${[...codes]}::text[]`.execute(tx)
}

/** What is told of an indicator in a unit in a month. */
export type Told = { unitId: string; indicator: string; month: Month; assurance: Assurance; amount: number }

/** What is told of some units and all beneath them, of the months of a span. A unit that has ended has what it had then. */
export async function toldOf(db: Reader, units: readonly string[], codes: readonly string[], span: Span) {
  const { rows } = await sql<Told>`
    select answering.asked as "unitId", told.indicator, to_char(block.month, 'YYYY-MM') as month, told.assurance,
           sum(told.amount * counted.weight) as amount
      from figures.answering(${[...units]}::uuid[], 'today') as answering
      join figures.attribution as counted on counted.counted_id = answering.root
      join figures.block on block.place_id = counted.unit_id and block.month >= ${span.from} and block.month < ${span.until}
      cross join lateral (select (block.month + interval '1 month' - interval '1 day')::date as day) as last
      join figures.told on told.block_id = block.id and told.indicator = any (${[...codes]}::text[])
     where counted.said @> last.day
       and counted.held @> case answering.basis when 'then' then last.day else org.today() end
     group by 1, 2, 3, 4`.execute(db)
  return rows
}

/** Which indicators are protected. */
export async function protectedIndicators(db: Reader): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{
    codes: string[]
  }>`select figures.protected_indicators() as codes`.execute(db)
  return new Set(rows[0]?.codes)
}
