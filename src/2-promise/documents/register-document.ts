import { type Actor, note, perform } from '#access'
import { insertFiles } from '#evidence'
import { emitEvent } from '#notices'
import { documentTypes, numberingRulesOf } from '#parameters'
import type { Tx } from '#platform/database'
import { worded } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { addDays, type Day, today } from '#platform/time'
import { insertDocumentThemes } from '#themes'
import { insertLinks } from './chain/store.ts'
import { countDocument } from './count.ts'
import type { DocumentEntry } from './entry.ts'
import type { Paper } from './files/keep-papers.ts'
import { gatherText, insertDocumentFiles } from './files/store.ts'
import { documentsNamed } from './find-by-symbol.ts'
import { issuingOf, lockRun, numbersOf, releaseReservation, runOf } from './numbering/store.ts'
import { beginsWith, nextNumber, objectionToDays, symbolOf } from './rules.ts'
import { type DocumentRow, dayIsCounted, findDocument, insertDocuments, nameOfUnit } from './store.ts'

/** What comes along with a registration: the themes that it serves, and papers that have been kept. */
export type Alongside = { themeIds: readonly string[]; papers: readonly Paper[] }

/**
 * Enters a document into the register of a unit. One that the unit issued gets the next number of its run where none is
 * given: two officers at once never get the same. Entering the same one again changes nothing. @returns its symbol
 * @throws Problem `not_found_or_not_allowed`, `document_day_is_in_future`, `document_received_has_no_day`,
 *   `document_came_before_it_was_issued`, `document_number_is_gone`, `document_symbol_has_another_number`,
 *   `issuing_is_not_set`, `fact_unit_did_not_exist_then`, `document_was_received_already`, and those of `documentsNamed`
 */
export function registerDocument(
  actor: Actor,
  entry: DocumentEntry,
  { themeIds, papers }: Alongside,
  day: Day = today(),
): Promise<string> {
  return perform(actor, 'document.register', entry.unitId, async (tx) => {
    const there = await findDocument(tx, entry.id)
    if (there?.unitId === entry.unitId) return there.symbol
    const row = await rowFor(tx, { ...entry, validTo: dayAfter(entry.validTo) }, day)
    const above = await documentsNamed(tx, entry.carries, 'carries')
    await insertDocuments(tx, [row], actor.personId)
    await insertLinks(
      tx,
      above.map(({ id }) => ({ documentId: row.id, aboveId: id, clause: entry.clause })),
    )
    await insertDocumentThemes(
      tx,
      themeIds.map((themeId) => ({ documentId: row.id, themeId })),
    )
    await insertFiles(
      tx,
      papers.map(({ kept }) => kept),
      actor.personId,
    )
    await insertDocumentFiles(tx, row.id, papers, actor.personId)
    await gatherText(tx, row.id)
    await countDocument(tx, row, { themeIds, hasFile: papers.length > 0 })
    await emitEvent(tx, 'document.registered', entry.unitId, { documentId: row.id, direction: row.direction })
    note(tx, { document: row.id, direction: row.direction, type: row.type, number: row.number })
    return row.symbol
  })
}

/** People say the last day; the database keeps the day after it. */
export const dayAfter = (day: Day | null): Day | null => (day === null ? null : addDays(day, 1))

/** What of a document decides how it is written down. `replacing` is the document that is put right. */
export type Wanted = Omit<DocumentRow, 'number' | 'symbol'> & {
  number: number | null
  symbol: string
  replacing?: { number: number | null; type: string; issuedOn: Day }
}

/** A document as it is written down: its days judged, its number taken, its symbol put together. */
export async function rowFor(tx: Tx, wanted: Wanted, today: Day): Promise<DocumentRow> {
  const { id, unitId, direction, type, issuedOn, subject, validFrom, validTo } = wanted
  const objection = objectionToDays({ ...wanted, validTo: validTo && addDays(validTo, -1) }, today)
  if (objection) throw new Problem(objection.code, {}, { field: objection.field })
  const common = { id, unitId, direction, type, issuedOn, subject, validFrom, validTo }
  if (direction === 'received') {
    if (wanted.symbol === '') throw new Problem('field_is_required', {}, { field: 'symbol' })
    const named = wanted.issuer || (wanted.issuerUnitId && (await nameOfUnit(tx, wanted.issuerUnitId)))
    if (!named) throw new Problem('field_is_required', {}, { field: 'issuer' })
    return {
      ...common,
      number: null,
      symbol: wanted.symbol,
      receivedOn: wanted.receivedOn,
      issuer: named,
      issuerUnitId: wanted.issuerUnitId,
    }
  }
  const { unitStood } = await dayIsCounted(tx, unitId, issuedOn)
  if (!unitStood) throw new Problem('fact_unit_did_not_exist_then', {}, { field: 'issuedOn' })
  const number = await takeNumber(tx, wanted)
  const symbol = wanted.symbol || (await composed(tx, wanted, number))
  if (!beginsWith(symbol, number))
    throw new Problem('document_symbol_has_another_number', { symbol, number }, { field: 'symbol' })
  return {
    ...common,
    number,
    symbol,
    receivedOn: null,
    issuer: (await nameOfUnit(tx, unitId)) ?? '',
    issuerUnitId: unitId,
  }
}

/** Takes a number: the one that is asked for, or the next of the run. Whoever comes second waits, and then sees it gone. */
async function takeNumber(tx: Tx, wanted: Wanted): Promise<number> {
  const run = await runOf(tx, wanted.unitId, wanted.type, wanted.issuedOn)
  await lockRun(tx, run)
  const { taken, reserved } = await numbersOf(tx, run)
  const { replacing } = wanted
  const isSameRun =
    replacing !== undefined &&
    replacing.type === wanted.type &&
    (await runOf(tx, wanted.unitId, replacing.type, replacing.issuedOn)).series === run.series
  if (wanted.number === null)
    return isSameRun && replacing.number ? replacing.number : nextNumber(taken, reserved)
  const isOwn = isSameRun && replacing.number === wanted.number
  if (!isOwn && taken.includes(wanted.number))
    throw new Problem(
      'document_number_is_gone',
      { number: wanted.number, next: nextNumber(taken, reserved) },
      { field: 'number' },
    )
  if (reserved.includes(wanted.number)) await releaseReservation(tx, { ...run, number: wanted.number })
  return wanted.number
}

async function composed(tx: Tx, wanted: Wanted, number: number): Promise<string> {
  const issuing = await issuingOf(tx, wanted.unitId)
  if (!issuing) throw new Problem('issuing_is_not_set', {}, { field: 'symbol' })
  const rules = numberingRulesOf(issuing.system, wanted.issuedOn)
  if (wanted.type !== 'official_letter' && rules.symbols[wanted.type] === undefined) {
    const found = documentTypes.find(({ code }) => code === wanted.type)
    const type = found ? worded(found.nameVi, found.nameEn) : wanted.type
    throw new Problem('document_type_has_no_symbol', { type }, { field: 'symbol' })
  }
  return symbolOf(rules, wanted.type, number, issuing.symbol)
}
