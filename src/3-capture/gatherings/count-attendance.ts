import { type Actor, look, note, performOnce } from '#access'
import { countAttachments } from '#evidence'
import { postFacts, reverseFacts } from '#figures'
import { emitEvent } from '#notices'
import { attendedAt, moreThanAll, nameOfCategory, replaceAttended } from '#occasions'
import type { Reader, Tx } from '#platform/database'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { personsOf, replaceTurnout, rowsOf, unitsInReach, updateCounted } from './attendance-store.ts'
import { closeDoorOf } from './door/store.ts'
import type { CountsEntry } from './entry.ts'
import {
  attendancesOf,
  objectionToCounts,
  objectionToHolding,
  postingsOf,
  type Row,
  rowsCounted,
  standingOf,
} from './rules.ts'
import {
  findGathering,
  type Gathering,
  insertVersion,
  lockGathering,
  setAttendances,
  takeVersion,
  updateState,
} from './store.ts'

/** A session that this person would hold, change or count. Whether they may is asked for its unit by `perform`. */
export async function sessionToHold(actor: Actor, id: string): Promise<Gathering> {
  const found = isId(id) ? await look(actor, 'session.hold', null, (db) => findGathering(db, id)) : undefined
  if (!found) throw new Problem('not_found_or_not_allowed')
  return found
}

/**
 * Takes the next version of a session for a change of it, or refuses.
 * @throws Problem `not_found_or_not_allowed`, `session_is_cancelled`, `seen_is_outdated`, `version_correction_has_no_reason`
 */
export async function refuseOutdated(tx: Tx, id: string, seen: number, reason: string): Promise<Gathering> {
  await lockGathering(tx, id)
  const gathering = await findGathering(tx, id)
  if (!gathering) throw new Problem('not_found_or_not_allowed')
  if (gathering.state === 'cancelled') throw new Problem('session_is_cancelled')
  if (gathering.state === 'held' && reason.length < 3)
    throw new Problem('version_correction_has_no_reason', {}, { field: 'reason' })
  if (!(await takeVersion(tx, id, seen))) throw new Problem('seen_is_outdated')
  return gathering
}

/** The rows of a session as they are counted: by unit, or the whole at once. */
export async function countedRows(db: Reader, gathering: Gathering): Promise<Row[]> {
  return rowsCounted(gathering.counted, await rowsOf(db, gathering.id), {
    members: gathering.expectedMembers,
    others: gathering.expectedOthers,
  })
}

/**
 * Brings the facts of a session that was held in line with what stands now: all that it has posted is reversed, on the day
 * of which it was, and posted anew.
 * @throws Problem `session_ways_differ`, `fact_unit_did_not_exist_then`, `fact_year_is_archived`
 */
export async function settle(tx: Tx, id: string, postedOn: Day): Promise<void> {
  const gathering = await findGathering(tx, id)
  if (!gathering) throw new Problem('not_found_or_not_allowed')
  const rows = await countedRows(tx, gathering)
  const objection = objectionToCounts(rows)
  if (objection) throw new Problem(objection.code, objection.params)
  const [attended, all] = [await attendedAt(tx, id), attendancesOf(rows)]
  // While a unit has not said how many came, those who did may be among its people.
  const tooMany = rows.every((row) => standingOf(row)) ? moreThanAll(attended, all) : undefined
  if (tooMany)
    throw new Problem(
      'attended_more_than_all',
      { category: nameOfCategory(tooMany.category), count: tooMany.amount, all: all?.amount ?? 0 },
      { field: `attended.${tooMany.category}` },
    )
  await setAttendances(tx, id, all)
  if (gathering.state !== 'held') return
  await refuseUnitsOfAnotherTime(tx, gathering, rows)

  await reverseFacts(tx, { kind: 'session', id, day: postedOn })
  const proven = { kind: 'session', id, unitId: gathering.unitId } as const
  const postings = postingsOf({
    unitId: gathering.unitId,
    occasion: gathering.occasion,
    also: gathering.also,
    attended,
    counted: gathering.counted,
    rows,
    persons: await personsOf(tx, id),
    photos: await countAttachments(tx, proven),
  })
  for (const { unitId, assurance, amounts } of postings) {
    const origin = { kind: 'session', id, unitId, day: gathering.day, seriesId: id } as const
    await postFacts(tx, { ...origin, themeId: gathering.themeId }, assurance, amounts)
  }
}

