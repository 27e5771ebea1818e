import { type Actor, note, perform, performOnce } from '#access'
import { reverseFacts } from '#figures'
import { emitEvent } from '#notices'
import type { Tx } from '#platform/database'
import { isId, newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { unitsInReach } from './attendance-store.ts'
import { countKnown } from './choices-store.ts'
import { refuseOutdated, sessionToHold, settle } from './count-attendance.ts'
import type { Seen, SessionEntry } from './entry.ts'
import { tellChanged } from './notify.ts'
import {
  type Gathering,
  insertGathering,
  insertVersion,
  setDocuments,
  updateGathering,
  updateState,
} from './store.ts'

/** Nobody studies a theme or a document that they do not know. */
async function refuseUnknown(tx: Tx, entry: SessionEntry): Promise<void> {
  const known = await countKnown(tx, entry)
  if (entry.themeId !== null && known.themes === 0)
    throw new Problem('gathering_theme_is_unknown', {}, { field: 'themeId' })
  if (entry.campaignId && known.campaigns === 0)
    throw new Problem('gathering_campaign_is_unknown', {}, { field: 'campaignId' })
  if (known.documents < new Set(entry.documentIds).size)
    throw new Problem('studied_document_is_unknown', {}, { field: 'documents' })
}

async function refuseUnitOfAnotherTime(tx: Tx, unitId: string, day: string): Promise<void> {
  const [unit] = await unitsInReach(tx, { unitId, day }, [unitId])
  if (!unit?.stands) throw new Problem('fact_unit_did_not_exist_then', {}, { field: 'day' })
}

/**
 * Plans a study session. Planning the same one again changes nothing.
 * @returns its id.
 * @throws Problem `not_found_or_not_allowed`, `gathering_theme_is_unknown`, `studied_document_is_unknown`,
 *   `gathering_ends_before_it_starts`, `fact_unit_did_not_exist_then`
 */
export async function planSession(
  actor: Actor,
  unitId: string,
  entry: SessionEntry,
  id: string = newId(),
): Promise<string> {
  if (!isId(unitId) || !isId(id)) throw new Problem('not_found_or_not_allowed')
  await perform(actor, 'session.hold', unitId, async (tx) => {
    await refuseUnitOfAnotherTime(tx, unitId, entry.day)
    await refuseUnknown(tx, entry)
    const isNew = await insertGathering(tx, { ...entry, id, unitId, personId: actor.personId })
    note(tx, { session: id, isNew })
    if (!isNew) return
    await emitEvent(tx, 'session.planned', unitId, { sessionId: id, day: entry.day })
    await setDocuments(tx, id, entry.documentIds)
    await insertVersion(tx, {
      gatheringId: id,
      number: 1,
      event: 'planned',
      reason: null,
      said: entry,
      personId: actor.personId,
    })
  })
  return id
}

const isMoved = (was: Gathering, entry: SessionEntry): boolean =>
  was.day !== entry.day ||
  was.startsAt !== entry.startsAt ||
  was.endsAt !== entry.endsAt ||
  was.place !== entry.place ||
  was.form !== entry.form

/**
 * Words a session anew. Who is called hears of another day, hour or place. What was held already is corrected with a
 * reason, and its facts are reversed and posted anew.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `session_is_cancelled`, `version_correction_has_no_reason`,
 *   and those of planning
 */
export async function changeSession(
  actor: Actor,
  id: string,
  { seen, reason }: Seen,
  entry: SessionEntry,
): Promise<void> {
  const { unitId } = await sessionToHold(actor, id)
  await performOnce(actor, 'session.hold', unitId, ['change', id, seen, reason, entry], async (tx) => {
    const was = await refuseOutdated(tx, id, seen, reason)
    await refuseUnitOfAnotherTime(tx, unitId, entry.day)
    await refuseUnknown(tx, entry)
    await updateGathering(tx, id, entry)
    await setDocuments(tx, id, entry.documentIds)
    const isHeld = was.state === 'held'
    await insertVersion(tx, {
      gatheringId: id,
      number: seen + 1,
      event: isHeld ? 'corrected' : 'changed',
      reason: reason || null,
      said: entry,
      personId: actor.personId,
    })
    if (isHeld) await settle(tx, id, was.day)
    else if (isMoved(was, entry)) {
      const { place, day, startsAt, title } = entry
      await tellChanged(tx, { ...was, place, day, startsAt, title, version: seen + 1 }, 'changed')
    }
    await emitEvent(tx, 'session.changed', unitId, { sessionId: id, version: seen + 1 })
    note(tx, { session: id, version: seen + 1 })
  })
}

/**
 * Says that a session is not held, and why; or that one that was entered as held never was: then its facts are reversed.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `session_is_cancelled`
 */
export async function cancelSession(actor: Actor, id: string, { seen, reason }: Seen): Promise<void> {
  const { unitId } = await sessionToHold(actor, id)
  await performOnce(actor, 'session.hold', unitId, ['cancel', id, seen, reason], async (tx) => {
    const was = await refuseOutdated(tx, id, seen, reason)
    if (was.state === 'held') await reverseFacts(tx, { kind: 'session', id, day: was.day })
    await updateState(tx, id, { state: 'cancelled', because: reason })
    await insertVersion(tx, {
      gatheringId: id,
      number: seen + 1,
      event: 'cancelled',
      reason,
      said: {},
      personId: actor.personId,
    })
    if (was.state === 'planned') await tellChanged(tx, { ...was, version: seen + 1 }, 'cancelled', reason)
    await emitEvent(tx, 'session.cancelled', unitId, { sessionId: id, version: seen + 1 })
    note(tx, { session: id, version: seen + 1 })
  })
}
