import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import type { DayPlace } from '#platform/lists/page'
import { byName } from '#platform/names'
import type { Day } from '#platform/time'
import type { BoardView, State } from './entry.ts'

/** What is to be acknowledged, in hand, handed in and late: for each unit directly beneath one (null: its own), and for each plan. */
export type Cell = {
  of: 'unit' | 'plan'
  id: string | null
  toReceive: number
  inHand: number
  toJudge: number
  late: number
}

/** The counts of a board. @throws a refusal of the database for a board that is not the reader's */
export async function boardCounts(db: Reader, unitId: string, day: Day): Promise<Cell[]> {
  const { rows } = await sql<Cell>`
    select of_what as of, id, to_receive as "toReceive", in_hand as "inHand", to_judge as "toJudge", late
      from programme.board_counts(${unitId}::uuid, ${day}::date) limit 100000`.execute(db)
  return rows
}

/** A task on a board: what, from which document, whose, for whom, since when, and who was told. */
export type BoardRow = {
  id: string
  title: string
  planId: string
  planTitle: string
  documentId: string | null
  symbol: string | null
  unitId: string
  unitName: string
  unitEndedOn: Day | null
  giverId: string
  giverName: string
  state: State
  dueOn: Day
  handedOn: Day | null
  handedInOn: Day | null
  toldStep: string | null
  toldOn: Day | null
  children: number
  childrenOpen: number
}

/** A page of a board, from after one of its tasks on. */
export async function boardRows(
  db: Reader,
  unitId: string,
  day: Day,
  asked: { view: BoardView; planId: string | null; after?: DayPlace | undefined; limit: number },
): Promise<BoardRow[]> {
  const { rows } = await sql<BoardRow>`
    select id, title, plan_id as "planId", plan_title as "planTitle", document_id as "documentId", symbol, unit_id as "unitId",
           unit_name as "unitName", unit_ended_on as "unitEndedOn", giver_id as "giverId", giver_name as "giverName", state, due_on as "dueOn",
           handed_on as "handedOn", handed_in_on as "handedInOn", told_step as "toldStep", told_on as "toldOn", children, children_open as "childrenOpen"
      from programme.board(${unitId}::uuid, ${day}::date, ${asked.view}, ${asked.planId}::uuid, ${asked.after?.day ?? null}::date,
                           ${asked.after?.id ?? null}::uuid, ${asked.limit}::integer) limit 201`.execute(db)
  return rows
}

/** The titles of plans of which a board tells. */
export async function planTitles(
  db: Reader,
  unitId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; title: string }>`
    select id, title from programme.board_plans(${unitId}::uuid, ${[...ids]}::uuid[]) limit 5000`.execute(db)
  return new Map(rows.map(({ id, title }) => [id, title]))
}

/** Names and addresses of some units. */
export const unitsNamed = (
  db: Reader,
  ids: readonly string[],
): Promise<{ id: string; name: string; slug: string }[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('org.unit')
        .select(['id', 'name', 'slug'])
        .where('id', 'in', [...ids])
        .orderBy('official_code')
        .orderBy(byName('name'))
        .limit(5000)
        .execute()
