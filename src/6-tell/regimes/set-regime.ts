import { type Actor, look, note, perform } from '#access'
import { documentsNamed } from '#documents'
import { holidaysBetween } from '#parameters'
import type { Tx } from '#platform/database'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { addDays, addMonths, type Day, today } from '#platform/time'
import { refuseUnfit, type SelectionRule, selectsNothing } from '#tasks'
import type { ChangeEntry, EndEntry, RegimeEntry } from './entry.ts'
import { endOn, insertRegime, type KeptRegime, keptRegime, type NewRegime } from './manage-store.ts'
import { findOutline, isUsableIn } from './outlines/store.ts'
import { periodsOf } from './periods.ts'
import { refuseHaste } from './rules.ts'

const laterOf = (...days: [Day, Day]): Day => days.toSorted()[1] ?? days[0]

/** What is typed, checked against outlines, documents, units and holidays, as a row. */
async function regimeTyped(
  tx: Tx,
  entry: RegimeEntry,
  given: { unitId: string; rule: SelectionRule; by: string; followsId: string | null },
): Promise<NewRegime> {
  const { unitId, rule } = given
  const outline = await findOutline(tx, entry.outline)
  if (!outline || !(await isUsableIn(tx, outline, unitId)))
    throw new Problem('report_outline_is_unknown', {}, { field: 'outline' })
  if (!outline.periods.includes(entry.periodKind))
    throw new Problem('report_outline_has_other_periods', { outline: outline.name }, { field: 'outline' })
  if (selectsNothing(rule)) throw new Problem('regime_chooses_nobody', {}, { field: 'cong' })
  const begins = laterOf(entry.validFrom, today())
  await refuseUnfit(tx, unitId, rule.plus, begins)
  const documents = await documentsNamed(tx, entry.document, 'document')
  if (documents.length > 1) throw new Problem('regime_has_one_document', {}, { field: 'document' })
  const { periodKind, monthBegins, validFrom } = entry
  const until = `${addMonths(begins.slice(0, 7), 24)}-28`
  const periods = periodsOf({ periodKind, monthBegins, validFrom, validTo: null }, until, 36)
  const first = periods.at(-1)?.span.from ?? validFrom
  refuseHaste(entry, periods, await holidaysBetween(tx, first, addDays(until, 200)))
  return {
    unitId,
    name: entry.name,
    outline: entry.outline,
    periodKind,
    reporters: rule,
    monthBegins,
    dueDays: entry.dueDays,
    system: entry.system,
    documentId: documents[0]?.id ?? null,
    source: entry.source,
    validFrom,
    validTo: null,
    followsId: given.followsId,
    by: given.by,
  }
}

/**
 * Sets who reports what to a unit. @returns the id of the regime
 * @throws Problem `not_found_or_not_allowed`, `report_outline_is_unknown`, `report_outline_has_other_periods`,
 *   `regime_chooses_nobody`, `regime_has_one_document`, `document_is_not_found`, `document_is_ambiguous`,
 *   `regime_of_state_is_due_at_once`, those of `refuseUnfit`
 */
export const setRegime = (
  actor: Actor,
  unitId: string,
  entry: RegimeEntry,
  rule: SelectionRule,
): Promise<string> =>
  perform(actor, 'regime.manage', unitId, async (tx) => {
    const given = { unitId, rule, by: actor.personId, followsId: null }
    const id = await insertRegime(tx, await regimeTyped(tx, entry, given))
    note(tx, { regime: id })
    return id
  })

/** A regime that this person may change. @throws Problem `not_found_or_not_allowed` */
export async function regimeToChange(actor: Actor, id: string): Promise<KeptRegime> {
  const regime = isId(id) ? await look(actor, 'regime.manage', null, (db) => keptRegime(db, id)) : undefined
  if (!regime?.isManaged) throw new Problem('not_found_or_not_allowed')
  return regime
}

async function endNow(tx: Tx, regime: KeptRegime, seen: number, validTo: string, by: string): Promise<void> {
  if (validTo <= regime.validFrom) throw new Problem('regime_ends_before_it_begins', {}, { field: 'validTo' })
  if (regime.validTo !== null && validTo > regime.validTo)
    throw new Problem('regime_has_ended', { day: regime.validTo })
  if (!(await endOn(tx, { id: regime.id, seen }, validTo, by))) throw new Problem('seen_is_outdated')
}

/**
 * Changes a regime from a day on: it ends on that day, and a new one begins. What was owed before stays owed as it was.
 * @returns the id of the new one
 * @throws Problem those of `setRegime`, `regime_ends_before_it_begins`, `regime_has_ended`, `seen_is_outdated`
 */
export async function changeRegime(
  actor: Actor,
  id: string,
  { seen, ...entry }: ChangeEntry,
  rule: SelectionRule,
): Promise<string> {
  const regime = await regimeToChange(actor, id)
  return perform(actor, 'regime.manage', regime.unitId, async (tx) => {
    if (entry.validFrom <= regime.validFrom)
      throw new Problem('regime_changes_before_it_begins', { day: regime.validFrom }, { field: 'validFrom' })
    await endNow(tx, regime, seen, entry.validFrom, actor.personId)
    const given = { unitId: regime.unitId, rule, by: actor.personId, followsId: id }
    const next = await insertRegime(tx, await regimeTyped(tx, entry, given))
    note(tx, { regime: id, next })
    return next
  })
}

/** Ends a regime: periods that end on that day or later are owed no more. */
export async function endRegime(actor: Actor, id: string, { seen, validTo }: EndEntry): Promise<void> {
  const regime = await regimeToChange(actor, id)
  await perform(actor, 'regime.manage', regime.unitId, async (tx) => {
    await endNow(tx, regime, seen, validTo, actor.personId)
    note(tx, { regime: id, until: validTo })
  })
}
