import { type Action, type Actor, look, note, perform, performOnce } from '#access'
import { emitEvent, raiseNotices } from '#notices'
import type { Reader, Tx } from '#platform/database'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { objectionTo, openSteps, type Rules, type Said, stateAfter, type Taken } from './rules.ts'
import { lockRow, rightsAmong, type Table, writeStep } from './store.ts'

/** What a life is about: one row. Its unit is where rights are asked. */
export type Living = { id: string; unitId: string }

/** A life of states: its rules, where it is kept, and what follows from each step. */
export type Life<Row extends Living, State extends string, Name extends string> = Rules<Row, State, Name> & {
  /** What the audit trail calls the thing. */
  name: string
  table: Table
  /** Which of the two every step writes. A life without a column `state` says by `sets` what its steps write. */
  writes?: readonly ('state' | 'version')[]
  find: (db: Reader, id: string) => Promise<Row | undefined>
  /** Writes a step into the history. */
  record?: (tx: Tx, row: Row, taken: Taken<State> & { event: string }) => Promise<void>
  /** What follows from every step that changes the state. */
  follow?: (tx: Tx, row: Row, taken: Taken<State>, name: Name) => Promise<void>
  /** Saying the same of the same version again is done, since an answer may be lost on the way. */
  isRepeatable?: boolean
}

/** Defines a life. */
export const life = <Row extends Living, State extends string, Name extends string>(
  definition: Life<Row, State, Name>,
): Life<Row, State, Name> => definition

/** What one step changes beside the state, what is kept of it, and what is done with what was prepared. */
export type Change = Said & {
  sets?: Record<string, unknown>
  event?: string
  noted?: Record<string, string | number>
  after?: () => Promise<unknown>
}

/** What somebody brings to a step, and what the use case adds. */
export type Brought<Row, State extends string> = Said & {
  version?: number | string | undefined
  /** All that was said, where the words are not all. */
  said?: unknown
  /** Locks what everybody locks before the row. */
  before?: (tx: Tx) => Promise<unknown>
  /** Checks what belongs to this step alone, and says what else changes. */
  change?: (tx: Tx, row: Row) => Change | undefined | Promise<Change | undefined>
  /** Carries on after the row was changed: `row` is as it was before. */
  after?: (tx: Tx, row: Row, taken: Taken<State>) => Promise<unknown>
}

const missing = () => new Problem('not_found_or_not_allowed')

/** The thing, as far as a right that is held somewhere lets one see it. @throws Problem `not_found_or_not_allowed` */
export async function livingOf<Row extends Living, State extends string, Name extends string>(
  actor: Actor,
  life: Life<Row, State, Name>,
  action: Action,
  id: string,
): Promise<Row> {
  const row = isId(id) ? await look(actor, action, null, (db) => life.find(db, id)) : undefined
  if (!row) throw missing()
  return row
}

/** Locks the row of a thing, so that its other steps wait. */
export const holdLiving = <Row extends Living, State extends string, Name extends string>(
  tx: Tx,
  life: Life<Row, State, Name>,
  id: string,
) => lockRow(tx, life.table, id)

/**
 * Takes a step: asks for the right, locks the row, checks version, state, four eyes and reason, changes it, writes the
 * history and tells people and other systems – in one transaction.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, those of the life and those of `change` and `after`
 */
export async function takeStep<Row extends Living, State extends string, Name extends string>(
  actor: Actor,
  life: Life<Row, State, Name>,
  id: string,
  name: Name,
  brought: Brought<Row, State> = {},
): Promise<void> {
  const { may, at, ofAnyVersion } = life.steps[name]
  const row = await livingOf(actor, life, may, id)
  const unitId = at?.(row) ?? row.unitId
  const run = (tx: Tx) => takeStepIn(tx, actor.personId, life, id, name, brought)
  const said = [id, name, brought.version, brought.words ?? '', brought.said]
  if (life.isRepeatable && !ofAnyVersion) await performOnce(actor, may, unitId, said, run)
  else await perform(actor, may, unitId, run)
}

/** The same in a transaction that has asked for the right already. */
export async function takeStepIn<Row extends Living, State extends string, Name extends string>(
  tx: Tx,
  personId: string,
  life: Life<Row, State, Name>,
  id: string,
  name: Name,
  { before, change, after, ...brought }: Brought<Row, State>,
): Promise<void> {
  await before?.(tx)
  const isLocked = await lockRow(tx, life.table, id)
  const row = await life.find(tx, id)
  if (!row) throw missing()
  const objection = objectionTo(life, name, row, { ...brought, personId })
  if (objection) throw new Problem(objection.code, {}, objection.field ? { field: objection.field } : {})

  const step = life.steps[name]
  const from = life.state(row)
  const { sets, event = step.event, noted, after: prepared, ...more } = (await change?.(tx, row)) ?? {}
  // Row-level security keeps the row from this person: somebody else has changed what it allowed.
  if (!isLocked) throw new Problem('seen_is_outdated')
  const to = stateAfter(step, row, from)
  const taken: Taken<State> = { words: brought.words ?? '', ...more, from, to, personId, at: new Date() }
  const columns = { ...step.sets?.(taken, row), ...sets }
  const isCounted = life.writes?.includes('version') ?? false
  await writeStep(
    tx,
    life.table,
    id,
    life.writes?.includes('state') ? { ...columns, state: to } : columns,
    isCounted,
  )
  if (event !== undefined) await life.record?.(tx, row, { ...taken, event })
  await prepared?.()
  await after?.(tx, row, taken)
  if (to !== from) await life.follow?.(tx, row, taken, name)
  await raiseNotices(tx, step.notices?.(row, taken) ?? [])
  const told = step.tells?.(row, taken)
  if (told) await emitEvent(tx, told.kind, told.unitId, told.data)
  note(tx, { [life.name]: id, step: name, ...noted })
}

/** The steps that the person of this transaction may take now: by state, four eyes and rights. */
export async function stepsNow<Row extends Living, State extends string, Name extends string>(
  db: Reader,
  life: Life<Row, State, Name>,
  row: Row,
  personId: string,
): Promise<Set<Name>> {
  const open = openSteps(life, row, personId)
  const rights = await rightsAmong(
    db,
    open.map((name) => ({ action: life.steps[name].may, unitId: life.steps[name].at?.(row) ?? row.unitId })),
  )
  return new Set(open.filter((_, index) => rights[index]))
}