/** A unit that was called and is no more on the day has no figures: say which, instead of that some unit is not there. */
async function refuseUnitsOfAnotherTime(tx: Tx, gathering: Gathering, rows: readonly Row[]): Promise<void> {
  const ids = rows.flatMap(({ unitId, said }) => (unitId && Object.keys(said).length > 0 ? [unitId] : []))
  const gone = (await unitsInReach(tx, gathering, ids)).find(({ stands }) => !stands)
  if (gone) throw new Problem('invited_unit_is_gone', { unit: gone.name })
}

/**
 * Counts who came: a number for each unit, and which way stands where there are several. Of a session that was held the
 * facts follow at once.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `session_is_cancelled`, `turnout_of_another_unit`,
 *   `session_ways_differ`, `version_correction_has_no_reason`
 */
export async function countAttendance(actor: Actor, id: string, entry: CountsEntry): Promise<void> {
  const { unitId } = await sessionToHold(actor, id)
  await performOnce(actor, 'session.hold', unitId, ['count', id, entry], async (tx) => {
    const was = await refuseOutdated(tx, id, entry.seen, entry.reason)
    const known = new Set((await rowsOf(tx, id)).map((row) => row.unitId))
    if (entry.rows.some((row) => row.unitId !== null && !known.has(row.unitId)))
      throw new Problem('turnout_of_another_unit')
    await updateCounted(tx, id, entry)
    await replaceTurnout(tx, id, entry.rows)
    await replaceAttended(tx, id, entry.attended)
    const isHeld = was.state === 'held'
    await insertVersion(tx, {
      gatheringId: id,
      number: entry.seen + 1,
      event: isHeld ? 'corrected' : 'changed',
      reason: entry.reason || null,
      said: {
        counted: entry.counted,
        headCount: entry.headCount,
        rows: entry.rows,
        attended: entry.attended,
      },
      personId: actor.personId,
    })
    if (isHeld) await settle(tx, id, was.day)
    await emitEvent(tx, 'session.counted', unitId, { sessionId: id, version: entry.seen + 1 })
    note(tx, { session: id, version: entry.seen + 1 })
  })
}

/**
 * Says that a session was held: its door closes, and what stands is posted in the same transaction.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `session_is_cancelled`, `session_is_over`,
 *   `session_is_held_too_early`, `session_ways_differ`, `invited_unit_is_gone`
 */
export async function holdSession(
  actor: Actor,
  id: string,
  { seen }: { seen: number },
  now: Day = today(),
): Promise<void> {
  const { unitId } = await sessionToHold(actor, id)
  await performOnce(actor, 'session.hold', unitId, ['held', id, seen], async (tx) => {
    const gathering = await refuseOutdated(tx, id, seen, 'held')
    // Closed first: who comes through the door meanwhile waits for the lock, and is refused.
    await closeDoorOf(tx, id)
    const rows = await countedRows(tx, gathering)
    const objection = objectionToHolding(gathering, rows, now)
    if (objection) throw new Problem(objection.code, objection.params)
    await updateState(tx, id, { state: 'held' })
    await insertVersion(tx, {
      gatheringId: id,
      number: seen + 1,
      event: 'held',
      reason: null,
      said: { rows: rows.map(({ unitId: of, chosen, said }) => ({ unitId: of, chosen, said })) },
      personId: actor.personId,
    })
    await settle(tx, id, gathering.day)
    await emitEvent(tx, 'session.held', unitId, { sessionId: id, version: seen + 1 })
    note(tx, { session: id, version: seen + 1 })
  })
}
